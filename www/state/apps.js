// The apps from the last load.
import { openClient } from "./api.js";
import { createStore } from "./store.js";

/** @typedef {Record<string, any> & { id: string, name: string }} App */

/**
 * @typedef {object} List
 * @property {App[] | undefined} apps
 * @property {boolean} isLoading
 * @property {any} error of the last load
 * @property {number} loadedAt
 */

/** @type {ReturnType<typeof createStore<List>>} */
export const list = createStore(
	/** @type {List} */ ({ apps: undefined, isLoading: false, error: undefined, loadedAt: 0 }),
);

/** @type {Promise<void> | undefined} */
let loading;

/** Loads all apps. The previous ones stay until the load ends. */
export function refresh() {
	loading ??= load().finally(() => {
		loading = undefined;
	});
	return loading;
}

async function load() {
	list.set({ ...list.get(), isLoading: true, error: undefined });
	try {
		const { apps } = await openClient();
		const loaded = (await apps.loadAll()).apps ?? [];
		list.set({ apps: loaded.map(withoutSecret), isLoading: false, error: undefined, loadedAt: Date.now() });
	} catch (error) {
		list.set({ ...list.get(), isLoading: false, error });
	}
}

/**
 * Loads one app. Returns `undefined` if it does not exist.
 *
 * @param {string} id
 * @param {AbortSignal} [signal]
 * @returns {Promise<App | undefined>}
 */
export async function loadApp(id, signal) {
	const { apps } = await openClient();
	try {
		const { app } = await apps.load(id, signal && { signal });
		return app && keep(withoutSecret(app));
	} catch (error) {
		if (/** @type {any} */ (error).status !== 404 || /** @type {any} */ (error).errorCode === "proxy") throw error;
		return forget(id);
	}
}

/**
 * Puts an app into the list, replacing the one with the same id.
 *
 * @param {App} app
 */
export function keep(app) {
	const { apps } = list.get();
	if (apps === undefined) return app;
	const isKnown = apps.some(({ id }) => id === app.id);
	list.set({
		...list.get(),
		apps: isKnown ? apps.map((known) => (known.id === app.id ? app : known)) : [...apps, app],
	});
	return app;
}

/**
 * @param {string} id
 * @returns {undefined}
 */
export function forget(id) {
	const { apps } = list.get();
	if (apps?.some((app) => app.id === id)) list.set({ ...list.get(), apps: apps.filter((app) => app.id !== id) });
}

/**
 * Removes the secret from an app. The documented response has one, although no server is known to send it.
 *
 * @param {Record<string, any>} app
 * @returns {App}
 */
export function withoutSecret({ clientSecret: _, ...app }) {
	return { ...app, id: app.id ?? "", name: app.name ?? "" };
}

/** The columns of each app in the list, cached because filters search thousands of apps at each keystroke. */
const summaries = /** @type {WeakMap<App, ReturnType<typeof summarize>>} */ (new WeakMap());

/** @param {App} app */
export function summary(app) {
	const found = summaries.get(app) ?? summarize(app);
	summaries.set(app, found);
	return found;
}

/** @param {App} app */
function summarize(app) {
	const isApiKey = app.appType === "apikey";
	const host = hostOf(app.authorizationUrl) || hostOf(app.tokenUrl) || hostOf(app.discoveryUrl);
	return {
		isApiKey,
		host,
		missing: isApiKey ? [] : MISSING.filter(([, isMissing]) => isMissing(app)).map(([what]) => what),
		text: [app.name, app.id, app.description, app.clientId, app.tenantId, host].join("\n").toLowerCase(),
	};
}

/** The settings that a connection requires. @type {[what: string, isMissing: (app: App) => boolean][]} */
const MISSING = [
	["a client ID", (app) => !app.clientId && !app.useDcr],
	["an authorization URL", (app) => !app.authorizationUrl && !app.discoveryUrl],
	["a token URL", (app) => !app.tokenUrl && !app.discoveryUrl],
];

/** @param {string | undefined | null} url */
function hostOf(url) {
	return (url && URL.parse?.(url)?.hostname) || "";
}
