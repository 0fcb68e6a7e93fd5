import type * as Emulator from "descope-outbound/emulator";
import type * as Outbound from "descope-outbound";

type Client = Pick<typeof Outbound, "OutboundApps" | "OutboundError" | "ValidationError" | "validate">;

/**
 * Returns the package's results, against the emulator, as a line of JSON, the same wherever it runs. Each program of
 * `projects/` imports both in its own way, and prints or serves the line.
 */
export async function check(
	{ OutboundApps, OutboundError, ValidationError, validate }: Client,
	{ createEmulator }: Pick<typeof Emulator, "createEmulator">,
): Promise<string> {
	const { projectId, managementKey, fetch, apps } = createEmulator();
	const client = new OutboundApps({ projectId, managementKey, fetch });
	const { app } = await client.create({ name: "GitHub" });
	const error: unknown = await client.create({ name: "" }).catch((reason) => reason);
	return JSON.stringify({
		created: app?.name,
		stored: apps().map(({ name }) => name),
		issues: validate({ clientID: "c" }).map(({ path, code }) => `${path}: ${code}`),
		refused: error instanceof ValidationError && error instanceof OutboundError && error.name,
	});
}
