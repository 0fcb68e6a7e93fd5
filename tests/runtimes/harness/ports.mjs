// @ts-check
import { createConnection, createServer } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";

export async function freePort() {
	const server = createServer();
	await new Promise((done) => server.listen(0, "127.0.0.1", () => done(undefined)));
	const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
	await new Promise((done) => server.close(done));
	return port;
}

/**
 * @param {number} port
 * @param {AbortSignal} signal
 * @returns {Promise<undefined>}
 */
export async function listening(port, signal) {
	while (!signal.aborted) {
		const open = await new Promise((done) => {
			const socket = createConnection(port, "127.0.0.1", () => done(true));
			socket.on("error", () => done(false));
			socket.on("connect", () => socket.destroy());
		});
		if (open) return;
		await sleep(50);
	}
}
