// @ts-check
// One round trip with the host's `fetch`, as one promise. The core interprets the outcome.
import { readAnswer } from "./answer.js";
import { Ending } from "./core.js";
import { isOfNext, takesNoStore } from "./host.js";
import { offAbort, onAbort } from "./signals.js";

export { ANSWERED } from "./answer.js";

/** @typedef {import("./answer.js").Outcome} Outcome */

/** The kind of an outcome when the signal aborted. */
export const ABORTED = -2;

const NO_FETCH = "this environment has no fetch; give the client one: new OutboundApps({ fetch })";

/**
 * Sends a request and reads its answer. Never rejects, and never takes longer than its `timeoutMs`, whatever `fetch`
 * does.
 *
 * @param {import("./call.js").Client} client
 * @param {import("./call.js").Request} request
 * @param {AbortSignal | undefined} signal
 * @returns {Promise<Outcome>}
 */
export function exchange(client, request, signal) {
	return new Promise((resolve) => {
		if (signal?.aborted) {
			resolve({ kind: ABORTED, status: 0 });
			return;
		}
		const controller = new AbortController();
		const reading = { isStopped: false, cancel: () => {} };
		/** @param {Outcome} ending */
		const settle = (ending) => {
			resolve(ending);
			clearTimeout(timer);
			if (signal !== undefined) offAbort(signal, aborted);
		};
		const stop = (/** @type {number | undefined} */ kind) => {
			settle({ kind: kind ?? ABORTED, status: 0 });
			reading.isStopped = true;
			reading.cancel();
			controller.abort();
		};
		const aborted = () => stop(ABORTED);
		const fail = (/** @type {unknown} */ error) =>
			settle({ kind: isOfNext(error) ? ABORTED : Ending.Unreachable, status: 0, error });
		const timer = setTimeout(stop, request.timeoutMs, Ending.TimedOut);
		try {
			if (signal !== undefined) onAbort(signal, aborted);
		} catch (error) {
			fail(error);
			return;
		}
		roundTrip(client, initOf(client, request, controller.signal), request.url, reading).then(settle, fail);
	});
}

/**
 * @param {import("./call.js").Client} client
 * @param {import("./call.js").Request} request
 * @param {AbortSignal} signal
 * @returns {RequestInit}
 */
function initOf(client, { method, body, authorization }, signal) {
	// A copy of the headers: a custom `fetch` may write into what it is given.
	const headers = authorization === undefined ? { ...client.headers } : { ...client.headers, authorization };
	/** @type {RequestInit} */
	const init = { method, headers, body, redirect: "manual", signal };
	// Next.js 14 caches every answer for ever without this option.
	if (takesNoStore()) init.cache = "no-store";
	return init;
}

/**
 * @param {import("./call.js").Client} client
 * @param {RequestInit} init
 * @param {string} url
 * @param {import("./answer.js").Reading} reading
 * @returns {Promise<Outcome>}
 */
async function roundTrip({ fetch: customFetch, maxResponseBytes }, init, url, reading) {
	// Looks the global up at each call: tests and tracers replace it.
	if (customFetch === undefined && typeof fetch !== "function") throw new TypeError(NO_FETCH);
	const given = await (customFetch ? customFetch(url, init) : fetch(url, init));
	return readAnswer(given, maxResponseBytes, reading);
}

/**
 * Waits until the time is over or the signal aborts.
 *
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
 * Waits until the work, which must not reject, settles or the signal aborts.
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
		const settle = (/** @type {boolean} */ isAborted) => {
			if (signal !== undefined) offAbort(signal, aborted);
			resolve(isAborted);
		};
		const aborted = () => settle(true);
		work.then(() => settle(false));
		try {
			if (signal !== undefined) onAbort(signal, aborted);
		} catch {
			// Ignores signals whose addEventListener throws.
		}
	});
}
