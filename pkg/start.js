// @ts-check

/**
 * The part of wasm-bindgen's glue that makes it work on an instance.
 * @typedef {{ __wbg_set_wasm(exports: WebAssembly.Exports): void }} Glue
 */

/**
 * Makes a compiled module run, with its glue. Synchronous, so that an entry which has the module at hand needs no
 * top-level await.
 *
 * @param {WebAssembly.Module} module
 * @param {WebAssembly.Imports} imports
 * @param {Glue} glue
 */
export function start(module, imports, glue) {
	connect(new WebAssembly.Instance(module, imports), glue);
}

/**
 * @param {WebAssembly.Instance} instance
 * @param {Glue} glue
 */
export function connect(instance, glue) {
	glue.__wbg_set_wasm(instance.exports);
	/** @type {any} */ (instance.exports).__wbindgen_start();
}
