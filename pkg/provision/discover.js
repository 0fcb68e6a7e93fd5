// @ts-check
// Fetches the metadata that servers publish. The core chooses each URL and interprets the responses.
import { ask, Question } from "./core.js";

/**
 * @typedef {object} DiscoverOptions
 * @property {typeof globalThis.fetch | undefined} [fetch] default: `globalThis.fetch`
 * @property {boolean | undefined} [allowPrivate] whether private addresses and `http:` on this machine are allowed. Default: no
 * @property {((hostname: string) => Promise<readonly string[]>) | undefined} [lookup] resolves a host name to its
 *   addresses, which are checked before each request: `(host) => dns.resolve(host)`. Default: only IP addresses in URLs
 *   are checked
 * @property {number | undefined} [timeoutMs] the timeout of each request. Default: 10,000
 * @property {AbortSignal | undefined} [signal]
 * @property {((step: DiscoverStep) => void) | undefined} [onStep] is called after each response
 */

/**
 * @typedef {object} DiscoverStep
 * @property {string} url the URL of the request
 * @property {number | undefined} [status] the status of the response
 * @property {string | undefined} [failure] why the response is missing or cannot be used
 */

/**
 * @typedef {object} Discovered
 * @property {Record<string, unknown>} app fields of an app, as `create` takes them; it has no id and no credentials
 * @property {string[]} notes what no field can express, and what is missing or doubtful
 */

/** @typedef {{ url: string, status?: number, authenticate?: string, location?: string, json?: unknown, failure?: string }} Fetched */

/** The limit of a response's body. Metadata is never longer. */
const MOST_BYTES = 262_144;

const TIMEOUT_MS = 10_000;

/**
 * Reads the metadata that an MCP server or an OAuth issuer publishes (RFC 9728, RFC 8414, OpenID Connect Discovery).
 * Rejects if the server publishes no metadata, or metadata that must not be used.
 *
 * @param {string} url the URL of the MCP server, of the issuer, or of the metadata itself
 * @param {DiscoverOptions} [options]
 * @returns {Promise<Discovered>}
 */
export async function discover(url, options = {}) {
	const allowPrivate = options.allowPrivate === true;
	/** @type {Fetched[]} */
	const responses = [];
	for (;;) {
		const { get, app, notes, error } = ask(Question.Discover, url, { allowPrivate }, responses);
		if (app !== undefined) return { app, notes };
		if (get === undefined) throw Object.assign(new Error(error), { notes });
		const response = await fetched(get, options);
		responses.push(response);
		options.onStep?.({ url: get, status: response.status, failure: response.failure });
	}
}

/**
 * @param {string} url
 * @param {DiscoverOptions} options
 * @returns {Promise<Fetched>}
 */
async function fetched(url, options) {
	const { fetch = globalThis.fetch, lookup, allowPrivate, timeoutMs = TIMEOUT_MS, signal } = options;
	const timeout = AbortSignal.timeout(timeoutMs);
	try {
		const addresses = allowPrivate ? [] : ((await lookup?.(hostname(url))) ?? []);
		if (ask(Question.ArePrivate, addresses))
			return { url, failure: `leads to a private address: ${addresses.join(", ")}` };
		const response = await fetch(url, {
			headers: { accept: "application/json, text/event-stream;q=0.5" },
			redirect: "manual",
			signal: signal ? AbortSignal.any([signal, timeout]) : timeout,
		});
		const { status, headers } = response;
		const isRedirect = response.type === "opaqueredirect" || (status >= 300 && status < 400);
		const isJson = status === 200 && /\bjson\b/i.test(headers.get("content-type") ?? "");
		return {
			url,
			status,
			authenticate: headers.get("www-authenticate") ?? "",
			location: (isRedirect && headers.get("location")) || "",
			...(isJson ? await readJson(response) : await cancel(response)),
		};
	} catch (error) {
		signal?.throwIfAborted();
		return {
			url,
			failure: timeout.aborted ? `did not answer within ${timeoutMs} ms` : `cannot be fetched: ${why(error)}`,
		};
	}
}

/** @param {string} url */
const hostname = (url) => new URL(url).hostname.replace(/^\[|\]$/g, "");

/** @param {Response} response */
async function readJson(response) {
	const reader = response.body?.getReader();
	const decoder = new TextDecoder();
	let text = "";
	let length = 0;
	for (;;) {
		const { done, value } = (await reader?.read()) ?? { done: true, value: undefined };
		if (done) break;
		length += value.byteLength;
		if (length > MOST_BYTES) {
			await reader?.cancel();
			return { failure: `answers with more than ${MOST_BYTES} bytes` };
		}
		text += decoder.decode(value, { stream: true });
	}
	try {
		return { json: JSON.parse(text + decoder.decode()) };
	} catch {
		return { failure: "answers with what is not JSON" };
	}
}

/** Cancels a body that is not read: a stream of events never ends. @param {Response} response */
async function cancel(response) {
	await response.body?.cancel();
	return {};
}

/** @param {unknown} error */
function why(error) {
	const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
	return cause instanceof Error ? cause.message : String(cause);
}
