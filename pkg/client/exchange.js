// @ts-check
// One round trip with the host's `fetch`, as one promise: the core decides what it means.

/** How a round trip can end; `exchange.rs` has the same numbers. */
const ANSWERED = 0;
const FAILED = 1;
const TIMED_OUT = 2;
const ABORTED = 3;
const TOO_LARGE = 4;
const NOT_A_RESPONSE = 5;
const BROKEN = 6;

/**
 * @typedef {object} Exchanged
 * @property {number} kind
 * @property {number} status 0 where there is none
 * @property {string} [retryAfter]
 * @property {string} [text]
 * @property {unknown} [error]
 */

/**
 * Sends a request and reads its answer. Never rejects, and never takes longer than `timeoutMs`, whatever `fetch` does.
 *
 * @param {typeof fetch | undefined} customFetch
 * @param {string} url
 * @param {string} method
 * @param {Record<string, string>} headers
 * @param {string | null} body
 * @param {number} timeoutMs
 * @param {number} maxBytes
 * @param {AbortSignal | undefined} signal
 * @returns {Promise<Exchanged>}
 */
export function exchange(customFetch, url, method, headers, body, timeoutMs, maxBytes, signal) {
	return new Promise((resolve) => {
		if (signal?.aborted) {
			resolve({ kind: ABORTED, status: 0 });
			return;
		}
		const controller = new AbortController();
		/** @param {Exchanged} exchanged */
		const settle = (exchanged) => {
			resolve(exchanged);
			clearTimeout(timer);
			forget(signal, onAbort);
		};
		const stop = (/** @type {number} */ kind) => {
			settle({ kind, status: 0 });
			controller.abort();
		};
		const onAbort = () => stop(ABORTED);
		signal?.addEventListener("abort", onAbort);
		const timer = setTimeout(stop, timeoutMs, TIMED_OUT);
		// A copy of the headers: a custom `fetch` may write into what it is given.
		const init = {
			method,
			headers: { ...headers },
			body,
			redirect: /** @type {const} */ ("manual"),
			signal: controller.signal,
		};
		roundTrip(customFetch, url, init, maxBytes, controller.signal).then(settle, (error) =>
			settle({ kind: FAILED, status: 0, error }),
		);
	});
}

/**
 * @param {number} waitMs
 * @param {AbortSignal | null | undefined} signal
 * @returns {Promise<boolean>} whether the signal aborted
 */
export function wait(waitMs, signal) {
	return new Promise((resolve) => {
		if (signal?.aborted) {
			resolve(true);
			return;
		}
		const settle = (/** @type {boolean} */ aborted) => {
			clearTimeout(timer);
			forget(signal, onAbort);
			resolve(aborted);
		};
		const onAbort = () => settle(true);
		const timer = setTimeout(settle, waitMs, false);
		signal?.addEventListener("abort", onAbort);
	});
}

/**
 * A signal may be anybody's object, and nobody is there to catch what it throws.
 *
 * @param {AbortSignal | null | undefined} signal
 * @param {() => void} onAbort
 */
function forget(signal, onAbort) {
	try {
		signal?.removeEventListener("abort", onAbort);
	} catch {
		// It will be told that the call is over when it calls.
	}
}

/**
 * Waits for what never rejects, and no longer than until the signal aborts.
 *
 * @param {Promise<unknown>} work
 * @param {AbortSignal | null | undefined} signal
 * @returns {Promise<boolean>} whether the signal aborted
 */
export function settled(work, signal) {
	return new Promise((resolve) => {
		if (signal?.aborted) {
			resolve(true);
			return;
		}
		const settle = (/** @type {boolean} */ aborted) => {
			forget(signal, onAbort);
			resolve(aborted);
		};
		const onAbort = () => settle(true);
		signal?.addEventListener("abort", onAbort);
		work.then(() => settle(false));
	});
}

/**
 * Lets every request say which tier the answer names, if it comes and can be said in a header. Never rejects.
 *
 * @param {Promise<{ rateLimitTier?: string }>} answer
 * @param {Record<string, string>} headers
 * @returns {Promise<void>}
 */
export async function announce(answer, headers) {
	try {
		const { rateLimitTier } = await answer;
		if (rateLimitTier !== undefined && /^[\x21-\x7e]+$/.test(rateLimitTier)) {
			headers["x-descope-license"] = rateLimitTier;
		}
	} catch {
		// A call that does not say its tier is counted by the address it comes from.
	}
}

/**
 * @param {typeof fetch | undefined} customFetch
 * @param {string} url
 * @param {RequestInit} init
 * @param {number} maxBytes
 * @param {AbortSignal} stopped
 * @returns {Promise<Exchanged>}
 */
async function roundTrip(customFetch, url, init, maxBytes, stopped) {
	// The global is looked up at each call, as tests and tracers replace it.
	const answer = await (customFetch ? customFetch(url, init) : fetch(url, init));
	const head = await asHead(answer);
	if (head === undefined) {
		return { kind: NOT_A_RESPONSE, status: 0 };
	}
	const { body, status, retryAfter } = head;
	try {
		const text = await readText(body, maxBytes, stopped);
		return text === undefined ? { kind: TOO_LARGE, status, retryAfter } : { kind: ANSWERED, status, retryAfter, text };
	} catch (error) {
		return { kind: BROKEN, status, retryAfter, error };
	}
}

/**
 * What an answer says before its body. A custom `fetch` may give anything, so nothing of it is believed: what only looks
 * like the host's `Response` is made into one, and wasm is handed plain values.
 *
 * @param {any} answer
 * @returns {Promise<{ body: ReadableStream<Uint8Array> | null, status: number, retryAfter: string } | undefined>}
 */
async function asHead(answer) {
	try {
		const { body, status, type, headers } = answer instanceof Response ? answer : await asResponse(answer);
		const retryAfter = headers.get("retry-after") ?? "";
		const isReadable = type !== "error" && type !== "opaque";
		return isReadable && Number.isInteger(status) && typeof retryAfter === "string"
			? { body, status, retryAfter }
			: undefined;
	} catch {
		return undefined;
	}
}

/**
 * @param {any} answer
 * @returns {Promise<Response>}
 */
async function asResponse(answer) {
	const { status, headers } = answer;
	if (typeof status !== "number") throw new TypeError("no status");
	// Mocks often have a `text()` and no body.
	const body = answer.body === undefined && typeof answer.text === "function" ? await answer.text() : answer.body;
	// What is no body would be turned into a string, which takes an array forever that is long enough.
	if (Array.isArray(body)) throw new TypeError("no body");
	return new Response(body, { status, headers });
}

/**
 * Reads and counts: a declared length may be another than the body's.
 *
 * @param {ReadableStream<Uint8Array> | null} body
 * @param {number} maxBytes
 * @param {AbortSignal} stopped
 * @returns {Promise<string | undefined>} nothing if it is longer than `maxBytes`
 */
async function readText(body, maxBytes, stopped) {
	if (body === null) {
		return "";
	}
	const reader = body.getReader();
	// Nobody waits for what is not read any more, nor for how that ends.
	const cancel = () => void reader.cancel().catch(() => {});
	if (stopped.aborted) cancel();
	stopped.addEventListener("abort", cancel);
	const decoder = new TextDecoder();
	let text = "";
	let bytes = 0;
	for (;;) {
		const { done, value } = await reader.read();
		if (done) {
			stopped.removeEventListener("abort", cancel);
			return text + decoder.decode();
		}
		bytes += value.byteLength;
		if (bytes > maxBytes) {
			cancel();
			return undefined;
		}
		text += decoder.decode(value, { stream: true });
	}
}
