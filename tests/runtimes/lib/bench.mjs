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
 * @typedef {object} Server an emulator of its own for one case
 * @property {string} baseUrl
 * @property {(faults: Fault[]) => Promise<void>} script each of the next requests takes one; `null` leaves it alone
 * @property {() => Promise<LoggedRequest[]>} requests what has arrived so far
 * @property {() => Promise<Record<string, unknown>[]>} apps what is stored
 * @property {(count: number) => Promise<void>} arrived waits until that many requests have arrived
 */

/**
 * @typedef {object} Bench what a case is given
 * @property {string} runtime
 * @property {string} closedUrl
 * @property {(options?: object) => Promise<Server>} server
 * @property {() => Promise<Record<string, unknown>[]>} stored the apps of all its servers
 * @property {((value: unknown) => string)[]} inspectors how this runtime prints a value
 */

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
			requests,
			apps: () => control("GET", `${path}/apps`),
			script: async (/** @type {Fault[]} */ faults) => void (await control("PUT", `${path}/faults`, faults)),
			arrived: async (/** @type {number} */ count) => {
				while ((await requests()).length < count) await new Promise((done) => setTimeout(done, 10));
			},
		};
	}

	return {
		runtime: context.runtime,
		closedUrl: context.closedUrl,
		inspectors,
		server,
		stored: async () => (await Promise.all(opened.map((path) => control("GET", `${path}/apps`)))).flat(),
		close: async () => {
			await Promise.all(opened.splice(0).map((path) => control("DELETE", path)));
		},
	};
}
