// @ts-check
// The ways to create an app: each sends the same request to the same URL and returns the answer's JSON as an object.
import DescopeClient from "@descope/node-sdk";
import { OutboundApps } from "descope-outbound";

const projectId = "P2abcdefghijklmnopqrstuvwxyz";
const managementKey = "K2abcdefghijklmnopqrstuvwxyz0123456789abcdefghijklmnopqrstuvwxyz";
const TIMEOUT_MS = 30_000;

/** @typedef {Record<string, unknown>} App */
/** @typedef {(app: App) => Promise<unknown>} Create */

/**
 * @param {string} baseUrl
 * @returns {Record<"ours" | "ours, unchecked" | "fetch" | "fetch with a timeout" | "node-sdk", Create>}
 */
export function creators(baseUrl) {
	const apps = new OutboundApps({ projectId, managementKey, baseUrl });
	const sdk = DescopeClient({ projectId, managementKey, baseUrl });
	return {
		ours: (app) => apps.create(/** @type {any} */ (app)),
		"ours, unchecked": (app) => apps.create(/** @type {any} */ (app), { validate: "off" }),
		fetch: (app) => post(baseUrl, app),
		"fetch with a timeout": async (app) => {
			const controller = new AbortController();
			const timer = setTimeout(() => controller.abort(new Error("timeout")), TIMEOUT_MS);
			try {
				return await post(baseUrl, app, controller.signal);
			} finally {
				clearTimeout(timer);
			}
		},
		"node-sdk": async (app) => {
			const answer = await sdk.management.outboundApplication.createApplication(/** @type {any} */ (app));
			if (!answer.ok) throw new Error(`the SDK says ${JSON.stringify(answer)}`);
			return answer.data;
		},
	};
}

/**
 * Returns the ways to load all apps of a project.
 *
 * @param {string} baseUrl
 * @returns {Record<"ours" | "json()" | "node-sdk", () => Promise<unknown>>}
 */
export function loaders(baseUrl) {
	const apps = new OutboundApps({ projectId, managementKey, baseUrl });
	const sdk = DescopeClient({ projectId, managementKey, baseUrl });
	return {
		ours: () => apps.loadAll(),
		"json()": async () => (await fetch(`${baseUrl}/v1/mgmt/outbound/apps`)).json(),
		"node-sdk": () => sdk.management.outboundApplication.loadAllApplications(),
	};
}

/**
 * @param {string} baseUrl
 * @param {App} app
 * @param {AbortSignal | null} signal
 */
async function post(baseUrl, app, signal = null) {
	const response = await fetch(`${baseUrl}/v1/mgmt/outbound/app/create`, {
		method: "POST",
		headers: { authorization: `Bearer ${projectId}:${managementKey}`, "content-type": "application/json" },
		body: JSON.stringify(app),
		signal,
	});
	if (!response.ok) throw new Error(`${response.status}: ${await response.text()}`);
	return await response.json();
}

/**
 * Replaces `fetch` with a function that answers at once with a real `Response`, made anew each time.
 *
 * @param {string} body
 */
export function stubFetch(body) {
	const headers = { "content-type": "application/json" };
	globalThis.fetch = async () => new Response(body, { headers });
}
