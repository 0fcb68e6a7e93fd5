// @ts-check
// Texts on their way into the wasm and out of it; see `src/js/mod.rs` for what is said. The wasm's memory is read and
// written here and nowhere else.
// `#core` is the file of wasm/core/ that suits where the bundle runs.
import { decoder, encoder } from "./utf8.js";
import * as glue from "../dist/core/core_bg.js";
import { instantiate } from "#core";

export { Lost, Method } from "../dist/core/core_bg.js";

/** A longer text is measured before room is made for it. */
const SHORT = 20_000;

/** @type {WebAssembly.Memory} */
let memory;
let bytes = new Uint8Array(0);

/** The core's side of a client. The first one starts the wasm: an import that nothing is called of costs nothing. */
export class Core extends glue.Core {
	constructor() {
		memory ??= start();
		super();
	}
}

function start() {
	const exports = instantiate();
	glue.__wbg_set_wasm(exports);
	/** @type {any} */ (exports).__wbindgen_start();
	return /** @type {WebAssembly.Memory} */ (exports.memory);
}

/**
 * Writes a text into the core's inbox.
 *
 * @param {glue.Core} core
 * @param {string} text
 * @returns {number} its length in bytes
 */
export function write(core, text) {
	if (text.length > SHORT) {
		const long = encoder.encode(text);
		const place = core.room(long.length);
		view().set(long, place);
		long.fill(0);
		return long.length;
	}
	// No character of JavaScript's takes more than three bytes.
	const most = text.length * 3;
	const place = core.room(most);
	return encoder.encodeInto(text, view().subarray(place, place + most)).written;
}

/**
 * Takes in what the core says.
 *
 * @param {glue.Core} core
 * @returns {any}
 */
export function listen(core) {
	const place = core.said_at();
	const said = decoder.decode(view().subarray(place, place + core.said_length()));
	core.hush();
	return JSON.parse(said);
}

/** Memory that grew is another buffer. */
function view() {
	if (bytes.buffer !== memory.buffer) bytes = new Uint8Array(memory.buffer);
	return bytes;
}
