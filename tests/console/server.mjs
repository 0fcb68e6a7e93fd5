// @ts-check
// Serves the console from the package, in front of the package's emulator, both on sockets. Can inject faults.
import { createServer } from "node:http";

/** @typedef {import("node:http").IncomingMessage} IncomingMessage */
/** @typedef {import("node:http").ServerResponse} ServerResponse */

const MOUNT = "/console/";

const VIOLATIONS = "violations";

/**
 * Makes the console report violations of its policy to the server: engines differ in what a page can observe.
 *
 * @param {(request: Request) => Promise<Response>} answer
 */
const reporting = (answer) => async (/** @type {Request} */ request) => {
	const response = await answer(request);
	const policy = response.headers.get("content-security-policy");
	if (policy !== null) response.headers.set("content-security-policy", `${policy}; report-uri ${MOUNT}${VIOLATIONS}`);
	return response;
};

/**
 * The permissions of the page that asks for no token metadata. They concern the page alone: the API of the test's
 * server always has the default permissions, so the page can look up whether a user has a token.
 */
const WITHOUT_TOKENS = ["app-reads", "app-writes", "app-deletes"];

/**
 * @param {object} given
 * @param {{ createConsole: any, toNodeListener: any }} given.console
 * @param {{ baseUrl: string, projectId: string, managementKey: string }} given.emulator
 */
export async function startConsole({ console: { createConsole, toNodeListener }, emulator }) {
	const state = {
		/**
		 * Handlers that answer the next API requests instead of the proxy.
		 *
		 * @type {((response: ServerResponse) => unknown)[]}
		 */
		faults: [],
		/** @type {string[]} */
		requests: [],
		showsTokens: false,
		/** @type {unknown} */
		presets: undefined,
		/** @type {Record<string, unknown> | undefined} */
		discovered: undefined,
		/** Browsers' reports of policy violations. @type {string[]} */
		violations: [],
	};
	const { baseUrl, projectId, managementKey } = emulator;
	const options = { baseUrl, projectId, managementKey, path: MOUNT, authorize: () => true };
	const complete = toNodeListener(reporting(createConsole(options)));
	const withoutTokens = toNodeListener(reporting(createConsole({ ...options, allow: WITHOUT_TOKENS })));

	/** @param {IncomingMessage} request @param {ServerResponse} response */
	async function answer(request, response) {
		const { pathname, search } = new URL(request.url ?? "/", "http://localhost");
		const name = pathname.slice(MOUNT.length);
		if (name === "presets.json") return send(response, state.presets ? 200 : 404, state.presets);
		if (name === "discover") {
			const body = await read(request);
			if (state.discovered === undefined) return send(response, 404);
			const found = state.discovered[JSON.parse(body).url];
			return send(response, found ? 200 : 400, found ? { app: found } : { message: "nothing is published there" });
		}
		if (name === VIOLATIONS) {
			state.violations.push(await read(request));
			return response.end();
		}
		if (name.startsWith("api/")) {
			state.requests.push(`${request.method} ${name.slice(3)}${search}`);
			const fault = state.faults.shift();
			if (fault) return void read(request).then(() => fault(response));
			return complete(request, response);
		}
		return state.showsTokens ? complete(request, response) : withoutTokens(request, response);
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
