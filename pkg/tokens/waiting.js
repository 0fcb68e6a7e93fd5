// @ts-check
// Waits that a signal can abort.
import { offAbort, onAbort } from "../client/signals.js";

/** The longest delay of a timer, which fires at once for a longer one. */
const LONGEST_MS = 2 ** 31 - 1;

/**
 * Waits for a shared promise. An abort ends only this wait.
 *
 * @template T
 * @param {Promise<T>} promise
 * @param {AbortSignal | null | undefined} signal
 * @returns {Promise<T>}
 */
export function join(promise, signal) {
	// Each caller gets its own promise, so that the host reports a rejection that this caller does not handle.
	if (signal === undefined || signal === null) return promise.then((value) => value);
	return new Promise((resolve, reject) => {
		if (signal.aborted) return reject(signal.reason);
		const abort = () => reject(signal.reason);
		onAbort(signal, abort);
		promise.then(resolve, reject).then(() => offAbort(signal, abort));
	});
}

/**
 * @param {number} ms
 * @param {AbortSignal | null | undefined} signal
 * @returns {Promise<void>}
 */
export function sleep(ms, signal) {
	/** @type {ReturnType<typeof setTimeout>} */
	let timer;
	/** @type {Promise<void>} */
	const elapsed = new Promise((resolve) => {
		timer = setTimeout(resolve, Math.min(ms, LONGEST_MS));
	});
	return join(elapsed, signal).finally(() => clearTimeout(timer));
}
