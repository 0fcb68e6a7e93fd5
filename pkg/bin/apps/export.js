// @ts-check
import { writeFile } from "node:fs/promises";
import process from "node:process";
import { OutboundApps } from "descope-outbound";
import { exportApps } from "descope-outbound/provision";
import { colors, counted, fail, warn } from "./terminal.js";

/** @param {{ format: string, output?: string }} options */
export async function exportCommand({ format, output }) {
	if (format !== "yaml" && format !== "json") return fail(new Error("--format is yaml or json"));
	const { text, missing } = await exportApps(new OutboundApps(), { format });
	if (output === undefined) process.stdout.write(text);
	else await writeFile(output, text);
	for (const { id, reference } of missing) warn(`${colors.yellow("missing")} ${id}: clientSecret, as ${reference}`);
	if (missing.length > 0) {
		const secrets = counted(missing.length, "client secret");
		warn(`${secrets}: the server shows none. Set the variables, or take out the lines of apps that have none.`);
	}
}
