// @ts-check
// Does what the core commands for one call, from its start to its end. Nothing is decided here.
import { listen, Method, write } from "./core.js";
import { toError } from "./failure.js";
import { ABORTED, ANSWERED, exchange, settled, wait } from "./exchange.js";
import { abortReason, describeErrors } from "./host.js";

/**
 * What the calls of a client share.
 *
 * @typedef {object} Client
 * @property {import("./core.js").Core} core
 * @property {typeof fetch | undefined} fetch
 * @property {Record<string, string>} headers
 * @property {number} maxResponseBytes
 * @property {boolean} license whether requests say the project's tier
 * @property {Promise<void>} [licensed] settles when they do, or cannot
 * @property {Send[]} routes
 * @property {number} inFlight
 * @property {boolean} isDisposed
 */

/**
 * A request to send.
 *
 * @typedef {object} Send
 * @property {string} method
 * @property {string} url
 * @property {string} [member] the body is the call's text: as it is, or as the member of this name
 * @property {string} [body] the body, where it is something else
 * @property {string} [authorization] instead of the client's
 * @property {number} [route]
 */

/**
 * What a method was called with, as texts: the caller may change the values as soon as it has the promise.
 *
 * @typedef {object} Request
 * @property {Method} method
 * @property {string} text
 * @property {boolean} isChecked
 * @property {string | undefined} options
 * @property {string | undefined} id
 * @property {AbortSignal | undefined} signal
 */

/** What the core answers; see `src/js/mod.rs`. */
const SAID = 0;
const AS_IT_CAME = 1;
const NOTHING = 2;
const ROUTES = 8;
const CALL_SHIFT = 6;

/**
 * @param {Client} client
 * @param {() => Request} read what the method was called with; code of the caller's may run meanwhile
 * @returns {Promise<any>}
 */
export async function carryOut(client, read) {
	client.inFlight += 1;
	try {
		const request = read();
		// The stack may be nearly full now, and is empty then: wasm must not be left half done.
		await undefined;
		return await drive(client, request);
	} finally {
		client.inFlight -= 1;
		if (client.isDisposed && client.inFlight === 0) client.core.free();
	}
}

/**
 * Frees what a client holds in the wasm as soon as no call needs it.
 *
 * @param {Client} client
 */
export function dispose(client) {
	if (client.isDisposed) return;
	client.isDisposed = true;
	if (client.inFlight === 0) client.core.free();
}

/**
 * @param {Client} client
 * @param {Request} request
 */
async function drive(client, { method, text, isChecked, options, id, signal }) {
	const { core } = client;
	const waits = client.license && method !== Method.License;
	if (options !== undefined || id !== undefined) core.keep(write(core, options ?? ""));
	if (id !== undefined) core.keep(write(core, id));
	const begun = core.begin(method, write(core, text), isChecked, !waits, Date.now(), random());
	const call = begun >>> CALL_SHIFT;
	let next = begun & ((1 << CALL_SHIFT) - 1);
	if (waits && next !== SAID) {
		if (await settled(license(client), signal)) return abort(core, call, signal);
		next = core.start(call, Date.now(), random());
	}
	const timeoutMs = core.timeout_ms(call);
	let answer = "";
	for (;;) {
		/** @type {Send | undefined} */
		let send = client.routes[next - ROUTES];
		if (next === AS_IT_CAME) return JSON.parse(answer);
		if (next === NOTHING) return undefined;
		if (next === SAID) {
			const said = listen(core);
			if (said.failure) throw toError(said.failure);
			if ("done" in said) return said.done;
			if (said.waitMs !== undefined) {
				if (await wait(said.waitMs, signal)) return abort(core, call, signal);
				next = core.elapsed(call, Date.now(), random());
				continue;
			}
			send = /** @type {Send} */ (said.send);
			if (send.route !== undefined) client.routes[send.route] = send;
		}
		const ending = await exchange(client, /** @type {Send} */ (send), text, timeoutMs, signal);
		const { kind, status, retryAfter } = ending;
		if (kind === ABORTED) return abort(core, call, signal);
		if (retryAfter !== undefined) core.keep(write(core, retryAfter));
		if (kind === ANSWERED) {
			answer = ending.text ?? "";
			next = core.answered(call, write(core, answer), status, Date.now(), random());
		} else {
			const thrown = ending.error === undefined ? "" : describeErrors(ending.error);
			next = core.lost(call, kind, write(core, thrown), status, Date.now(), random());
		}
	}
}

/**
 * @param {import("./core.js").Core} core
 * @param {number} call
 * @param {AbortSignal | undefined} signal
 * @returns {never}
 */
function abort(core, call, signal) {
	core.forget(call);
	throw abortReason(signal);
}

/** Any whole number of 32 bits */
const random = () => (Math.random() * 0x1_0000_0000) >>> 0;

/**
 * Asks for the project's tier, the first time, and lets every request say it that comes later. Never rejects.
 *
 * @param {Client} client
 * @returns {Promise<void>}
 */
function license(client) {
	client.licensed ??= carryOut(client, () => ({
		method: Method.License,
		text: "{}",
		isChecked: false,
		options: undefined,
		id: undefined,
		signal: undefined,
	})).then(
		({ rateLimitTier }) => {
			if (/^[\x21-\x7e]+$/.test(rateLimitTier ?? "")) client.headers["x-descope-license"] = rateLimitTier;
		},
		// A call that does not say its tier is counted by the address it comes from.
		() => {},
	);
	return client.licensed;
}
