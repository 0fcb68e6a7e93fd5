// @ts-check
// One listener on a signal, however many calls share it: Node warns of a leak from the eleventh on.

/**
 * @typedef {object} Listening
 * @property {Set<() => void>} callbacks
 * @property {() => void} listener
 */

/** @type {WeakMap<AbortSignal, Listening>} */
const listening = new WeakMap();

/**
 * Calls back when the signal aborts. Throws what the signal throws, which may be anybody's object, and has then
 * remembered nothing.
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
		// Nobody is there to catch it, and the listener has nothing left to call.
	}
}
