// Where a new app can begin: presets and discovery. A server need not have them; where it answers 404, they are not offered.
import { mounted, post } from "./api.js";

/** @typedef {{ id: string, name: string, description?: string, app: Record<string, any> }} Preset */

/** @type {Promise<Preset[]> | undefined} */
let presets;

/** @returns {Promise<Preset[]>} */
export function loadPresets() {
	presets ??= fetch(mounted("presets.json")).then(
		async (response) => (response.ok ? ((await response.json()).presets ?? []) : []),
		() => [],
	);
	return presets;
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
