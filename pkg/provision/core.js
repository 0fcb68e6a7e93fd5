// @ts-check
// The core in wasm; see `src/provision/mod.rs`. `#provision` is the file of wasm/provision/ for the bundle's runtime.
import * as glue from "../dist/provision/provision_bg.js";
import { instantiate } from "#provision";
import { encode } from "./encode.js";

export const { Question } = glue;

let isStarted = false;

/**
 * Calls the core with some values and parses its answer, which may contain secrets.
 *
 * @param {import("../dist/provision/provision.js").Question} question
 * @param {unknown[]} values
 * @returns {any}
 */
export function ask(question, ...values) {
	if (!isStarted) {
		const exports = instantiate();
		glue.__wbg_set_wasm(exports);
		/** @type {any} */ (exports).__wbindgen_start();
		isStarted = true;
	}
	const { words, text } = encode(values);
	return JSON.parse(glue.answer(question, words, text));
}
