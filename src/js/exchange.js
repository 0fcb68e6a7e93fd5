// @ts-check
// One round trip with the host's `fetch`, as one promise: the core decides what it means.

/** How a round trip can end; `exchange.rs` has the same numbers. */
const ANSWERED = 0;
const FAILED = 1;
const TIMED_OUT = 2;
const ABORTED = 3;
const TOO_LARGE = 4;
const NOT_A_RESPONSE = 5;

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
 * @param {string | undefined} body
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
			clearTimeout(timer);
			signal?.removeEventListener("abort", onAbort);
			resolve(exchanged);
		};
		const stop = (/** @type {number} */ kind) => {
			settle({ kind, status: 0 });
			controller.abort();
		};
		const onAbort = () => stop(ABORTED);
		const timer = setTimeout(stop, timeoutMs, TIMED_OUT);
		signal?.addEventListener("abort", onAbort);
		// A copy of the headers: a custom `fetch` may write into what it is given.
		const init = { method, headers: { ...headers }, body, redirect: /** @type {const} */ ("manual"), signal: controller.signal };
		roundTrip(customFetch, url, init, maxBytes).then(settle, (error) => settle({ kind: FAILED, status: 0, error }));
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
			signal?.removeEventListener("abort", onAbort);
			resolve(aborted);
		};
		const onAbort = () => settle(true);
		const timer = setTimeout(settle, waitMs, false);
		signal?.addEventListener("abort", onAbort);
	});
}

/**
 * @param {typeof fetch | undefined} customFetch
 * @param {string} url
 * @param {RequestInit} init
 * @param {number} maxBytes
 * @returns {Promise<Exchanged>}
 */
async function roundTrip(customFetch, url, init, maxBytes) {
	// The global is looked up at each call, as tests and tracers replace it.
	const answer = await (customFetch ? customFetch(url, init) : fetch(url, init));
	const head = asHead(answer);
	if (head === undefined) {
		return { kind: NOT_A_RESPONSE, status: 0 };
	}
	const text = await readText(head.response, maxBytes);
	return text === undefined ? { kind: TOO_LARGE, status: head.status } : { kind: ANSWERED, ...head, text };
}

/**
 * What an answer says before its body. A custom `fetch` may give anything, so nothing of it is believed: what only looks
 * like the host's `Response` is made into one, and wasm is handed plain values.
 *
 * @param {any} answer
 * @returns {{ response: Response, status: number, retryAfter: string } | undefined}
 */
function asHead(answer) {
	try {
		const response = asResponse(answer);
		const { status, type } = response;
		const retryAfter = response.headers.get("retry-after") ?? "";
		const isReadable = type !== "error" && type !== "opaque";
		return isReadable && Number.isInteger(status) && typeof retryAfter === "string"
			? { response, status, retryAfter }
			: undefined;
	} catch {
		return undefined;
	}
}

/**
 * @param {any} answer
 * @returns {Response}
 */
function asResponse(answer) {
	if (answer instanceof Response) return answer;
	const { body, status, headers } = answer;
	if (typeof status !== "number") throw new TypeError("no status");
	return new Response(body, { status, headers });
}

/**
 * @param {Response} response
 * @param {number} maxBytes
 * @returns {Promise<string | undefined>} nothing if it is longer than `maxBytes`
 */
async function readText(response, maxBytes) {
	const { headers, body } = response;
	if (body === null) {
		return "";
	}
	// HTTP holds an uncompressed body to its declared length.
	const declared = headers.has("content-encoding") ? "" : (headers.get("content-length") ?? "");
	if (!/^\d+$/.test(declared)) {
		return readStream(body, maxBytes);
	}
	if (Number(declared) <= maxBytes) {
		return String(await response.text());
	}
	await body.cancel();
	return undefined;
}

/**
 * @param {ReadableStream<Uint8Array>} body
 * @param {number} maxBytes
 * @returns {Promise<string | undefined>}
 */
async function readStream(body, maxBytes) {
	const reader = body.getReader();
	const decoder = new TextDecoder();
	let text = "";
	let bytes = 0;
	for (;;) {
		const { done, value } = await reader.read();
		if (done) {
			return text + decoder.decode();
		}
		bytes += value.byteLength;
		if (bytes > maxBytes) {
			await reader.cancel();
			return undefined;
		}
		text += decoder.decode(value, { stream: true });
	}
}
