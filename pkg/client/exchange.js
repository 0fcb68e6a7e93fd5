// @ts-check
// One round trip with the host's `fetch`, as one promise: the core decides what it means.
import { Lost } from "./core.js";

/** How a round trip can end beside `Lost`, the ways in which an answer can be. */
export const ANSWERED = -1;
export const ABORTED = -2;

/**
 * @typedef {object} Ending
 * @property {number} kind
 * @property {number} status 0 where there is none
 * @property {string | undefined} [retryAfter] of an error
 * @property {string} [text]
 * @property {unknown} [error]
 */

const decoder = new TextDecoder();

/** Deno makes room of 64 KB for each read, unless it is given some: for a small answer, that is half of a call's time. */
const MAKES_ROOM = "Deno" in globalThis;

/** Room in bytes for nearly every answer, and for each further piece of a longer one. */
const SMALL = 4096;
const LARGE = 65_536;

/**
 * Sends a request and reads its answer. Never rejects, and never takes longer than `timeoutMs`, whatever `fetch` does.
 *
 * @param {import("./call.js").Client} client
 * @param {import("./call.js").Send} send
 * @param {string} text the call's request
 * @param {number} timeoutMs
 * @param {AbortSignal | undefined} signal
 * @returns {Promise<Ending>}
 */
export function exchange(client, send, text, timeoutMs, signal) {
	return new Promise((resolve) => {
		if (signal?.aborted) {
			resolve({ kind: ABORTED, status: 0 });
			return;
		}
		const controller = new AbortController();
		const reading = { isStopped: false, cancel: () => {} };
		/** @param {Ending} ending */
		const settle = (ending) => {
			resolve(ending);
			clearTimeout(timer);
			if (signal !== undefined) forget(signal, onAbort);
		};
		const stop = (/** @type {number | undefined} */ kind) => {
			settle({ kind: kind ?? ABORTED, status: 0 });
			reading.isStopped = true;
			reading.cancel();
			controller.abort();
		};
		const onAbort = () => stop(ABORTED);
		const fail = (/** @type {unknown} */ error) => settle({ kind: Lost.Unreachable, status: 0, error });
		const timer = setTimeout(stop, timeoutMs, Lost.TimedOut);
		try {
			signal?.addEventListener("abort", onAbort);
		} catch (error) {
			fail(error);
			return;
		}
		roundTrip(client, request(client, send, text, controller.signal), send.url, reading).then(settle, fail);
	});
}

/**
 * @param {import("./call.js").Client} client
 * @param {import("./call.js").Send} send
 * @param {string} text
 * @param {AbortSignal} signal
 * @returns {RequestInit}
 */
function request(client, { method, member, body, authorization }, text, signal) {
	// A copy of the headers: a custom `fetch` may write into what it is given.
	const headers = authorization === undefined ? { ...client.headers } : { ...client.headers, authorization };
	if (member !== undefined) body = member === "" ? text : `{"${member}":${text}}`;
	return { method, headers, body: body ?? null, redirect: "manual", signal };
}

/**
 * @param {import("./call.js").Client} client
 * @param {RequestInit} init
 * @param {string} url
 * @param {{ isStopped: boolean, cancel(): void }} reading
 * @returns {Promise<Ending>}
 */
async function roundTrip({ fetch: customFetch, maxResponseBytes }, init, url, reading) {
	// The global is looked up at each call, as tests and tracers replace it.
	const answer = await (customFetch ? customFetch(url, init) : fetch(url, init));
	const response = answer instanceof Response ? answer : await asResponse(answer);
	const head = readHead(response);
	if (head === undefined) {
		return { kind: Lost.NotAResponse, status: 0 };
	}
	const { body, status, retryAfter } = head;
	const ending = { kind: ANSWERED, status, retryAfter, text: "" };
	if (body === null) return ending;
	try {
		const text = await readText(body, roomyReader(response, body), maxResponseBytes, reading);
		if (text === undefined) return { ...ending, kind: Lost.TooLarge };
		ending.text = text;
		return ending;
	} catch (error) {
		return { ...ending, kind: Lost.Broken, error };
	}
}

/**
 * What an answer says before its body. A custom `fetch` may give anything, so nothing of it is believed, and wasm is
 * handed plain values.
 *
 * @param {Response | undefined} answer
 */
function readHead(answer) {
	try {
		const { body, status, type, headers } = /** @type {Response} */ (answer);
		const isReadable = type !== "error" && type !== "opaque" && Number.isInteger(status);
		if (!isReadable || status < 400) return isReadable ? { body, status, retryAfter: undefined } : undefined;
		const retryAfter = headers.get("retry-after") ?? undefined;
		return retryAfter === undefined || typeof retryAfter === "string" ? { body, status, retryAfter } : undefined;
	} catch {
		return undefined;
	}
}

/**
 * What only looks like the host's `Response` as one, if it can be.
 *
 * @param {any} answer
 * @returns {Promise<Response | undefined>}
 */
async function asResponse(answer) {
	try {
		const { status, headers } = answer;
		if (typeof status !== "number") return undefined;
		// Mocks often have a `text()` and no body.
		const body = answer.body === undefined && typeof answer.text === "function" ? await answer.text() : answer.body;
		// What is no body would be turned into a string, which takes an array forever that is long enough.
		return Array.isArray(body) ? undefined : new Response(body, { status, headers });
	} catch {
		return undefined;
	}
}

/**
 * A reader that takes room to read into, where that is quicker and the body has one.
 *
 * @param {Response | undefined} response
 * @param {ReadableStream<Uint8Array>} body
 */
function roomyReader(response, body) {
	try {
		// What has no address was made here, and its bytes are there already.
		return MAKES_ROOM && response?.url !== "" ? body.getReader({ mode: "byob" }) : undefined;
	} catch {
		return undefined;
	}
}

/**
 * Reads and counts: a declared length may be another than the body's.
 *
 * @param {ReadableStream<Uint8Array>} body
 * @param {ReadableStreamBYOBReader | undefined} roomy
 * @param {number} maxBytes
 * @param {{ isStopped: boolean, cancel(): void }} reading
 * @returns {Promise<string | undefined>} nothing if it is longer than `maxBytes`
 */
async function readText(body, roomy, maxBytes, reading) {
	const reader = /** @type {ReadableStreamDefaultReader<Uint8Array>} */ (roomy ?? body.getReader());
	// Nobody waits for what is not read any more, nor for how that ends.
	reading.cancel = () => void reader.cancel().catch(() => {});
	if (reading.isStopped) reading.cancel();
	/** @type {Uint8Array[]} */
	const chunks = [];
	let bytes = 0;
	for (;;) {
		const room = bytes < SMALL ? SMALL : LARGE;
		const { done, value } = await (roomy ? roomy.read(new Uint8Array(room)) : reader.read());
		if (done) return chunks.length === 1 ? decoder.decode(chunks[0]) : joined(chunks);
		bytes += value.byteLength;
		if (bytes > maxBytes) {
			reading.cancel();
			return undefined;
		}
		chunks.push(value);
	}
}

/** @param {Uint8Array[]} chunks */
function joined(chunks) {
	const stream = new TextDecoder();
	return chunks.map((chunk) => stream.decode(chunk, { stream: true })).join("") + stream.decode();
}

/**
 * @param {number} waitMs
 * @param {AbortSignal | undefined} signal
 * @returns {Promise<boolean>} whether the signal aborted
 */
export function wait(waitMs, signal) {
	/** @type {ReturnType<typeof setTimeout>} */
	let timer;
	const elapsed = new Promise((resolve) => {
		timer = setTimeout(resolve, waitMs);
	});
	return settled(elapsed, signal).finally(() => clearTimeout(timer));
}

/**
 * Waits for what never rejects, and no longer than until the signal aborts.
 *
 * @param {Promise<unknown>} work
 * @param {AbortSignal | undefined} signal
 * @returns {Promise<boolean>} whether the signal aborted
 */
export function settled(work, signal) {
	return new Promise((resolve) => {
		if (signal?.aborted) {
			resolve(true);
			return;
		}
		const settle = (/** @type {boolean} */ aborted) => {
			if (signal !== undefined) forget(signal, onAbort);
			resolve(aborted);
		};
		const onAbort = () => settle(true);
		work.then(() => settle(false));
		try {
			signal?.addEventListener("abort", onAbort);
		} catch {
			// Who cannot be heard cannot abort.
		}
	});
}

/**
 * A signal may be anybody's object, and nobody is there to catch what it throws.
 *
 * @param {AbortSignal} signal
 * @param {() => void} onAbort
 */
function forget(signal, onAbort) {
	try {
		signal.removeEventListener("abort", onAbort);
	} catch {
		// It will be told that the call is over when it calls.
	}
}
