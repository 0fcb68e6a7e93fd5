// Presets and discovery, from which a new app can start. They are optional on the server: if it has none, the page does
// not offer them.
import { mounted, post } from "./api.js";

/**
 * @typedef {object} Preset
 * @property {string} name
 * @property {string} title
 * @property {string} source the URL of the provider's documentation
 * @property {Record<string, any>} app may contain `${param:name}`
 * @property {Record<string, string>} [params] the meaning of each parameter
 * @property {string[]} [notes]
 */

/** @type {Promise<Preset[]> | undefined} */
let presets;

/** @returns {Promise<Preset[]>} */
export function loadPresets() {
	presets ??= fetch(mounted("presets.json")).then(
		async (response) => (response.ok ? response.json() : []),
		() => {
			presets = undefined;
			return [];
		},
	);
	return presets;
}

/**
 * Returns a preset's app with its parameters filled in, or an empty object if one is missing.
 *
 * @param {Preset | undefined} preset
 * @param {Record<string, string>} given
 * @returns {Record<string, any>}
 */
export function fillIn({ app = {}, params = {} } = /** @type {Preset} */ ({}), given) {
	let text = JSON.stringify(app);
	for (const name of Object.keys(params)) {
		if (!given[name]) return {};
		text = text.replaceAll(`\${param:${name}}`, () => JSON.stringify(given[name]).slice(1, -1));
	}
	return JSON.parse(text);
}

/** @type {Promise<boolean> | undefined} */
let discovers;

/** Returns whether the server supports discovery: if so, its status for an empty address is neither 404 nor 405. */
export function canDiscover() {
	discovers ??= discover("").then(
		() => true,
		({ status }) => {
			// After a failure of the network, the next view asks again.
			if (status === undefined) discovers = undefined;
			return ![404, 405, undefined].includes(status);
		},
	);
	return discovers;
}

/**
 * Returns the app that a provider's metadata describes.
 *
 * @param {string} url
 * @returns {Promise<Record<string, any>>}
 */
export async function discover(url) {
	const response = await post(mounted("discover"), { url });
	const answer = await response.json().catch(() => ({}));
	if (response.ok) return answer.app ?? {};
	const errorMessage = answer.message ?? answer.errorDescription;
	throw Object.assign(new Error("nothing was discovered"), {
		code: "discovery-failed",
		status: response.status,
		errorMessage,
	});
}
