// @ts-check
// The suite's access to the harness: opens emulators over HTTP, which every runtime has.

/** @typedef {import("descope-outbound/emulator").LoggedRequest} LoggedRequest */
/** @typedef {import("descope-outbound/emulator").Fault | null} Fault */

/**
 * @typedef {object} Context the harness's message to a runtime
 * @property {string} runtime
 * @property {string} control base URL of the harness
 * @property {boolean} sameOrigin reach emulators through the harness: a browser refuses other origins without CORS
 * @property {string} closedUrl an address where nothing listens
 */

/**
 * @typedef {object} Server an emulator or a flood, opened for one case
 * @property {string} baseUrl
 * @property {string} direct its own address, another origin for a browser
 * @property {(faults: Fault[]) => Promise<void>} script gives each of the next requests one fault, or none for `null`
 * @property {() => Promise<LoggedRequest[]>} requests the requests that have arrived so far
 * @property {() => Promise<Record<string, unknown>[]>} apps the stored apps
 * @property {(count: number) => Promise<void>} arrived waits until that many requests have arrived
 * @property {() => Promise<{written: number, isOpen: boolean}>} flood a flood's written bytes, and whether it writes
 */

/**
 * @typedef {object} Bench the parameter of a case
 * @property {string} runtime
 * @property {string} closedUrl
 * @property {(options?: object) => Promise<Server>} server
 * @property {() => Promise<Record<string, unknown>[]>} stored the apps of all its servers
 * @property {() => Promise<LoggedRequest[]>} requests the requests at all its servers
 * @property {boolean} mayResend
 * @property {boolean} hostResends whether the host may resend a POST
 * @property {unknown[]} clients the clients that the case has made
 * @property {((value: unknown) => string)[]} inspectors the runtime's ways to print a value
 */

/**
 * Returns whether the runtime may resend a request on its own when its connection breaks. The package assumes it of
 * every browser.
 *
 * @param {string} runtime
 */
const mayResend = (runtime) => /^(deno|chromium|firefox|webkit)/.test(runtime);

/**
 * Returns whether the runtime does so for a POST: Deno once (denoland/deno#35610), Chromium and Firefox once for every
 * connection that they have used before. WebKit resends only a GET.
 *
 * @param {string} runtime
 */
export const hostResends = (runtime) => mayResend(runtime) && runtime !== "webkit";

/**
 * @param {Context} context
 * @param {((value: unknown) => string)[]} inspectors
 * @returns {Bench & {close(): Promise<void>}}
 */
export function openBench(context, inspectors) {
	/** @type {string[]} */
	const opened = [];

	/**
	 * @param {string} method
	 * @param {string} path
	 * @param {unknown} [body]
	 * @returns {Promise<any>}
	 */
	async function control(method, path, body) {
		/** @type {RequestInit} */
		const init = { method };
		if (body !== undefined) init.body = JSON.stringify(body);
		const response = await fetch(`${context.control}${path}`, init);
		const text = await response.text();
		if (!response.ok) throw new Error(`the harness answered ${response.status} to ${method} ${path}: ${text}`);
		return JSON.parse(text);
	}

	/** @param {object} options */
	async function server(options = {}) {
		const { path, direct } = await control("POST", "/servers", options);
		opened.push(path);
		const requests = () => control("GET", `${path}/requests`);
		return {
			baseUrl: context.sameOrigin ? `${context.control}${path}/api` : direct,
			direct,
			requests,
			apps: () => control("GET", `${path}/apps`),
			script: async (/** @type {Fault[]} */ faults) => void (await control("PUT", `${path}/faults`, faults)),
			flood: () => control("GET", `${path}/flood`),
			arrived: async (/** @type {number} */ count) => {
				while ((await requests()).length < count) await new Promise((done) => setTimeout(done, 10));
			},
		};
	}

	const ofAll = async (/** @type {string} */ verb) =>
		(await Promise.all(opened.map((path) => control("GET", `${path}/${verb}`)))).flat();

	return {
		runtime: context.runtime,
		mayResend: mayResend(context.runtime),
		hostResends: hostResends(context.runtime),
		clients: [],
		closedUrl: context.closedUrl,
		inspectors,
		server,
		stored: () => ofAll("apps"),
		requests: () => ofAll("requests"),
		close: async () => {
			await Promise.all(opened.splice(0).map((path) => control("DELETE", path)));
		},
	};
}
