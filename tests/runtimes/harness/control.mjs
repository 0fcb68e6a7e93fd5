// @ts-check
// One HTTP server beside the runtime: opens and closes emulators and floods for the cases and scripts their faults. For
// browsers it serves the workspace and forwards to the emulators, so that everything has one origin.
import { createReadStream } from "node:fs";
import { createServer, request as forward } from "node:http";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { managementKey } from "../lib/secrets.mjs";
import { startFlood } from "./flood.mjs";
import { packageFolder } from "./workspace.mjs";

const TYPES = /** @type {Record<string, string>} */ ({
	".html": "text/html",
	".js": "text/javascript",
	".mjs": "text/javascript",
	".wasm": "application/wasm",
});

/** @typedef {(url: URL, request: import("node:http").IncomingMessage, response: import("node:http").ServerResponse) => unknown} Answer */

/** @param {string} workspace */
export async function startControl(workspace) {
	const { startServer } = await import(
		pathToFileURL(path.join(packageFolder(workspace), "dist", "emulator", "server.js")).href
	);
	/** @type {Map<string, any>} */
	const running = new Map();
	/** @type {Map<string, Answer>} */
	const routes = new Map();
	let opened = 0;

	/**
	 * @param {import("node:http").IncomingMessage} request
	 * @param {import("node:http").ServerResponse} response
	 */
	async function answer(request, response) {
		const url = new URL(request.url ?? "/", "http://harness");
		const [, root, id = "", verb, ...rest] = url.pathname.split("/");
		const server = running.get(id);
		const route = routes.get(root ?? "");
		if (route) return route(url, request, response);
		if (root !== "servers") return serveFile(url.pathname, response);
		if (request.method === "POST" && id === "") {
			const { flood, ...options } = await readJson(request);
			const server = await (flood
				? startFlood(flood)
				: startServer({ port: 0, projectId: "P2test", managementKey, ...options }));
			running.set(String(++opened), server);
			return json(response, { path: `/servers/${opened}`, direct: server.baseUrl });
		}
		if (server === undefined) return void response.writeHead(404).end();
		if (verb === "api") return forwardTo(server.baseUrl, `/${rest.join("/")}${url.search}`, request, response);
		if (verb === "requests") return json(response, server.emulator.requests);
		if (verb === "apps") return json(response, server.emulator.apps());
		if (verb === "flood") return json(response, server.flood);
		if (verb === "faults") {
			server.emulator.fault(...(await readJson(request)));
			return json(response, {});
		}
		running.delete(id);
		await server.close();
		return json(response, {});
	}

	/**
	 * @param {string} pathname
	 * @param {import("node:http").ServerResponse} response
	 */
	function serveFile(pathname, response) {
		const file = createReadStream(path.join(workspace, path.posix.normalize(pathname)));
		file.on("error", () => response.writeHead(404).end());
		file.on("open", () => {
			response.writeHead(200, { "content-type": TYPES[path.extname(pathname)] ?? "application/octet-stream" });
			file.pipe(response);
		});
	}

	const control = createServer((request, response) => {
		answer(request, response).catch((reason) => response.writeHead(500).end(String(reason?.stack ?? reason)));
	});
	await new Promise((done) => control.listen(0, "127.0.0.1", () => done(undefined)));
	const closedUrl = await closedAddress();

	return {
		url: address(control),
		closedUrl,
		/**
		 * @param {string} root the first segment of the paths that `answer` handles
		 * @param {Answer} answer
		 */
		route: (root, answer) => void routes.set(root, answer),
		close: async () => {
			await Promise.all([...running.values()].map((server) => server.close()));
			control.closeAllConnections();
			control.close();
		},
	};
}

/** @typedef {Awaited<ReturnType<typeof startControl>>} Control */

/**
 * @param {string} baseUrl
 * @param {string} target
 * @param {import("node:http").IncomingMessage} request
 * @param {import("node:http").ServerResponse} response
 */
function forwardTo(baseUrl, target, request, response) {
	const onward = forward(new URL(target, baseUrl), { method: request.method ?? "GET", headers: request.headers });
	onward.on("response", (answer) => {
		response.writeHead(answer.statusCode ?? 502, answer.headers);
		answer.pipe(response);
		// Cuts the browser's connection when the emulator cuts its own.
		answer.on("error", () => response.destroy());
	});
	onward.on("error", () => response.destroy());
	response.on("close", () => onward.destroy());
	request.pipe(onward);
}

async function closedAddress() {
	const server = createServer();
	await new Promise((done) => server.listen(0, "127.0.0.1", () => done(undefined)));
	const url = address(server);
	await new Promise((done) => server.close(done));
	return url;
}

/** @param {import("node:http").Server} server */
function address(server) {
	const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
	return `http://127.0.0.1:${port}`;
}

/** @param {import("node:http").IncomingMessage} request */
export async function readJson(request) {
	/** @type {Buffer[]} */
	const chunks = [];
	for await (const chunk of request) chunks.push(chunk);
	return JSON.parse(Buffer.concat(chunks).toString() || "{}");
}

/**
 * @param {import("node:http").ServerResponse} response
 * @param {unknown} value
 */
export function json(response, value) {
	response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(value));
}
