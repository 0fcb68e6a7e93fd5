// Presets and discovery, from which a new app can be made. A server need not have them: where it answers 404, they are not offered.
import { mounted, post } from "./api.js";

/**
 * @typedef {object} Preset
 * @property {string} name
 * @property {string} title
 * @property {string} source where the provider documents it
 * @property {Record<string, any>} app may hold `${param:name}`
 * @property {Record<string, string>} [params] what has to be filled in for each
 * @property {string[]} [notes]
 */

/** @type {Promise<Preset[]> | undefined} */
let presets;

/** @returns {Promise<Preset[]>} */
export function loadPresets() {
	presets ??= fetch(mounted("presets.json")).then(
		async (response) => (response.ok ? response.json() : []),
		() => [],
	);
	return presets;
}

/**
 * A preset's app, with its parameters filled in; empty until all of them are given.
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

/** Whether the server can discover: it refuses nothing, and so an empty address, in another way than with 404. */
export function canDiscover() {
	discovers ??= discover("").then(
		() => true,
		({ status }) => status !== 404 && status !== 405 && status !== undefined,
	);
	return discovers;
}

/**
 * The app that a provider's own metadata describe.
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
