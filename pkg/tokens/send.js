// @ts-check
// Sends a request to a third party's API, with a token that reaches only its origin.

/**
 * @import { CachedToken } from "./cache.js"
 *
 * @typedef {Parameters<typeof fetch>[0]} Input
 *
 * @typedef {object} Tokens
 * @property {(signal: AbortSignal | null | undefined) => Promise<CachedToken>} token
 * @property {(used: CachedToken, signal: AbortSignal | null | undefined) => Promise<CachedToken>} renewed
 */

/** The same limit as in browsers [Fetch §4.4]. */
const MAX_REDIRECTS = 20;

/** The redirect statuses [Fetch §2.2.6]. */
const REDIRECTS = [301, 302, 303, 307, 308];

/** Headers that describe a body, removed with it [Fetch §4.4]. */
const BODY_HEADERS = ["content-encoding", "content-language", "content-location", "content-type", "content-length"];

/** Headers that another origin must not receive. */
const SECRET_HEADERS = ["authorization", "proxy-authorization", "cookie"];

/**
 * A request, which can be sent more than once.
 *
 * @typedef {object} Call
 * @property {URL} url
 * @property {string} method
 * @property {Headers} headers
 * @property {any} body
 * @property {RequestInit} init
 */

/**
 * @param {Input} input
 * @param {RequestInit | undefined} init
 * @param {Tokens} tokens
 * @returns {Promise<Response>}
 */
export async function send(input, init, tokens) {
	const call = await read(input, init);
	const { signal } = call.init;
	const token = await tokens.token(signal);
	const { response, showedToken } = await follow(call, token);
	if (response.status !== 401 || !showedToken || !canBeRepeated(call.body)) return response;
	const next = await newToken(tokens, token, signal);
	if (next === undefined) return response;
	await response.body?.cancel();
	return (await follow(call, next)).response;
}

/**
 * Returns another token than the refused one, or `undefined`, for which the caller returns the refusal.
 *
 * @param {Tokens} tokens
 * @param {CachedToken} used
 * @param {AbortSignal | null | undefined} signal
 */
async function newToken(tokens, used, signal) {
	try {
		const token = await tokens.renewed(used, signal);
		return token.accessToken === used.accessToken ? undefined : token;
	} catch (error) {
		if (signal?.aborted || /** @type {any} */ (error)?.code === "not-connected") throw error;
		return undefined;
	}
}

/**
 * @param {any} input
 * @param {any} init
 * @returns {Promise<Call>}
 */
async function read(input, init) {
	const isRequest = typeof input === "object" && input !== null && "url" in input && "headers" in input;
	const given = isRequest ? input : {};
	const url = new URL(isRequest ? input.url : String(input), globalThis.location?.href);
	if (url.protocol !== "https:" && !(url.protocol === "http:" && isLoopback(url.hostname))) {
		throw mistake(`A token is sent over https, or to this machine, and not to ${url.protocol}//${url.host}`);
	}
	const { body = await bodyOf(given), method = given.method ?? "GET", headers = given.headers, ...others } = init ?? {};
	// Copies the other members of a Request, not all of which exist on every host.
	for (const name of ["signal", "redirect", "credentials", "mode", "referrerPolicy", "integrity", "keepalive"]) {
		if (others[name] === undefined && given[name] !== undefined) others[name] = given[name];
	}
	return { url, method: String(method).toUpperCase(), headers: new Headers(headers ?? {}), body, init: others };
}

/**
 * Returns the body of a Request. Reads it in Firefox, which does not expose it as a stream.
 *
 * @param {any} request
 */
async function bodyOf(request) {
	const isHidden = request.body === undefined && request.method !== undefined && !/^(get|head)$/i.test(request.method);
	return isHidden ? request.arrayBuffer() : request.body;
}

/** @param {string} hostname of a URL, which writes each address in one way */
const isLoopback = (hostname) =>
	hostname === "localhost" ||
	hostname.endsWith(".localhost") ||
	hostname === "[::1]" ||
	/^127\.\d+\.\d+\.\d+$/.test(hostname);

/**
 * Returns whether a body can be sent again. A stream can be read only once.
 *
 * @param {any} body
 */
function canBeRepeated(body) {
	if (body === undefined || body === null || typeof body === "string" || ArrayBuffer.isView(body)) return true;
	return [ArrayBuffer, URLSearchParams, Blob, FormData].some((kind) => body instanceof kind);
}

/**
 * Sends a call and follows redirects itself, because not every host removes the token on a redirect to another origin.
 *
 * @param {Call} call
 * @param {CachedToken} token
 * @returns {Promise<{ response: Response, showedToken: boolean }>}
 */
async function follow({ url: first, method: firstMethod, headers: given, body: firstBody, init }, { accessToken }) {
	const headers = new Headers(given);
	authorize(headers, accessToken);
	let [url, method, body] = [first, firstMethod, firstBody];
	const follows = init.redirect === undefined || init.redirect === "follow";
	for (let redirects = 0; ; redirects += 1) {
		/** @type {any} */
		const sent = { ...init, method, headers };
		if (body !== undefined && body !== null) {
			sent.body = body;
			// Some hosts require it for a stream; others ignore it.
			if (!canBeRepeated(body)) sent.duplex = "half";
		}
		if (follows) sent.redirect = "manual";
		const response = await request(url, sent);
		const showedToken = headers.has("authorization");
		// A browser hides the target of a redirect. When it follows one, it removes the token itself.
		if (follows && response.type === "opaqueredirect") {
			if (!canBeRepeated(body)) throw new TypeError("A redirect cannot be followed with a stream as the body");
			return { response: await request(url, { ...sent, redirect: "follow" }), showedToken };
		}
		const location = follows && REDIRECTS.includes(response.status) ? response.headers.get("location") : null;
		if (location === null) return { response, showedToken };
		await response.body?.cancel();
		if (redirects === MAX_REDIRECTS) throw new TypeError(`More than ${MAX_REDIRECTS} redirects`);
		const next = new URL(location, url);
		if (next.protocol !== "https:" && next.protocol !== "http:") {
			throw new TypeError(`A redirect leads to ${next.protocol}, and not to http or https`);
		}
		if (next.origin !== url.origin) for (const name of SECRET_HEADERS) headers.delete(name);
		const { status } = response;
		if ((status === 303 && method !== "GET" && method !== "HEAD") || (status < 303 && method === "POST")) {
			[method, body] = ["GET", undefined];
			for (const name of BODY_HEADERS) headers.delete(name);
		} else if (!canBeRepeated(body)) {
			throw new TypeError("A redirect cannot be followed with a stream as the body");
		}
		url = next;
	}
}

/**
 * Calls `fetch`. An abort rejects with the signal's reason, as not every host's `fetch` does.
 *
 * @param {URL} url
 * @param {RequestInit} init
 */
async function request({ href }, init) {
	try {
		return await fetch(href, init);
	} catch (error) {
		throw init.signal?.aborted ? init.signal.reason : error;
	}
}

/**
 * @param {Headers} headers
 * @param {string} accessToken
 */
function authorize(headers, accessToken) {
	// A host quotes an invalid header value in its error.
	if (!/^[\x21-\x7e]+$/.test(accessToken)) {
		throw mistake("The access token cannot be sent: a header takes printable ASCII without spaces");
	}
	headers.set("authorization", `Bearer ${accessToken}`);
}

/**
 * Creates an error with the properties of the client's `ValidationError`, whose class is in another bundle.
 *
 * @param {string} message
 */
const mistake = (message) => Object.assign(new TypeError(message), { code: "invalid-request", applied: "no" });
