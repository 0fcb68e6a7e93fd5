// @ts-check

/**
 * The part of wasm-bindgen's glue that this file needs.
 * @typedef {{ __wbg_set_wasm(exports: WebAssembly.Exports): void }} Glue
 */

/**
 * Joins a compiled module to its glue. Synchronous, so that an entry which has the module at hand needs no
 * top-level await.
 *
 * @param {WebAssembly.Module} module
 * @param {string} name the file's stem: wasm-bindgen makes the wasm import its glue as `./<stem>_bg.js`
 * @param {Glue} glue
 */
export function start(module, name, glue) {
	connect(new WebAssembly.Instance(module, imports(name, glue)), glue);
}

/**
 * @param {string} name
 * @param {Glue} glue
 * @returns {WebAssembly.Imports}
 */
export function imports(name, glue) {
	return { [`./${name}_bg.js`]: /** @type {any} */ (glue) };
}

/**
 * @param {WebAssembly.Instance} instance
 * @param {Glue} glue
 */
export function connect(instance, glue) {
	glue.__wbg_set_wasm(instance.exports);
	/** @type {any} */ (instance.exports).__wbindgen_start();
}
