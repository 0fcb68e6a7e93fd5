// @ts-check
// Waits that end when a signal says so.
import { offAbort, onAbort } from "../client/signals.js";

/** A timer for longer fires at once. */
const LONGEST_MS = 2 ** 31 - 1;

/**
 * Waits for a promise that others wait for as well. An abort ends this wait and no other.
 *
 * @template T
 * @param {Promise<T>} promise
 * @param {AbortSignal | null | undefined} signal
 * @returns {Promise<T>}
 */
export function join(promise, signal) {
	// A promise of one's own, so that a rejection that this caller forgets is reported.
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
