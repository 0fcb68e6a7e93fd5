// Creates, changes and deletes apps, and looks up the outcome if the response was lost.
import { forget, keep, list, loadApp, refresh, withoutSecret } from "./apps.js";
import { openClient } from "./api.js";
import { difference, isSame } from "./difference.js";
import { createStore } from "./store.js";

/** @typedef {import("./apps.js").App} App */

/** @param {Record<string, any>} app */
export async function createApp(app) {
	const { apps } = await openClient();
	before = new Set(list.get().apps?.map(({ id }) => id));
	const { app: created } = await apps.create(/** @type {any} */ (app));
	return keep(withoutSecret(created ?? app));
}

/**
 * Changes some fields, if the app is still as it was when the form was opened. Returns `theirs` if it is not. `patch`
 * loads the app once more, so other fields that somebody changes meanwhile are kept.
 *
 * @param {App} base
 * @param {Record<string, any>} patch
 * @returns {Promise<{ saved: App, ignored: string[] } | { theirs: App | undefined }>}
 */
export async function changeApp(base, patch) {
	const theirs = await loadApp(base.id);
	if (theirs === undefined || difference(base, theirs).length > 0) return { theirs };
	const { apps } = await openClient();
	const { app, ignored } = await apps.patch(base.id, patch);
	return { saved: keep(withoutSecret(app ?? { ...theirs, ...patch })), ignored };
}

/** @param {string} id */
export async function deleteApp(id) {
	const { apps } = await openClient();
	await apps.delete(id);
	forget(id);
}

/** The ids that existed before the last create. @type {Set<string>} */
let before = new Set();

/**
 * Finds the app that the last create may have made, by its id or, without one, by its name. Ignores apps that existed
 * before.
 *
 * @param {Record<string, any>} app
 */
export async function findCreated({ id, name }) {
	await refresh();
	const { apps, error } = list.get();
	if (error) throw error;
	return apps?.find((known) => !before.has(known.id) && (id ? known.id === id : known.name === name));
}

/**
 * Returns whether an app has all values that were sent, apart from the secret.
 *
 * @param {App} app
 * @param {Record<string, any>} patch
 */
export const hasAll = (app, patch) =>
	Object.entries(patch).every(([name, value]) => name === "clientSecret" || isSame(app[name], value));

/**
 * The changes made to each app since the page was opened, and how to undo them.
 *
 * @type {ReturnType<typeof createStore<Record<string, { saved: App, message: string, back: Record<string, any>, hasNewSecret: boolean } | undefined>>>}
 */
export const undoable = createStore({});
