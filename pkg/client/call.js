// @ts-check
// Runs a call from start to end, by the core's commands. The core makes all decisions.
import { conform, MISFIT, readShape } from "./conform.js";
import { Ending, Method, Next, pass, takeOutput } from "./core.js";
import toError from "./errors.js";
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
 * @property {boolean} license whether requests carry the project's tier
 * @property {Promise<void>} [licensed] settles once the tier is known, or cannot be known
 * @property {number} inFlight
 * @property {boolean} isDisposed
 */

/**
 * A call that has begun.
 *
 * @typedef {object} Call
 * @property {Client} client
 * @property {number} number the core's number of it
 * @property {AbortSignal | undefined} signal
 * @property {unknown} answer the JSON of the last answer
 */

/**
 * A request to send.
 *
 * @typedef {object} Request
 * @property {string} method
 * @property {string} url
 * @property {number} timeoutMs
 * @property {string | undefined} authorization instead of the client's
 * @property {number | undefined} response the core's number of the success to expect, if it is checked here
 * @property {string | undefined} appId the id that the app in this success must have
 * @property {string | null} body
 */

/** @typedef {{ shape: import("./conform.js").Shape, proof: string[] }} Response */

/**
 * Calls a method. Reads the arguments before it returns the promise: the caller may change them afterwards.
 *
 * @param {Client} client
 * @param {Method} method
 * @param {unknown} request
 * @param {unknown} options
 * @param {unknown} [id] the app to change, for `patch` only
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
		// Unwinds the stack before the caller's `fetch` is called.
		await undefined;
		if (client.license && method !== Method.License && (await settled(licensed(client), signal))) abort(call);
		return await run(call);
	} finally {
		client.inFlight -= 1;
		if (client.isDisposed && client.inFlight === 0) core.free();
	}
}

/**
 * Carries out the commands of a call. Takes the output before it awaits: another call would replace it.
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
 * Parses the output that `Next.Send` in `src/js/core.rs` describes.
 *
 * @param {import("./core.js").Core} core
 * @returns {Request}
 */
function takeRequest(core) {
	const [method = "", url = "", timeoutMs, response, authorization, appId, body] = takeOutput(core).split("\n");
	return {
		method,
		url,
		timeoutMs: Number(timeoutMs),
		response: response ? Number(response) : undefined,
		authorization: authorization || undefined,
		appId: appId ? JSON.parse(appId) : undefined,
		body: body || null,
	};
}

/** The responses of successes, by the core's numbers. @type {(Response | undefined)[]} */
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
	if (response !== undefined && prove(answer, response, request.appId)) answer.ending = Ending.Checked;
	else pass(core, [answer.value, retryAfter]);
	call.answer = answer.value;
	return core.ended(number, answer.ending, status, Date.now(), random());
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
 * Checks a success by the core's table, and removes members that are `null`: see `Proof` in `src/protocol/response.rs`.
 *
 * @param {{ value: unknown }} answer
 * @param {Response} response
 * @param {string} [appId]
 * @returns {boolean} `false` if the core has to read the answer
 */
function prove(answer, response, appId) {
	const value = conform(answer.value, response.shape);
	if (value === MISFIT) return false;
	/** @type {any} */
	let proof = value;
	for (const name of response.proof) proof = proof?.[name];
	const isProven =
		response.proof.length === 0 || (appId === undefined ? typeof proof === "string" && proof !== "" : proof === appId);
	if (isProven) answer.value = value;
	return isProven;
}

/**
 * @param {Call} call
 * @param {unknown} [reason] the signal's by default
 * @returns {never}
 */
function abort({ client, number, signal }, reason) {
	client.core.abort(number);
	throw reason ?? abortReason(signal);
}

/** Returns a random 32-bit integer. */
const random = () => (Math.random() * 0x1_0000_0000) >>> 0;

/**
 * Asks for the project's tier, once, and adds it to the headers of all later requests. Never rejects.
 *
 * @param {Client} client
 * @returns {Promise<void>}
 */
function licensed(client) {
	client.licensed ??= execute(client, Method.License, {}, undefined).then(
		({ rateLimitTier }) => {
			if (/^[\x21-\x7e]+$/.test(rateLimitTier ?? "")) client.headers["x-descope-license"] = rateLimitTier;
		},
		// The server counts a call without a tier by its source address.
		() => {},
	);
	return client.licensed;
}

/**
 * Frees a client's memory in the wasm once no call needs it.
 *
 * @param {Client} client
 */
export function dispose(client) {
	if (client.isDisposed) return;
	client.isDisposed = true;
	if (client.inFlight === 0) client.core.free();
}
