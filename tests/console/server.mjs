// @ts-check
// The console as a server serves it, in front of the package's emulator: both on sockets. Its proxy lets through what the
// console asks for, takes tokens' values out, and can be told to misbehave.
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import path from "node:path";

/** @typedef {import("node:http").IncomingMessage} IncomingMessage */
/** @typedef {import("node:http").ServerResponse} ServerResponse */

const TYPES = /** @type {Record<string, string>} */ ({
	".html": "text/html; charset=utf-8",
	".css": "text/css",
	".js": "text/javascript",
	".wasm": "application/wasm",
});

const POLICY =
	"default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; connect-src 'self'; img-src 'self' data: https:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'";

const MOUNT = "/console/";

/**
 * @param {object} given
 * @param {string} given.page the folder of the built page
 * @param {{ baseUrl: string, projectId: string, managementKey: string }} given.emulator
 */
export async function startConsole({ page, emulator }) {
	const state = {
		/** What answers the next requests to the proxy in its place. @type {((response: ServerResponse) => unknown)[]} */
		faults: [],
		/** @type {string[]} */
		requests: [],
		showsTokens: false,
		/** @type {unknown} */
		presets: undefined,
		/** @type {Record<string, unknown> | undefined} */
		discovered: undefined,
	};

	/** @param {IncomingMessage} request @param {ServerResponse} response */
	async function answer(request, response) {
		const { pathname, search } = new URL(request.url ?? "/", "http://localhost");
		const name = pathname.slice(MOUNT.length);
		const body = await read(request);
		if (!pathname.startsWith(MOUNT)) return send(response, 404);
		if (name === "presets.json") return send(response, state.presets ? 200 : 404, state.presets);
		if (name === "discover") {
			if (state.discovered === undefined) return send(response, 404);
			const found = state.discovered[JSON.parse(body).url];
			return send(response, found ? 200 : 400, found ? { app: found } : { message: "nothing is published there" });
		}
		if (name.startsWith("api/")) return forward(request, response, name.slice(3) + search, body);
		return serveFile(response, name || "index.html");
	}

	/** @param {ServerResponse} response @param {string} name */
	async function serveFile(response, name) {
		const content = await readFile(path.join(page, path.basename(name))).catch(() => undefined);
		if (content === undefined) return send(response, 404);
		const tokens = '<meta name="descope-token-metadata" content="on">';
		const html =
			state.showsTokens && name === "index.html" ? String(content).replace("<title>", `${tokens}<title>`) : content;
		response.writeHead(200, {
			"content-type": TYPES[path.extname(name)] ?? "text/plain",
			"content-security-policy": POLICY,
			"x-content-type-options": "nosniff",
			"cache-control": "no-store",
		});
		response.end(html);
	}

	/** @param {IncomingMessage} request @param {ServerResponse} response @param {string} target @param {string} body */
	async function forward(request, response, target, body) {
		const { method = "GET" } = request;
		state.requests.push(`${method} ${target}`);
		const fault = state.faults.shift();
		if (fault) return void fault(response);
		const answer = await fetch(emulator.baseUrl + target, {
			method,
			headers: {
				authorization: `Bearer ${emulator.projectId}:${emulator.managementKey}`,
				...(method === "POST" && { "content-type": "application/json" }),
			},
			...(method === "POST" && { body }),
		}).catch(() => undefined);
		if (answer === undefined)
			return send(response, 502, { errorCode: "proxy", errorDescription: "Descope cannot be reached" });
		const content = await answer.json().catch(() => ({}));
		if (content.token) {
			const { accessToken: _a, refreshToken: _r, ...rest } = content.token;
			content.token = rest;
		}
		return send(response, answer.status, content, answer.headers.get("retry-after"));
	}

	const server = createServer((request, response) => {
		answer(request, response).catch(() => response.destroy());
	});
	await new Promise((listening) => server.listen(0, "127.0.0.1", () => listening(undefined)));
	const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
	return {
		url: `http://127.0.0.1:${port}${MOUNT}`,
		state,
		close: () => {
			server.close();
			server.closeAllConnections();
		},
	};
}

/**
 * @param {ServerResponse} response
 * @param {number} status
 * @param {unknown} [content]
 * @param {string | null} [retryAfter]
 */
export function send(response, status, content = {}, retryAfter = null) {
	const headers = { "content-type": "application/json", "cache-control": "no-store" };
	response.writeHead(status, retryAfter === null ? headers : { ...headers, "retry-after": retryAfter });
	response.end(JSON.stringify(content));
}

/** @param {IncomingMessage} request */
async function read(request) {
	let text = "";
	for await (const chunk of request) text += chunk;
	return text;
}
