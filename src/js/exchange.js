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
 * @typedef {{ kind: number, response?: Response, text?: string, error?: unknown }} Exchanged
 *
 * @typedef {{ url: string, method: string, headers: Record<string, string>, body: string }} Outgoing
 */

/**
 * Sends a request and reads its answer. Never rejects, and never takes longer than `timeoutMs`, whatever `fetch` does.
 *
 * @param {typeof fetch | undefined} customFetch
 * @param {string} url
 * @param {string} method
 * @param {Record<string, string>} headers
 * @param {string} body
 * @param {number} timeoutMs
 * @param {number} maxBytes
 * @param {AbortSignal | undefined} signal
 * @returns {Promise<Exchanged>}
 */
export function exchange(customFetch, url, method, headers, body, timeoutMs, maxBytes, signal) {
	return new Promise((resolve) => {
		if (signal?.aborted) {
			resolve({ kind: ABORTED });
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
			settle({ kind });
			controller.abort();
		};
		const onAbort = () => stop(ABORTED);
		const timer = setTimeout(stop, timeoutMs, TIMED_OUT);
		signal?.addEventListener("abort", onAbort);
		// A copy of the headers: a custom `fetch` may write into what it is given.
		const init = { method, headers: { ...headers }, body, redirect: /** @type {const} */ ("manual"), signal: controller.signal };
		roundTrip(customFetch, url, init, maxBytes).then(settle, (error) => settle({ kind: FAILED, error }));
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
	const response = asResponse(answer);
	if (response === undefined) {
		return { kind: NOT_A_RESPONSE };
	}
	const text = await readText(response, maxBytes);
	return text === undefined ? { kind: TOO_LARGE, response } : { kind: ANSWERED, response, text };
}

/**
 * The host's own `Response`: what only looks like one is made into one.
 *
 * @param {any} answer
 * @returns {Response | undefined}
 */
function asResponse(answer) {
	try {
		if (answer instanceof Response) {
			return answer.type === "error" || answer.type === "opaque" ? undefined : answer;
		}
		const { body, status, headers } = answer;
		return typeof status === "number" ? new Response(body, { status, headers }) : undefined;
	} catch {
		return undefined;
	}
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
	const declared = headers.has("content-encoding") ? null : headers.get("content-length");
	if (declared === null) {
		return readStream(body, maxBytes);
	}
	if (Number(declared) <= maxBytes) {
		return response.text();
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
