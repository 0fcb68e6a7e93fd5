// @ts-check
// The suite's side of the harness: emulators to talk to, reached over HTTP because that is all that every runtime has.

/** @typedef {import("descope-outbound/emulator").LoggedRequest} LoggedRequest */
/** @typedef {import("descope-outbound/emulator").Fault | null} Fault */

/**
 * @typedef {object} Context what the harness tells a runtime
 * @property {string} runtime
 * @property {string} control base URL of the harness
 * @property {boolean} sameOrigin reach emulators through the harness: a browser refuses other origins without CORS
 * @property {string} closedUrl an address where nothing listens
 */

/**
 * @typedef {object} Server an emulator or a flood of its own for one case
 * @property {string} baseUrl
 * @property {string} direct its own address, which a browser takes for another host's
 * @property {(faults: Fault[]) => Promise<void>} script each of the next requests takes one; `null` leaves it alone
 * @property {() => Promise<LoggedRequest[]>} requests what has arrived so far
 * @property {() => Promise<Record<string, unknown>[]>} apps what is stored
 * @property {(count: number) => Promise<void>} arrived waits until that many requests have arrived
 * @property {() => Promise<{written: number, isOpen: boolean}>} flood how much a flood has written, and whether it still does
 */

/**
 * @typedef {object} Bench what a case is given
 * @property {string} runtime
 * @property {string} closedUrl
 * @property {(options?: object) => Promise<Server>} server
 * @property {() => Promise<Record<string, unknown>[]>} stored the apps of all its servers
 * @property {() => Promise<LoggedRequest[]>} requests what has arrived at all its servers
 * @property {boolean} mayResend
 * @property {boolean} hostResends a POST
 * @property {unknown[]} clients those that the case has made
 * @property {((value: unknown) => string)[]} inspectors how this runtime prints a value
 */

/**
 * Whether the runtime may send a request again by itself when its connection breaks. Of a browser the package takes it
 * for granted.
 *
 * @param {string} runtime
 */
const mayResend = (runtime) => /^(deno|chromium|firefox|webkit)/.test(runtime);

/**
 * Whether it does so with a POST: Deno once (denoland/deno#35610), Chromium and Firefox once for every connection that
 * they have used before. WebKit does it with a GET alone.
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
