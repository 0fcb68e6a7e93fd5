// @ts-check
// What stands between people and wasm-bindgen's class, which believes whatever `this` it is given: a wrong one would be
// taken for an address in the wasm's memory.
import * as glue from "./dist/core/core_bg.js";
import { reserveAmpleStack } from "./stack.js";

const Core = glue.OutboundApps;

/** What wasm-bindgen's class has for its own use; all else are methods of the API. */
const INTERNAL = ["constructor", "free", "__destroy_into_raw"];

export class OutboundApps {
	/**
	 * Nothing once the client is disposed of.
	 * @type {any}
	 */
	#core;

	/** @param {import("./dist/core/core.js").OutboundAppsOptions} [options] */
	constructor(options) {
		reserveAmpleStack();
		this.#core = new Core(options);
	}

	static {
		for (const name of Object.getOwnPropertyNames(Core.prototype)) {
			if (!INTERNAL.includes(name)) define(name, method(name));
		}
		// Not every host has the symbol yet.
		if (Symbol.dispose) define(Symbol.dispose, dispose);

		/** @param {string} name */
		function method(name) {
			const { [name]: implementation } = /** @type {any} */ (Core.prototype);
			const methods = {
				async [name](/** @type {unknown[]} */ ...values) {
					const core = clientOf(this, name).#core;
					if (core === undefined) throw new TypeError(`${name} was called on a client that is disposed of`);
					reserveAmpleStack();
					return implementation.apply(core, values);
				},
			};
			return methods[name];
		}

		/** @this {unknown} */
		function dispose() {
			const client = clientOf(this, "dispose");
			const core = client.#core;
			client.#core = undefined;
			// Later, as it may be a getter of a value which the core is reading that asks for it.
			queueMicrotask(() => core?.free());
		}

		/**
		 * @param {any} value
		 * @param {string} name
		 * @returns {OutboundApps}
		 */
		function clientOf(value, name) {
			if (Object(value) === value && #core in value) return value;
			throw new TypeError(`${name} was called on something that is no OutboundApps, such as a copy or a proxy of one`);
		}

		/**
		 * @param {PropertyKey} name
		 * @param {unknown} value
		 */
		function define(name, value) {
			Object.defineProperty(OutboundApps.prototype, name, { value, configurable: true, writable: true });
		}
	}
}
