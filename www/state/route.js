// The route, kept in the URL's fragment, so that a link to it can be saved and sent. It never holds a secret.
import { createStore } from "./store.js";

/**
 * @typedef {object} Route
 * @property {"list" | "new" | "app"} page
 * @property {string} id of the app
 * @property {string} view of the app: "", "edit" or "connections"
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
 * @param {Record<string, string>} [query] empty values are left out
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

/** The list as it was last seen, with its filters. */
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
 * Goes to a place instead of this one: Back does not lead to a form that has been sent.
 *
 * @param {string} link
 */
export function replaceWith(link) {
	history.replaceState(null, "", link);
	readRoute();
}

addEventListener("hashchange", readRoute);
readRoute();
