// Loads the package's client separately from the page, so that the page renders before the wasm is loaded.

/** @param {string} name */
const setting = (name) =>
	/** @type {HTMLMetaElement | null} */ (document.querySelector(`meta[name="${name}"]`))?.content ?? "";

/**
 * Returns the URL of a path relative to the page's folder.
 *
 * @param {string} path
 */
export const mounted = (path) => new URL(path, document.baseURI).href;

export const proxy = mounted(setting("descope-proxy") || "api").replace(/\/$/, "");

/**
 * @param {string} url
 * @param {object} content
 */
export const post = (url, content) =>
	fetch(url, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(content) }).catch(
		(cause) => {
			throw Object.assign(new Error("no connection", { cause }), { code: "connection-failed" });
		},
	);

/** Whether to request tokens: only if the page states that its proxy removes their values. */
export const showsTokenMetadata = setting("descope-token-metadata") === "on";

/** Thousands of apps with logos as data URIs exceed the client's default. */
const MAX_RESPONSE_BYTES = 64 * 1024 * 1024;

/** Shorter than the client's default: people prefer an error to a button that is busy for a minute. */
const MAX_WAIT_MS = 10_000;

/** @typedef {{ apps: import("descope-outbound").OutboundApps, validate: typeof import("descope-outbound").validate }} Client */

/** @type {Promise<Client> | undefined} */
let opening;

/** @type {Client | undefined} */
let client;

/** @returns {Promise<Client>} */
export function openClient() {
	opening ??= import("descope-outbound").then(
		({ OutboundApps, validate }) => {
			const apps = new OutboundApps({
				managementKey: null,
				baseUrl: proxy,
				maxResponseBytes: MAX_RESPONSE_BYTES,
				maxWaitMs: MAX_WAIT_MS,
			});
			client = { apps, validate };
			return client;
		},
		(cause) => {
			opening = undefined;
			throw Object.assign(new Error("client.js or core.wasm did not load", { cause }), { code: "client-missing" });
		},
	);
	return opening;
}

/**
 * Returns the issues of an app. The client is loaded before a form is shown.
 *
 * @param {object} app
 */
export const check = (app) => client?.validate(app) ?? [];
