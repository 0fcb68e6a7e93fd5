// @ts-check
// Holds the management key for pages: asks who is there, and passes on what an endpoint takes.
//
//     page ── cookie ──► proxy ── Authorization ──► Descope
//
import { environment } from "../client/host.js";
import { readBody } from "./body.js";
import { PERMISSIONS } from "./endpoints.js";
import { bodyOf, checkOrigin, Refusal, targetOf } from "./request.js";
import { secretsIn, withoutSecrets } from "./secrets.js";

/** @import { Endpoint, Permission } from "./endpoints.js" */

/**
 * Who asks, and what of `allow` they may do: by default all of it.
 *
 * @typedef {object} Caller
 * @property {string | undefined} [who] names them in audit records
 * @property {readonly Permission[] | undefined} [allow]
 */

/**
 * A change that somebody wanted.
 *
 * @typedef {object} AuditRecord
 * @property {string | undefined} who as `authorize` named them
 * @property {string} method
 * @property {string} path below the prefix, without a query
 * @property {string | undefined} appId
 * @property {"done" | "refused" | "unknown"} outcome `"unknown"` where nothing tells whether Descope made the change
 * @property {number | undefined} status Descope's; none if it did not answer
 * @property {Date} time
 */

/**
 * @typedef {object} ProxyOptions
 * @property {string | undefined} [projectId] default: the variable `DESCOPE_PROJECT_ID`
 * @property {string | undefined} [managementKey] default: the variable `DESCOPE_MANAGEMENT_KEY`
 * @property {string | undefined} [baseUrl] default: the variable `DESCOPE_BASE_URL`, or the API of the project's region
 * @property {string | undefined} [prefix] the path below which pages ask. Default `"/descope"`
 * @property {(request: Request) => boolean | Caller | null | undefined | Promise<boolean | Caller | null | undefined>} authorize
 *   says who asks, by a cookie of yours for example; nothing or `false` for nobody who may
 * @property {readonly Permission[] | undefined} [allow] what may be done at all. Default: `"app-reads"`, `"app-writes"`,
 *   `"app-deletes"` and `"token-metadata"`, which is a token without its values
 * @property {readonly string[] | undefined} [hosts] what pages call this server, with a port that is not the scheme's. Set it
 *   where `authorize` does not look at a cookie: a page whose name leads here is refused then (DNS rebinding). Default: any
 * @property {number | undefined} [maxBodyBytes] of a request. Default 262,144
 * @property {number | undefined} [timeoutMs] until a body has come, and until Descope has answered. Default 25,000
 * @property {typeof globalThis.fetch | undefined} [fetch] default: the global one
 * @property {((record: AuditRecord) => unknown) | undefined} [onAudit] is told of each change once, and waited for before the
 *   page is answered. What it throws is ignored
 */

/** @typedef {(request: Request) => Promise<Response>} Handler */

/** @type {readonly Permission[]} */
export const DEFAULT_ALLOW = ["app-reads", "app-writes", "app-deletes", "token-metadata"];

const MAX_BODY_BYTES = 256 * 1024;

/** Thousands of apps with logos as data URIs. */
const MAX_ANSWER_BYTES = 64 * 1024 * 1024;

/** The client waits for 30 seconds: whoever answers first should be the one that knows more. */
const TIMEOUT_MS = 25_000;

/** The headers of an answer that the client reads. */
const PASSED_HEADERS = ["retry-after"];

/**
 * A proxy for pages of the same server, which has no management key of theirs. It passes on requests to the endpoints for outbound
 * apps and their tokens, and nothing else: no header of the page's, and no secret in an answer.
 *
 * Throws a `TypeError` that says what is wrong with the options.
 *
 * @param {ProxyOptions} options
 * @returns {Handler}
 */
export function createProxy(options) {
	const settings = readOptions(options);
	return async (request) => {
		try {
			return await answer(request, settings);
		} catch (error) {
			if (error instanceof Refusal) return refuse(error.status, error.message);
			// The error may quote the request.
			return refuse(500, "the proxy failed before anything was sent");
		}
	};
}

/** @param {ProxyOptions} options */
function readOptions(options) {
	const {
		projectId = environment("DESCOPE_PROJECT_ID"),
		managementKey = environment("DESCOPE_MANAGEMENT_KEY"),
		baseUrl = environment("DESCOPE_BASE_URL") || regionalUrl(projectId),
		prefix = "/descope",
		authorize,
		allow = DEFAULT_ALLOW,
		hosts,
		maxBodyBytes = MAX_BODY_BYTES,
		timeoutMs = TIMEOUT_MS,
		fetch = globalThis.fetch,
		onAudit,
	} = options ?? {};
	if (typeof authorize !== "function")
		throw new TypeError("createProxy: authorize must be a function that says who asks");
	if (!projectId) throw new TypeError("createProxy: projectId is missing, and so is DESCOPE_PROJECT_ID");
	if (!managementKey) throw new TypeError("createProxy: managementKey is missing, and so is DESCOPE_MANAGEMENT_KEY");
	if (!isUsableUrl(baseUrl)) throw new TypeError("createProxy: baseUrl must be an https URL, or http on this machine");
	if (!/^(?:\/[\w.~-]+)*$/.test(prefix)) throw new TypeError('createProxy: prefix must be a path, such as "/descope"');
	const odd = [allow].flat().find((permission) => !PERMISSIONS.includes(permission));
	if (odd !== undefined) {
		throw new TypeError(`createProxy: allow has ${JSON.stringify(odd)}, which is none of ${PERMISSIONS.join(", ")}`);
	}
	const headers = { authorization: `Bearer ${projectId}:${managementKey}`, "x-descope-project-id": projectId };
	const origin = baseUrl.replace(/\/+$/, "");
	return { managementKey, headers, origin, prefix, authorize, allow, hosts, maxBodyBytes, timeoutMs, fetch, onAudit };
}

/** @typedef {ReturnType<typeof readOptions>} Settings */

/** The API of the region that a project id carries, as the client has it. @param {string} [projectId] */
function regionalUrl(projectId = "") {
	const region = projectId.length < 32 ? "" : `${projectId.slice(1, 5)}.`;
	return `https://api.${region}descope.com`;
}

/** @param {string} text */
function isUsableUrl(text) {
	if (!URL.canParse(text)) return false;
	const { protocol, hostname, search, hash, username, password } = new URL(text);
	const isLoopback = /^(?:localhost|127(?:\.\d+){3}|\[::1\])$/.test(hostname);
	return (protocol === "https:" || (protocol === "http:" && isLoopback)) && !(search || hash || username || password);
}

/** @param {Request} request @param {Settings} settings */
async function answer(request, settings) {
	const { prefix, hosts, maxBodyBytes, timeoutMs } = settings;
	checkOrigin(request, hosts);
	const caller = await settings.authorize(request);
	if (!caller) throw new Refusal(401, "sign in first");
	const { who, allow: own = settings.allow } = caller === true ? /** @type {Caller} */ ({}) : caller;
	const allow = settings.allow.filter((permission) => own.includes(permission));
	const { endpoint, target } = targetOf(request, prefix, allow);
	const body = await bodyOf(request, maxBodyBytes, timeoutMs);
	const secrets = [settings.managementKey, ...secretsIn(body)];
	const outcome = await send(endpoint, target, body, tierOf(request), settings);
	if (endpoint.isChange) await audit(settings, endpoint, target, { who, body, ...outcome });
	return toResponse(outcome, secrets, allow.includes("token-values"));
}

/**
 * @param {Outcome} outcome
 * @param {string[]} secrets
 * @param {boolean} withTokens
 */
function toResponse({ status, value, headers }, secrets, withTokens) {
	if (status === undefined) return plain(504, "Descope did not answer in time, or cannot be reached");
	try {
		if (value === undefined) return plain(status < 400 ? 502 : status, "Descope's answer is not JSON");
		// A status without a body would leave the page without JSON.
		return json(status === 204 ? 200 : status, withoutSecrets(value, secrets, withTokens), headers);
	} catch {
		// It was sent by now: the page must not take this for a refusal.
		return plain(502, "Descope's answer cannot be read");
	}
}

/** The tier by which Descope counts requests: all that a client says of itself. @param {Request} request */
function tierOf({ headers }) {
	const tier = headers.get("x-descope-license");
	return tier !== null && /^[\w-]{1,32}$/.test(tier) ? { "x-descope-license": tier } : {};
}

/** The outcome of a request; no status where there is no answer. @typedef {{ status?: number, value?: unknown, headers?: Record<string, string> }} Outcome */

/**
 * @param {Endpoint} endpoint
 * @param {string} target
 * @param {object | undefined} body
 * @param {Record<string, string>} tier
 * @param {Settings} settings
 * @returns {Promise<Outcome>}
 */
async function send({ method }, target, body, tier, { fetch, origin, headers, timeoutMs }) {
	try {
		const response = await fetch(origin + target, {
			method,
			headers: { ...headers, ...tier, ...(body && { "content-type": "application/json" }) },
			body: body ? JSON.stringify(body) : null,
			// Wherever it points, the key does not go along, and neither does the page.
			redirect: "manual",
			signal: AbortSignal.timeout(timeoutMs),
		});
		const { status, headers: given } = response;
		const passed = PASSED_HEADERS.map((name) => [name, given.get(name)]).filter(([, value]) => value !== null);
		const isRedirect = response.type === "opaqueredirect" || (status >= 300 && status < 400);
		const text = isRedirect ? undefined : await readBody(response, MAX_ANSWER_BYTES, timeoutMs);
		return { status: isRedirect ? 502 : status, value: parse(text, status), headers: Object.fromEntries(passed) };
	} catch {
		return {};
	}
}

/** Deletions are answered with nothing. @param {unknown} text @param {number} status @returns {unknown} */
function parse(text, status) {
	if (text === "" && status < 300) return {};
	try {
		return JSON.parse(String(text));
	} catch {
		return undefined;
	}
}

/**
 * @param {Settings} settings
 * @param {Endpoint} endpoint
 * @param {string} target
 * @param {{ who: string | undefined, body: any, status?: number, value?: any }} outcome
 */
async function audit({ onAudit }, { method }, target, { who, body, status, value }) {
	const [path = "", query] = target.split("?");
	const parameters = new URLSearchParams(query);
	const appId = body?.id ?? body?.appId ?? body?.app?.id ?? value?.app?.id ?? parameters.get("appId") ?? undefined;
	try {
		await onAudit?.({ who, method, path, appId, outcome: outcomeOf(status, value), status, time: new Date() });
	} catch {
		// The change is made, whatever becomes of the record.
	}
}

/** @param {number | undefined} status @param {any} value */
function outcomeOf(status, value) {
	// The API's own word that it failed; the same status from something on the way says nothing.
	if (status === 500 && value?.errorCode) return "refused";
	if (status === undefined || status >= 500 || status === 408) return "unknown";
	if (status >= 400) return "refused";
	return value === undefined ? "unknown" : "done";
}

/**
 * A refusal in the API's own form, from which the client knows that nothing was sent.
 *
 * @param {number} status
 * @param {string} errorDescription
 */
const refuse = (status, errorDescription) => json(status, { errorCode: "proxy", errorDescription });

/**
 * A response that is not the API's: the client then looks up by itself whether its request was carried out.
 *
 * @param {number} status
 * @param {string} text
 */
const plain = (status, text) => respond(status, text, { "content-type": "text/plain; charset=utf-8" });

/**
 * @param {number} status
 * @param {unknown} value
 * @param {Record<string, string>} [headers]
 */
const json = (status, value, headers) =>
	respond(status, JSON.stringify(value), { ...headers, "content-type": "application/json" });

/** @param {number} status @param {string} body @param {Record<string, string>} headers */
const respond = (status, body, headers) =>
	new Response(body, {
		status,
		headers: { ...headers, "cache-control": "no-store", "x-content-type-options": "nosniff" },
	});
