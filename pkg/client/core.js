// @ts-check
// Values on their way into the wasm and texts on their way out; see `src/js/mod.rs`. The wasm's memory is read and written
// here and nowhere else.
// `#core` is the file of wasm/core/ that suits where the bundle runs.
import { decoder, encoder } from "./utf8.js";
import { encode, markIllFormed } from "./encode.js";
import * as glue from "../dist/core/core_bg.js";
import { instantiate } from "#core";

export { Ending, Method, Next } from "../dist/core/core_bg.js";

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
 */
export function pass(core, values) {
	const encoded = encode(values);
	const { nodes, count, text } = encoded;
	let input = inputOf(core, count, text.length);
	if (encoder.encodeInto(text, input.text).read < text.length) {
		// Other than ASCII takes more bytes than UTF-16 units, and may hold half a surrogate pair.
		const utf8 = encoder.encode(markIllFormed(encoded));
		input = inputOf(core, count, utf8.length);
		input.text.set(utf8);
		utf8.fill(0);
	}
	// For few words, this is quicker than a view of them.
	for (let at = 0; at < 2 * count; at += 1) words[input.nodesAt + at] = nodes[at] ?? 0;
}

/**
 * @param {glue.Core} core
 * @param {number} count of nodes
 * @param {number} length of the text in bytes
 */
function inputOf(core, count, length) {
	const nodesAt = core.input(count, length) / 4;
	const textAt = core.text_ptr();
	if (bytes.buffer !== memory.buffer) view();
	return { nodesAt, text: bytes.subarray(textAt, textAt + length) };
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
