// The route is in the URL's fragment, so that people can save and send links. It never contains a secret.
import { createStore } from "./store.js";

/**
 * @typedef {object} Route
 * @property {"list" | "new" | "app"} page
 * @property {string} id the app's id
 * @property {string} view the view of the app: "", "edit" or "connections"
 * @property {Record<string, string>} query
 */

/**
 * @param {string} hash
 * @returns {Route}
 */
export function parseRoute(hash) {
	const [path = "", query = ""] = hash.replace(/^#/, "").split("?", 2);
	const [, page = "", id = "", view = ""] = path.split("/");
	return {
		page: page === "new" || (page === "app" && id !== "") ? page : "list",
		id: decoded(id),
		view,
		query: Object.fromEntries(new URLSearchParams(query)),
	};
}

/** @param {string} text */
function decoded(text) {
	try {
		return decodeURIComponent(text);
	} catch {
		return text;
	}
}

/**
 * @param {string[]} path
 * @param {Record<string, string>} [query] parameters; empty values are left out
 */
export function linkTo(path, query = {}) {
	const set = new URLSearchParams(Object.entries(query).filter(([, value]) => value !== ""));
	return `#/${path.map(encodeURIComponent).join("/")}${set.size === 0 ? "" : `?${set}`}`;
}

/** @param {string[]} rest @param {string} id */
export const appLink = (id, ...rest) => linkTo(["app", id, ...rest]);

export const route = createStore(parseRoute(location.hash));

/** @type {string} */
let listLink = linkTo([]);

/** Returns the link to the list with its last filters. */
export const lastList = () => listLink;

function readRoute() {
	const next = parseRoute(location.hash);
	if (next.page === "list") listLink = location.hash || linkTo([]);
	route.set(next);
}

/** @param {string} link */
export function goTo(link) {
	location.hash = link;
}

/**
 * Replaces the current page, so that Back does not return to a submitted form.
 *
 * @param {string} link
 */
export function replaceWith(link) {
	history.replaceState(null, "", link);
	readRoute();
}

addEventListener("hashchange", readRoute);
readRoute();
