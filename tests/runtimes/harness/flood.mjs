// @ts-check
// A server whose answer has no end: the bytes that it managed to write show when its client stopped reading.
import { createServer } from "node:http";

/**
 * @typedef {object} FloodOptions
 * @property {number} [contentLength] the declared length; chunked if absent
 * @property {number} [everyMs] the interval between single bytes; if absent, as fast as the client reads
 */

const CHUNK = Buffer.alloc(64 * 1024, " ");

/**
 * Starts a server with the part of the emulator's interface that the control uses.
 *
 * @param {FloodOptions} options
 */
export async function startFlood({ contentLength, everyMs }) {
	/** @type {import("descope-outbound/emulator").LoggedRequest[]} */
	const requests = [];
	const flood = { written: 0, isOpen: false };
	const server = createServer((request, response) => {
		const { method = "", url: path = "" } = request;
		requests.push({ method, path, status: 200, unknownFields: [], scripted: true });
		request.resume();
		flood.isOpen = true;
		response.on("close", () => {
			flood.isOpen = false;
		});
		response.on("error", () => {});
		response.writeHead(200, contentLength === undefined ? {} : { "content-length": contentLength });
		if (everyMs === undefined) pour();
		else drip(everyMs);

		function pour() {
			while (flood.isOpen && write(CHUNK));
			response.once("drain", pour);
		}

		function drip(/** @type {number} */ ms) {
			const timer = setInterval(() => write(CHUNK.subarray(0, 1)), ms);
			response.on("close", () => clearInterval(timer));
		}

		function write(/** @type {Buffer} */ bytes) {
			flood.written += bytes.length;
			return response.write(bytes);
		}
	});
	await new Promise((done) => server.listen(0, "127.0.0.1", () => done(undefined)));
	const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
	return {
		baseUrl: `http://127.0.0.1:${port}`,
		emulator: { requests, apps: () => [], fault: () => {} },
		flood,
		close: async () => {
			server.closeAllConnections();
			server.close();
		},
	};
}
