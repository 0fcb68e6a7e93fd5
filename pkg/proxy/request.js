// @ts-check
// Reads a page's request, and refuses requests that must not be forwarded.
import { readBody, TOO_LONG, TOO_SLOW } from "./body.js";
import { findEndpoint } from "./endpoints.js";

/** @import { Endpoint, Permission } from "./endpoints.js" */

/** The reason why a request is not forwarded. */
export class Refusal extends Error {
	/**
	 * @param {number} status
	 * @param {string} message for the author of the page
	 */
	constructor(status, message) {
		super(message);
		this.status = status;
	}
}

/**
 * Checks that a request comes from a page of this server. Browsers send cookies with requests of other sites' pages,
 * too, but pages cannot set the headers that this function reads. `hosts` detects names that an attacker's DNS gave
 * this server.
 *
 * @param {Request} request
 * @param {readonly string[] | undefined} hosts
 */
export function checkOrigin({ headers, url }, hosts) {
	const host = headers.get("host") ?? new URL(url).host;
	const names = hosts ?? [host];
	if (!names.includes(host))
		throw new Refusal(421, `this server is not called ${JSON.stringify(host)}; see the option hosts`);
	const site = headers.get("sec-fetch-site");
	const origin = headers.get("origin");
	if (site !== null && site !== "same-origin") throw new Refusal(403, "only pages of this server may call this");
	if (origin !== null && !names.includes(hostOf(origin)))
		throw new Refusal(403, "only pages of this server may call this");
	if (site === null && origin === null) {
		throw new Refusal(403, "only pages may call this: the request has neither sec-fetch-site nor origin");
	}
}

/** @param {string} origin */
function hostOf(origin) {
	return URL.canParse(origin) ? new URL(origin).host : "";
}

/**
 * Returns the requested endpoint, and the path and query to send.
 *
 * @param {Request} request
 * @param {string} prefix
 * @param {readonly Permission[]} allow
 * @returns {{ endpoint: Endpoint, target: string }}
 */
export function targetOf({ method, url }, prefix, allow) {
	const { pathname, searchParams } = new URL(url);
	const path = pathname.slice(prefix.length);
	const endpoint = findEndpoint(method, path);
	if (endpoint === undefined) throw new Refusal(404, "there is no such endpoint, or this proxy does not know it");
	if (!endpoint.needs.some((permission) => allow.includes(permission))) {
		throw new Refusal(403, `not allowed here: it takes ${endpoint.needs.join(" or ")}`);
	}
	const names = [...searchParams.keys()];
	const odd = names.find((name, at) => !endpoint.query.includes(name) || names.indexOf(name) !== at);
	if (odd !== undefined)
		throw new Refusal(400, `the query has ${JSON.stringify(odd)}, which is unknown or there twice`);
	return { endpoint, target: names.length === 0 ? path : `${path}?${searchParams}` };
}

/**
 * Parses the body. The proxy serializes it again, so that Descope reads the same object.
 *
 * @param {Request} request
 * @param {number} maxBytes
 * @param {number} timeoutMs
 * @returns {Promise<object | undefined>}
 */
export async function bodyOf(request, maxBytes, timeoutMs) {
	if (request.method !== "POST") return undefined;
	const type = request.headers.get("content-type") ?? "";
	// A form of another site can send any body, but not with this media type.
	if (!/^application\/json(?:\s*;\s*charset="?utf-8"?)?$/i.test(type)) throw new Refusal(415, "send application/json");
	if (request.headers.has("content-encoding"))
		throw new Refusal(415, "send the body as it is, without content-encoding");
	const text = await readBody(request, maxBytes, timeoutMs);
	if (text === TOO_LONG) throw new Refusal(413, `the body has more than ${maxBytes} bytes`);
	if (text === TOO_SLOW) throw new Refusal(408, "the body did not come in time");
	const value = parse(text);
	if (typeof value !== "object" || value === null || Array.isArray(value)) {
		throw new Refusal(400, "the body is not a JSON object");
	}
	return value;
}

/** @param {string} text @returns {unknown} */
function parse(text) {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}
