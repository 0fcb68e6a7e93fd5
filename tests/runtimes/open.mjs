// @ts-check
import { OutboundApps } from "descope-outbound";
import { managementKey } from "./lib/secrets.mjs";

export const projectId = "P2test";

/**
 * A client, and the emulator that it talks to.
 *
 * @param {import("./lib/bench.mjs").Bench} bench
 * @param {object} [options] of the client
 */
export async function open(bench, options) {
	const server = await bench.server();
	return { server, apps: new OutboundApps({ projectId, managementKey, baseUrl: server.baseUrl, ...options }) };
}
