import { useLayoutEffect, useState } from "preact/hooks";

/**
 * Creates a store for a value that several views show.
 *
 * @template T
 * @param {T} value
 */
export function createStore(value) {
	/** @type {Set<() => void>} */
	const listeners = new Set();
	return {
		get: () => value,
		/** @param {T} next */
		set(next) {
			value = next;
			for (const listener of listeners) listener();
		},
		/** @param {() => void} listener */
		subscribe(listener) {
			listeners.add(listener);
			return () => {
				listeners.delete(listener);
			};
		},
	};
}

/**
 * Returns the store's value, and renders the component again when it changes.
 *
 * @template T
 * @param {ReturnType<typeof createStore<T>>} store
 */
export function useStore(store) {
	const [value, setValue] = useState(store.get());
	useLayoutEffect(() => {
		const read = () => setValue(store.get());
		read();
		return store.subscribe(read);
	}, [store]);
	return value;
}
