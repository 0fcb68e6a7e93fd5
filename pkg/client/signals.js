// @ts-check
// Adds one listener to a signal, however many calls share it: Node warns of a leak from the eleventh on.

/**
 * @typedef {object} Listening
 * @property {Set<() => void>} callbacks
 * @property {() => void} listener
 */

/** @type {WeakMap<AbortSignal, Listening>} */
const listening = new WeakMap();

/**
 * Calls back when the signal aborts. A signal may be any object: if its `addEventListener` throws, throws the same
 * error and registers nothing.
 *
 * @param {AbortSignal} signal
 * @param {() => void} callback
 */
export function onAbort(signal, callback) {
	const known = listening.get(signal);
	if (known !== undefined) {
		known.callbacks.add(callback);
		return;
	}
	const callbacks = new Set([callback]);
	const listener = () => {
		for (const callback of [...callbacks]) callback();
	};
	listening.set(signal, { callbacks, listener });
	try {
		signal.addEventListener("abort", listener);
	} catch (error) {
		listening.delete(signal);
		throw error;
	}
}

/**
 * @param {AbortSignal} signal
 * @param {() => void} callback
 */
export function offAbort(signal, callback) {
	const known = listening.get(signal);
	if (!known?.callbacks.delete(callback) || known.callbacks.size > 0) return;
	listening.delete(signal);
	try {
		signal.removeEventListener("abort", known.listener);
	} catch {
		// No caller could handle this error, and the listener has no callbacks left.
	}
}
