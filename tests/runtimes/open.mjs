// @ts-check
import { OutboundApps } from "descope-outbound";
import { headerSecret, managementKey } from "./lib/secrets.mjs";

export const projectId = "P2test";

/**
 * Opens an emulator, and makes a client of it.
 *
 * @param {import("./lib/bench.mjs").Bench} bench
 * @param {object} [options] of the client
 * @param {object} [serverOptions]
 */
export async function open(bench, options, serverOptions) {
	const server = await bench.server(serverOptions);
	return { server, apps: clientOf(bench, server, options) };
}

/**
 * Makes a client of a server, and adds it to the bench.
 *
 * @param {import("./lib/bench.mjs").Bench} bench
 * @param {{ baseUrl: string }} server
 * @param {object} [options]
 */
export function clientOf(bench, { baseUrl }, options) {
	const headers = { "x-api-key": headerSecret };
	const apps = new OutboundApps({ projectId, managementKey, baseUrl, headers, ...options });
	bench.clients.push(apps);
	return apps;
}
