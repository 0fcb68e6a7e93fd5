// @ts-check

/**
 * What the package answers, by way of the emulator: the same wherever it runs.
 *
 * @param {Pick<typeof import("descope-outbound"), "OutboundApps" | "OutboundError" | "ValidationError" | "validate">} outbound
 * @param {Pick<typeof import("descope-outbound/emulator"), "createEmulator">} emulator
 */
export async function check({ OutboundApps, OutboundError, ValidationError, validate }, { createEmulator }) {
	const { projectId, managementKey, fetch, apps } = createEmulator();
	const client = new OutboundApps({ projectId, managementKey, fetch });
	const { app } = await client.create({ name: "GitHub" });
	const error = await client.create(/** @type {any} */ ({})).catch((reason) => reason);
	return {
		created: app?.name,
		stored: apps().map(({ name }) => name),
		issues: validate({ clientID: "c" }).map(({ path, code }) => `${path}: ${code}`),
		refused: error instanceof ValidationError && error instanceof OutboundError && error.name,
	};
}
