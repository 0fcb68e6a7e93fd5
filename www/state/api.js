// The package's own client, loaded beside the page so that the first skeleton does not wait for its wasm.

/** @param {string} name */
const setting = (name) =>
	/** @type {HTMLMetaElement | null} */ (document.querySelector(`meta[name="${name}"]`))?.content ?? "";

/**
 * An address below the folder that the page is in.
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

/** Tokens are asked for only where the page says that its proxy takes their values out. */
export const showsTokenMetadata = setting("descope-token-metadata") === "on";

/** Thousands of apps with logos as data URIs are longer than the client's default. */
const MAX_RESPONSE_BYTES = 64 * 1024 * 1024;

/** A person would rather be told to wait than look at a button for a minute. */
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
 * The issues of an app. Forms are shown once the client is loaded.
 *
 * @param {object} app
 */
export const check = (app) => client?.validate(app) ?? [];
