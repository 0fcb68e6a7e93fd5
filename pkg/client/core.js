// @ts-check
// Values on their way into the wasm and texts on their way out; see `src/js/mod.rs`. The wasm's memory is read and written
// here and nowhere else.
// `#core` is the file of wasm/core/ that suits where the bundle runs.
import { decoder, encoder } from "./utf8.js";
import { encode, markIllFormed } from "./encode.js";
import * as glue from "../dist/core/core_bg.js";
import { instantiate } from "#core";

export { Ending, Method, Next } from "../dist/core/core_bg.js";

/** A longer text is measured before there is made room for it. */
const SHORT = 20_000;

/** No UTF-16 unit takes more bytes. */
const MOST_BYTES = 3;

/** @type {WebAssembly.Memory} */
let memory;
let bytes = new Uint8Array(0);
let words = new Uint32Array(0);

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
 * Passes the arguments of the function of the core's that is called next.
 *
 * @param {glue.Core} core
 * @param {unknown[]} values
 * @returns {number} the length of their text in bytes, which that function takes
 */
export function pass(core, values) {
	const encoded = encode(values);
	const { nodes, count, text } = encoded;
	const long = text.length > SHORT ? longText(encoded) : undefined;
	const length = long?.length ?? text.length * MOST_BYTES;
	const nodesAt = core.input(count, length) / 4;
	const textAt = core.text_ptr();
	if (bytes.buffer !== memory.buffer) view();
	const room = bytes.subarray(textAt, textAt + length);
	let written = length;
	if (long !== undefined) {
		room.set(long);
		long.fill(0);
	} else {
		({ written } = encoder.encodeInto(text, room));
		// Other than ASCII takes more bytes than UTF-16 units, and may hold half a surrogate pair.
		if (written > text.length) ({ written } = encoder.encodeInto(markIllFormed(encoded), room));
	}
	// For few words, this is quicker than a view of them.
	for (let at = 0; at < 2 * count; at += 1) words[nodesAt + at] = nodes[at] ?? 0;
	return written;
}

/**
 * The text is encoded before it is looked at piece by piece: WebKit would look for each piece in all that it was joined of.
 *
 * @param {import("./encode.js").Encoded} encoded
 * @returns {Uint8Array}
 */
function longText(encoded) {
	const long = encoder.encode(encoded.text);
	if (long.length === encoded.text.length) return long;
	long.fill(0);
	return encoder.encode(markIllFormed(encoded));
}

/**
 * Takes the text that the core's last function has left.
 *
 * @param {glue.Core} core
 * @returns {string}
 */
export function takeOutput(core) {
	const start = core.output_ptr();
	if (bytes.buffer !== memory.buffer) view();
	const text = decoder.decode(bytes.subarray(start, start + core.output_length()));
	core.clear_output();
	return text;
}

/** Memory that grew is another buffer. */
function view() {
	bytes = new Uint8Array(memory.buffer);
	words = new Uint32Array(memory.buffer);
}
