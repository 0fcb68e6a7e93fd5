// @ts-check
// Runs a call, from its start to its end: does what the core says next. Nothing is decided here.
import { conform, MISFIT, readShape } from "./conform.js";
import { Ending, Method, Next, pass, takeOutput } from "./core.js";
import { toError } from "./failure.js";
import { reserveStack } from "./stack.js";
import { ABORTED, ANSWERED, exchange, settled, wait } from "./exchange.js";
import { abortReason, describeErrors, plainCallOptions, signalOf } from "./host.js";

/**
 * The state that the calls of a client share.
 *
 * @typedef {object} Client
 * @property {import("./core.js").Core} core
 * @property {typeof fetch | undefined} fetch
 * @property {Record<string, string>} headers
 * @property {number} maxResponseBytes
 * @property {boolean} license whether requests say the project's tier
 * @property {Promise<void>} [licensed] settles when they do, or cannot
 * @property {number} inFlight
 * @property {boolean} isDisposed
 */

/**
 * A call that has begun.
 *
 * @typedef {object} Call
 * @property {Client} client
 * @property {number} number by which the core knows it
 * @property {AbortSignal | undefined} signal
 * @property {unknown} answer the JSON of the last one
 */

/**
 * A request to send.
 *
 * @typedef {object} Request
 * @property {string} method
 * @property {string} url
 * @property {number} timeoutMs
 * @property {string} [authorization] instead of the client's
 * @property {number} [response] what a success has to be, if that is to be checked here
 * @property {string | null} body
 */

/** @typedef {{ shape: import("./conform.js").Shape, proof: string[] }} Response */

/**
 * Calls a method with what it was given, which is read now: the caller may change it as soon as it has the promise.
 *
 * @param {Client} client
 * @param {Method} method
 * @param {unknown} request
 * @param {unknown} options
 * @param {unknown} [id] what `patch` has beside its request
 * @returns {Promise<any>}
 */
export async function execute(client, method, request, options, id) {
	const { core } = client;
	client.inFlight += 1;
	try {
		const signal = signalOf(options);
		reserveStack();
		pass(core, [request, plainCallOptions(options), id]);
		const number = core.begin(method);
		if (number < 0) throw toError(JSON.parse(takeOutput(core)));
		const call = { client, number, signal, answer: undefined };
		// The caller's `fetch` is called with an empty stack.
		await undefined;
		if (client.license && method !== Method.License && (await settled(licensed(client), signal))) abort(call);
		return await run(call);
	} finally {
		client.inFlight -= 1;
		if (client.isDisposed && client.inFlight === 0) core.free();
	}
}

/**
 * The output is taken before anything is awaited: another call's would take its place.
 *
 * @param {Call} call
 * @returns {Promise<any>}
 */
async function run(call) {
	const { client, number, signal } = call;
	const { core } = client;
	let next = core.start(number, Date.now(), random());
	for (;;) {
		switch (next) {
			case Next.Send: {
				const request = takeRequest(core);
				next = ended(call, request, await exchange(client, request, signal));
				break;
			}
			case Next.Wait:
				if (await wait(Number(takeOutput(core)), signal)) abort(call);
				next = core.timer_fired(number, Date.now(), random());
				break;
			case Next.ResolveAnswer:
				return call.answer;
			case Next.ResolveOutput:
				return JSON.parse(takeOutput(core));
			case Next.ResolveNothing:
				return undefined;
			default:
				throw toError(JSON.parse(takeOutput(core)));
		}
	}
}

/**
 * @param {import("./core.js").Core} core
 * @returns {Request}
 */
function takeRequest(core) {
	const text = takeOutput(core);
	const end = text.indexOf("\n");
	const body = text.slice(end + 1);
	const request = JSON.parse(text.slice(0, end));
	request.body = body === "" ? null : body;
	return request;
}

/** The shapes of successful responses, by the core's numbers. @type {(Response | undefined)[]} */
const responses = [];

/**
 * @param {import("./core.js").Core} core
 * @param {number | undefined} number
 * @returns {Response | undefined}
 */
function responseOf(core, number) {
	if (number === undefined) return undefined;
	const known = responses[number];
	if (known !== undefined) return known;
	core.describe_response(number);
	const { shape, proof } = JSON.parse(takeOutput(core));
	const response = { shape: readShape(shape), proof };
	responses[number] = response;
	return response;
}

/**
 * Tells the core how a request ended.
 *
 * @param {Call} call
 * @param {Request} request
 * @param {import("./exchange.js").Outcome} outcome
 * @returns {Next}
 */
function ended(call, request, { kind, status, retryAfter, text, error }) {
	const { client, number } = call;
	const { core } = client;
	if (kind === ABORTED) abort(call, error);
	const answer = kind === ANSWERED ? read(text) : { ending: kind, value: error && describeErrors(error) };
	const response = answer.ending === Ending.Json && status < 300 ? responseOf(core, request.response) : undefined;
	const proof = response && prove(answer, response);
	call.answer = answer.value;
	pass(core, [proof ?? answer.value, retryAfter]);
	const ending = proof === undefined ? answer.ending : Ending.Checked;
	return core.ended(number, ending, status, Date.now(), random());
}

/**
 * Parses the text of an answer.
 *
 * @param {string} [text]
 * @returns {{ ending: Ending, value: unknown }}
 */
function read(text = "") {
	try {
		return { ending: Ending.Json, value: JSON.parse(text) };
	} catch {
		const [first] = text.trimStart();
		if (first === undefined) return { ending: Ending.Blank, value: undefined };
		return { ending: first === "{" || first === "[" ? Ending.CutShort : Ending.Other, value: undefined };
	}
}

/**
 * Holds an answer against what the core says of it, and leaves out of it what is `null`.
 *
 * @param {{ value: unknown }} answer
 * @param {Response} response
 * @returns {string | undefined} what proves it; nothing where the core has to read it
 */
function prove(answer, response) {
	const value = conform(answer.value, response.shape);
	if (value === MISFIT) return undefined;
	/** @type {any} */
	let proof = value;
	for (const name of response.proof) proof = proof?.[name];
	if (response.proof.length === 0) proof = "";
	else if (typeof proof !== "string" || proof === "") return undefined;
	answer.value = value;
	return proof;
}

/**
 * @param {Call} call
 * @param {unknown} [reason] the signal's if there is none
 * @returns {never}
 */
function abort({ client, number, signal }, reason) {
	client.core.abort(number);
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
	client.licensed ??= execute(client, Method.License, {}, undefined).then(
		({ rateLimitTier }) => {
			if (/^[\x21-\x7e]+$/.test(rateLimitTier ?? "")) client.headers["x-descope-license"] = rateLimitTier;
		},
		// A call that does not say its tier is counted by the address it comes from.
		() => {},
	);
	return client.licensed;
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
