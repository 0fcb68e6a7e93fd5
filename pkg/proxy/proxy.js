// @ts-check
// Keeps the management key for pages: authorizes callers, and forwards their requests to known endpoints.
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
 * The caller and their permissions, which default to the proxy's `allow` and cannot exceed it.
 *
 * @typedef {object} Caller
 * @property {string | undefined} [who] the caller's name in audit records
 * @property {readonly Permission[] | undefined} [allow]
 */

/**
 * A requested change and its outcome.
 *
 * @typedef {object} AuditRecord
 * @property {string | undefined} who the name that `authorize` returned
 * @property {string} method
 * @property {string} path the path after the prefix, without the query
 * @property {string | undefined} appId
 * @property {"done" | "refused" | "unknown"} outcome `"unknown"` if Descope may have made the change
 * @property {number | undefined} status Descope's status; `undefined` without a response
 * @property {Date} time
 */

/**
 * @typedef {object} ProxyOptions
 * @property {string | undefined} [projectId] default: the variable `DESCOPE_PROJECT_ID`
 * @property {string | undefined} [managementKey] default: the variable `DESCOPE_MANAGEMENT_KEY`
 * @property {string | undefined} [baseUrl] default: the variable `DESCOPE_BASE_URL`, or the API of the project's region
 * @property {string | undefined} [prefix] the path of the proxy. Default `"/descope"`
 * @property {(request: Request) => boolean | Caller | null | undefined | Promise<boolean | Caller | null | undefined>} authorize
 *   identifies the caller, for example by your cookie; returns nothing or `false` to reject the request
 * @property {readonly Permission[] | undefined} [allow] the permissions that a caller can have at most. Default:
 *   `"app-reads"`, `"app-writes"`, `"app-deletes"` and `"token-metadata"`, which is a token without its values
 * @property {readonly string[] | undefined} [hosts] the host names by which pages reach this server, each with its port
 *   unless that is the scheme's default. Set it if `authorize` does not check a cookie: it prevents DNS rebinding.
 *   Default: any
 * @property {number | undefined} [maxBodyBytes] the limit of a request's body. Default 262,144
 * @property {number | undefined} [timeoutMs] the limit of the wait for a body, and of that for Descope's response.
 *   Default 25,000
 * @property {typeof globalThis.fetch | undefined} [fetch] default: the global one
 * @property {((record: AuditRecord) => unknown) | undefined} [onAudit] is called once for each change. The proxy waits
 *   for it before it responds, and ignores its errors
 */

/** @typedef {(request: Request) => Promise<Response>} Handler */

/** @type {readonly Permission[]} */
export const DEFAULT_ALLOW = ["app-reads", "app-writes", "app-deletes", "token-metadata"];

const MAX_BODY_BYTES = 256 * 1024;

/** The limit of Descope's response: thousands of apps with logos as data URIs. */
const MAX_ANSWER_BYTES = 64 * 1024 * 1024;

/** Less than the client's 30 seconds, so that the client receives the proxy's own error. */
const TIMEOUT_MS = 25_000;

/** The response headers that the client reads. */
const PASSED_HEADERS = ["retry-after"];

/**
 * Creates a proxy for pages of the same server, which keeps the management key out of them. It forwards only requests
 * to the endpoints for outbound apps and their tokens, without the page's headers, and removes secrets from responses.
 *
 * Throws a `TypeError` that names what is wrong with the options.
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
		throw new TypeError("createProxy: authorize must be a function that identifies the caller");
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

/** Returns the API's URL for the region in a project id, as the client does. @param {string} [projectId] */
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
		// A response with status 204 has no body, and the client needs JSON.
		return json(status === 204 ? 200 : status, withoutSecrets(value, secrets, withTokens), headers);
	} catch {
		// The request was sent, so this must not look like a refusal.
		return plain(502, "Descope's answer cannot be read");
	}
}

/** Returns the rate limit tier, the only header of the client that is forwarded. @param {Request} request */
function tierOf({ headers }) {
	const tier = headers.get("x-descope-license");
	return tier !== null && /^[\w-]{1,32}$/.test(tier) ? { "x-descope-license": tier } : {};
}

/**
 * The outcome of a request; without a response, `status` is absent.
 *
 * @typedef {{ status?: number, value?: unknown, headers?: Record<string, string> }} Outcome
 */

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
			// Follows no redirect, so that the key is not sent elsewhere, and forwards none to the page.
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

/**
 * Parses a response; an empty success, as after a delete, is `{}`.
 *
 * @param {unknown} text
 * @param {number} status
 * @returns {unknown}
 */
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
		// The change has been made, even if recording it fails.
	}
}

/** @param {number | undefined} status @param {any} value */
function outcomeOf(status, value) {
	// An error code of the API means that the change failed; the same status from an intermediary proves nothing.
	if (status === 500 && value?.errorCode) return "refused";
	if (status === undefined || status >= 500 || status === 408) return "unknown";
	if (status >= 400) return "refused";
	return value === undefined ? "unknown" : "done";
}

/**
 * Responds in the API's own format, from which the client knows that nothing was sent.
 *
 * @param {number} status
 * @param {string} errorDescription
 */
const refuse = (status, errorDescription) => json(status, { errorCode: "proxy", errorDescription });

/**
 * Responds in another format than the API's: the client then looks up whether its request was carried out.
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
