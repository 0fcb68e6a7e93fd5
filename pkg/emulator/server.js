// @ts-check
// Serves the emulator on a socket, for Node and compatible runtimes.
import { createServer } from "node:http";
import { openEmulator } from "./open.js";

/** @import { EmulatorOptions } from "../dist/emulator/emulator.js" */

/**
 * @typedef {object} ServerOptions
 * @property {number} [port] default 0, which picks a free one
 * @property {string} [host] default 127.0.0.1
 * @property {(line: string) => void} [log] is called with one line for each request, without secrets
 */

/** The limit of a request's body, in bytes: 16 MiB. */
const MAX_BODY_BYTES = 16 * 1024 * 1024;

/** Wildcard addresses to bind to, and the loopback addresses to print instead. */
const WILDCARDS = /** @type {Record<string, string>} */ ({ "0.0.0.0": "127.0.0.1", "::": "::1" });

/** @param {ServerOptions & EmulatorOptions} [options] */
export async function startServer({ port = 0, host = "127.0.0.1", log = () => {}, ...options } = {}) {
	const { emulator, exchange } = openEmulator(options);
	const server = createServer((request, response) => {
		const started = performance.now();
		answer(request, response, exchange).then(
			(line) => log(`${line} ${Math.round(performance.now() - started)}ms`),
			(error) => response.destroy(error),
		);
	});
	const bound = await listen(server, port, host);
	const name = WILDCARDS[host] ?? host;
	const baseUrl = `http://${name.includes(":") ? `[${name}]` : name}:${bound}`;
	return {
		baseUrl,
		emulator: { ...emulator, baseUrl },
		/** @returns {Promise<void>} */
		close: () =>
			new Promise((done) => {
				server.close(() => done());
				server.closeAllConnections();
			}),
	};
}

/**
 * @param {import("node:http").Server} server
 * @param {number} port
 * @param {string} host
 * @returns {Promise<number>}
 */
function listen(server, port, host) {
	return new Promise((resolve, reject) => {
		server.on("error", reject);
		server.listen(port, host, () => resolve(/** @type {import("node:net").AddressInfo} */ (server.address()).port));
	});
}

/**
 * @param {import("node:http").IncomingMessage} request
 * @param {import("node:http").ServerResponse} response
 * @param {ReturnType<typeof openEmulator>["exchange"]} exchange
 * @returns {Promise<string>} the request's line in the log
 */
async function answer(request, response, exchange) {
	const gone = new AbortController();
	response.on("close", () => gone.abort());
	const body = await read(request);
	if (typeof body === "string") {
		if (!response.destroyed) response.writeHead(413, { connection: "close" }).end();
		return `a request ${body}`;
	}
	const { method = "", url = "", rawHeaders: headers } = request;
	const { line, delivery } = exchange({ method, target: url, headers, body }, gone.signal);
	try {
		await send(await delivery, response);
	} catch {
		// The bytes written so far still arrive.
		response.socket?.destroySoon();
		if (gone.signal.aborted) return `${line} (the client left)`;
	}
	return line;
}

/**
 * @param {Awaited<ReturnType<ReturnType<typeof openEmulator>["exchange"]>["delivery"]>} delivered
 * @param {import("node:http").ServerResponse} response
 */
async function send(delivered, response) {
	if (delivered === "cut") return response.socket?.resetAndDestroy();
	const { status, headers, body } = delivered;
	response.statusCode = status;
	for (const [name, value] of headers) response.setHeader(name, value);
	if (typeof body === "string") return response.end(body);
	response.flushHeaders();
	for await (const piece of body) response.write(piece);
	return response.end();
}

/**
 * Reads the body. Returns a description of the failure if the body is too long or breaks off.
 *
 * @param {import("node:http").IncomingMessage} request
 * @returns {Promise<Uint8Array | "with too long a body" | "that broke off">}
 */
async function read(request) {
	/** @type {Uint8Array[]} */
	const chunks = [];
	let length = 0;
	try {
		for await (const chunk of request) {
			length += chunk.length;
			if (length > MAX_BODY_BYTES) return "with too long a body";
			chunks.push(chunk);
		}
	} catch {
		return "that broke off";
	}
	return Buffer.concat(chunks);
}
