// @ts-check
// Between a page and Descope: holds the management key, asks who is there, and lets through what a console of apps needs.
// No dependencies: take it as it is, and give it your own `authenticate`.
//
//     page ── cookie ──► proxy ── Authorization ──► Descope
//
// Nothing of a request is passed on but its body, so that no header, path or query of a page's making gets to Descope.
import { Buffer } from "node:buffer";

/**
 * @typedef {object} ProxyOptions
 * @property {string} projectId
 * @property {string} managementKey
 * @property {string} [baseUrl] default `https://api.descope.com`
 * @property {string} prefix the path below which pages ask, as `/descope`
 * @property {string} host what pages call this server, with its port: a request under another name is none of theirs
 * @property {(request: IncomingMessage) => unknown | Promise<unknown>} authenticate answers the user who may manage apps,
 *   or nothing; whoever is let through here can do all that `ALLOWED` lists
 */

/** @typedef {import("node:http").IncomingMessage} IncomingMessage */
/** @typedef {import("node:http").ServerResponse} ServerResponse */

/**
 * Apps, and not their users' tokens: these are secrets of others, which no page should see. An id is what needs no
 * percent-encoding and does not begin with a dot, which leaves no way to write another path.
 *
 * @type {[method: string, path: RegExp][]}
 */
const ALLOWED = [
	["POST", /^\/v1\/mgmt\/outbound\/app\/create$/],
	["POST", /^\/v1\/mgmt\/outbound\/app\/create\/bytemplate$/],
	["POST", /^\/v1\/mgmt\/outbound\/app\/update$/],
	["POST", /^\/v1\/mgmt\/outbound\/app\/delete$/],
	["GET", /^\/v1\/mgmt\/outbound\/app\/[\w~-][\w.~-]*$/],
	["GET", /^\/v1\/mgmt\/outbound\/apps$/],
];

/** An app with every field set is a few kilobytes. */
const MAX_BODY_BYTES = 256 * 1024;

/** The client waits for 30 seconds: whoever answers first should be the one that knows more. */
const TIMEOUT_MS = 25_000;

/** Why a request is not passed on. */
class Refusal extends Error {
	/**
	 * @param {number} status
	 * @param {string} message
	 */
	constructor(status, message) {
		super(message);
		this.status = status;
	}
}

/** @param {ProxyOptions} options */
export function createProxy({
	projectId,
	managementKey,
	baseUrl = "https://api.descope.com",
	prefix,
	host,
	authenticate,
}) {
	const headers = { authorization: `Bearer ${projectId}:${managementKey}`, "x-descope-project-id": projectId };

	/**
	 * @param {IncomingMessage} request
	 * @param {ServerResponse} response
	 */
	async function forward(request, response) {
		checkOrigin(request, host);
		if (!(await authenticate(request))) throw new Refusal(401, "sign in first");
		const path = allowedPath(request, prefix);
		const body = request.method === "POST" ? await readJson(request) : null;
		const answer = await fetch(baseUrl + path, {
			method: request.method ?? "GET",
			headers: body === null ? headers : { ...headers, "content-type": "application/json" },
			body,
			// Wherever it points, the key does not go along, and neither does the page.
			redirect: "manual",
			signal: AbortSignal.timeout(TIMEOUT_MS),
		});
		if (answer.status >= 300 && answer.status < 400) throw new Refusal(502, "Descope answered with a redirect");
		const retryAfter = answer.headers.get("retry-after");
		const content = Buffer.from(await answer.arrayBuffer());
		send(response, answer.status, content, retryAfter === null ? {} : { "retry-after": retryAfter });
	}

	/**
	 * Answers a request, if it is below the prefix.
	 *
	 * @param {IncomingMessage} request
	 * @param {ServerResponse} response
	 * @returns {boolean} whether it was for the proxy
	 */
	return (request, response) => {
		if (!request.url?.startsWith(`${prefix}/`)) return false;
		forward(request, response).catch((error) => {
			const { status, message } = refusalOf(error);
			const content = JSON.stringify({ errorCode: "proxy", errorDescription: message });
			// What is left of a body that is not wanted is not waited for.
			send(response, status, content, request.complete ? {} : { connection: "close" });
		});
		return true;
	};
}

/**
 * A cookie comes along with whatever a browser sends, from other sites' pages too: these are told apart by headers that
 * no page can set.
 *
 * @param {IncomingMessage} request
 * @param {string} host
 */
function checkOrigin({ headers }, host) {
	if (headers.host !== host) throw new Refusal(421, "this server has another name");
	if (headers["sec-fetch-site"] !== "same-origin") throw new Refusal(403, "only for pages of this server");
}

/**
 * @param {IncomingMessage} request
 * @param {string} prefix
 */
function allowedPath({ method, url = "" }, prefix) {
	const path = url.slice(prefix.length);
	if (!ALLOWED.some(([allowed, pattern]) => allowed === method && pattern.test(path))) {
		throw new Refusal(404, "not passed on by this proxy");
	}
	return path;
}

/** @param {IncomingMessage} request */
async function readJson(request) {
	// A form of another site can send any body, but not as this type.
	if (request.headers["content-type"] !== "application/json") throw new Refusal(415, "send application/json");
	/** @type {Buffer[]} */
	const chunks = [];
	let length = 0;
	for await (const chunk of request) {
		length += chunk.length;
		if (length > MAX_BODY_BYTES) throw new Refusal(413, "the body is too long");
		chunks.push(chunk);
	}
	return Buffer.concat(chunks);
}

/**
 * What Descope or the network has to say is not repeated: it may hold what was sent.
 *
 * @param {unknown} error
 */
function refusalOf(error) {
	if (error instanceof Refusal) return error;
	const timedOut = error instanceof Error && error.name === "TimeoutError";
	return timedOut ? new Refusal(504, "Descope did not answer in time") : new Refusal(502, "Descope cannot be reached");
}

/**
 * @param {ServerResponse} response
 * @param {number} status
 * @param {Buffer | string} content
 * @param {Record<string, string>} headers
 */
function send(response, status, content, headers) {
	response.writeHead(status, {
		...headers,
		"content-type": "application/json",
		"cache-control": "no-store",
		"x-content-type-options": "nosniff",
	});
	response.end(content);
}
