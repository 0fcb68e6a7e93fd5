// @ts-check

/**
 * The part of wasm-bindgen's glue that makes it work on an instance.
 * @typedef {{ __wbg_set_wasm(exports: WebAssembly.Exports): void }} Glue
 */

/**
 * Glue that has its instance. Two entries of the package may be imported in one process, and share the glue: a second
 * instance would take it away from objects that live in the first.
 *
 * @type {WeakSet<Glue>}
 */
const connected = new WeakSet();

/**
 * Makes a compiled module run, with its glue. Synchronous, so that an entry which has the module at hand needs no
 * top-level await.
 *
 * @param {WebAssembly.Module} module
 * @param {WebAssembly.Imports} imports
 * @param {Glue} glue
 */
export function start(module, imports, glue) {
	if (!connected.has(glue)) {
		connect(new WebAssembly.Instance(module, imports).exports, glue);
	}
}

/**
 * @param {WebAssembly.Exports} exports
 * @param {Glue} glue
 */
export function connect(exports, glue) {
	if (!connected.has(glue)) {
		connected.add(glue);
		glue.__wbg_set_wasm(exports);
		/** @type {any} */ (exports).__wbindgen_start();
	}
}
