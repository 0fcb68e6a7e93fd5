// @ts-check
// The decisions of the cache, in wasm; see `src/tokens/mod.rs`. The first decision starts the wasm, because edge
// workers provide no random numbers while they load the code. `#tokens` is the file of wasm/tokens/ for the bundle's
// runtime.
import { encoder } from "../client/utf8.js";
import * as glue from "../dist/tokens/tokens_bg.js";
import { instantiate } from "#tokens";

/** @typedef {import("../dist/tokens/tokens.js").Decisions} Decisions */

/** @type {Decisions | undefined} */
let started;

/** @type {WebAssembly.Memory} */
let memory;

/** @returns {Decisions} */
export function decisions() {
	started ??= start();
	return started;
}

function start() {
	const exports = instantiate();
	glue.__wbg_set_wasm(exports);
	/** @type {any} */ (exports).__wbindgen_start();
	memory = /** @type {WebAssembly.Memory} */ (exports.memory);
	const [first = 0n, second = 0n] = crypto.getRandomValues(new BigUint64Array(2));
	const { Decisions } = /** @type {typeof import("../dist/tokens/tokens.js")} */ (glue);
	return new Decisions(first, second);
}

/** @param {string} text */
function write(text) {
	// A UTF-16 code unit takes at most three bytes of UTF-8.
	const most = text.length * 3;
	const place = decisions().input(most);
	return encoder.encodeInto(text, new Uint8Array(memory.buffer, place, most)).written;
}

/**
 * Hashes a bearer for a key: 128 bits of a keyed hash, from which the bearer cannot be recovered.
 *
 * @param {string} bearer
 */
export function digest(bearer) {
	const decide = decisions();
	decide.hash(write(bearer));
	return `${decide.hash_part(0)}.${decide.hash_part(1)}.${decide.hash_part(2)}.${decide.hash_part(3)}`;
}

/**
 * Classifies an error, which may be any thrown value.
 *
 * @param {any} error
 */
export function read(error) {
	const decide = decisions();
	const { code, status } = error ?? {};
	decide.read_failure(write(typeof code === "string" ? code : ""), typeof status === "number" ? status : 0);
	return decide;
}

/**
 * Returns whether a request of this age counts as lost.
 *
 * @param {number} ageMs
 */
export function isLost(ageMs) {
	decisions();
	return glue.is_lost(ageMs);
}

/**
 * Returns how long to wait before the next attempt, in milliseconds.
 *
 * @param {number} attempt from 0
 * @param {any} error the error of the last attempt
 */
export function waitMs(attempt, error) {
	const { retryAfterMs } = error ?? {};
	decisions();
	return glue.wait_ms(attempt, typeof retryAfterMs === "number" ? retryAfterMs : 0, Math.random());
}
