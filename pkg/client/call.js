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
const READY = 3;
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
 * A call that has begun.
 *
 * @typedef {object} Call
 * @property {Client} client
 * @property {number} number by which the core knows it
 * @property {string} text its request
 * @property {number} timeoutMs
 * @property {AbortSignal | undefined} signal
 * @property {string} answer the last one
 */

/**
 * What is to be done: one of these.
 *
 * @typedef {{ done?: any, send?: Send | undefined, waitMs?: number, isReady?: boolean }} Command
 */

/**
 * @param {Client} client
 * @param {Request} request
 * @returns {Promise<any>}
 */
async function drive(client, request) {
	const begun = begin(client, request);
	const number = begun >>> CALL_SHIFT;
	const { text, signal } = request;
	const call = { client, number, text, timeoutMs: client.core.timeout_ms(number), signal, answer: "" };
	let command = heard(call, begun & ((1 << CALL_SHIFT) - 1));
	while (!("done" in command)) {
		if (command.send !== undefined) command = await send(call, command.send);
		else if (command.waitMs !== undefined) command = await pause(call, command.waitMs);
		else command = await startLicensed(call);
	}
	return command.done;
}

/**
 * @param {Client} client
 * @param {Request} request
 * @returns {number} what comes next, and the call's number above it
 */
function begin({ core, license }, { method, text, isChecked, options, id }) {
	if (options !== undefined || id !== undefined) core.keep(write(core, options ?? ""));
	if (id !== undefined) core.keep(write(core, id));
	const starts = !license || method === Method.License;
	return core.begin(method, write(core, text), isChecked, starts, Date.now(), random());
}

/**
 * What the core wants, by its answer; throws if the call has failed. To be asked at once: another call's answer would take
 * the place of what is said.
 *
 * @param {Call} call
 * @param {number} next
 * @returns {Command}
 */
function heard({ client: { core, routes }, answer }, next) {
	if (next === AS_IT_CAME) return { done: JSON.parse(answer) };
	if (next === NOTHING) return { done: undefined };
	if (next === READY) return { isReady: true };
	if (next !== SAID) return { send: routes[next - ROUTES] };
	const said = listen(core);
	if (said.failure !== undefined) throw toError(said.failure);
	if (said.send?.route !== undefined) routes[said.send.route] = said.send;
	return said;
}

/**
 * @param {Call} call
 * @returns {Promise<Command>}
 */
async function startLicensed(call) {
	const { client, number, signal } = call;
	if (await settled(licensed(client), signal)) abort(call);
	return heard(call, client.core.start(number, Date.now(), random()));
}

/**
 * @param {Call} call
 * @param {number} waitMs
 * @returns {Promise<Command>}
 */
async function pause(call, waitMs) {
	if (await wait(waitMs, call.signal)) abort(call);
	return heard(call, call.client.core.elapsed(call.number, Date.now(), random()));
}

/**
 * @param {Call} call
 * @param {Send} request
 * @returns {Promise<Command>}
 */
async function send(call, request) {
	const { client, number, text, timeoutMs, signal } = call;
	const { core } = client;
	const { kind, status, retryAfter, text: answer, error } = await exchange(client, request, text, timeoutMs, signal);
	if (kind === ABORTED) abort(call, error);
	if (retryAfter !== undefined) core.keep(write(core, retryAfter));
	if (kind !== ANSWERED) {
		const thrown = error === undefined ? "" : describeErrors(error);
		return heard(call, core.lost(number, kind, write(core, thrown), status, Date.now(), random()));
	}
	call.answer = answer ?? "";
	return heard(call, core.answered(number, write(core, call.answer), status, Date.now(), random()));
}

/**
 * @param {Call} call
 * @param {unknown} [reason] the signal's if there is none
 * @returns {never}
 */
function abort({ client, number, signal }, reason) {
	client.core.forget(number);
	throw reason ?? abortReason(signal);
}

/** Any whole number of 32 bits */
const random = () => (Math.random() * 0x1_0000_0000) >>> 0;

/**
 * Asks for the project's tier, the first time, and lets every request say it that comes later. Never rejects.
 *
 * @param {Client} client
 * @returns {Promise<void>}
 */
function licensed(client) {
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
