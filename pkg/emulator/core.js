// @ts-check
// The emulator's wasm. `#emulator` is the file of wasm/emulator/ for the bundle's runtime.
import "../client/utf8.js";
import * as glue from "../dist/emulator/emulator_bg.js";
import { instantiate } from "#emulator";

let isStarted = false;

/** Creates an emulator. The first call starts the wasm. @param {string} options as JSON */
export function openCore(options) {
	if (!isStarted) {
		const exports = instantiate();
		glue.__wbg_set_wasm(exports);
		/** @type {any} */ (exports).__wbindgen_start();
		isStarted = true;
	}
	return new /** @type {typeof import("../dist/emulator/emulator.js")} */ (glue).Emulator(options);
}
