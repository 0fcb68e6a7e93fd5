// @ts-check
// Passes values to the wasm and takes texts from it; see `src/js/mod.rs`. Only this file reads and writes the wasm's
// memory. `cargo xtask build` generates `../dist/core/core_bg.js` from `src/js` and `src/protocol/registry.rs`.
// `xtask/bundle/main.mjs` maps `#core` to a file of `pkg/wasm/core` for each bundle.
import { decoder, encoder } from "./utf8.js";
import { encode, markIllFormed } from "./encode.js";
import * as glue from "../dist/core/core_bg.js";
import { instantiate } from "#core";

export { Ending, Method, Next } from "../dist/core/core_bg.js";

/** @type {WebAssembly.Memory} */
let memory;
let bytes = new Uint8Array(0);
let words = new Uint32Array(0);

/** The core's side of a client. The first one starts the wasm, so an unused import costs nothing. */
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
 * Passes the arguments of the core's function that is called next.
 *
 * @param {glue.Core} core
 * @param {unknown[]} values
 */
export function pass(core, values) {
	const encoded = encode(values);
	const { nodes, count, text } = encoded;
	let input = inputOf(core, count, text.length);
	if (encoder.encodeInto(text, input.text).read < text.length) {
		// Text beyond ASCII takes more bytes than UTF-16 units, and may hold half a surrogate pair.
		const utf8 = encoder.encode(markIllFormed(encoded));
		input = inputOf(core, count, utf8.length);
		input.text.set(utf8);
		utf8.fill(0);
	}
	// For few words, this is faster than a view of them.
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
 * Takes the output of the core's last function.
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

/** Renews the views: memory that grew has a new buffer. */
function view() {
	bytes = new Uint8Array(memory.buffer);
	words = new Uint32Array(memory.buffer);
}
