// @ts-check
// The wasm that decides; see `src/tokens/mod.rs`. It is started when the first decision is due: edge workers forbid random
// numbers while they load the code. `#tokens` is the file of wasm/tokens/ that suits where the bundle runs.
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
	// No character of JavaScript's takes more than three bytes.
	const most = text.length * 3;
	const place = decisions().input(most);
	return encoder.encodeInto(text, new Uint8Array(memory.buffer, place, most)).written;
}

/**
 * What stands for a bearer in a key: 128 bits of a keyed hash, of which nobody comes back to the bearer.
 *
 * @param {string} bearer
 */
export function digest(bearer) {
	const decide = decisions();
	decide.hash(write(bearer));
	return `${decide.hash_part(0)}.${decide.hash_part(1)}.${decide.hash_part(2)}.${decide.hash_part(3)}`;
}

/**
 * Classifies an error, which may come from anywhere.
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
 * Whether a request that was sent this long ago counts as lost.
 *
 * @param {number} ageMs
 */
export function isLost(ageMs) {
	decisions();
	return glue.is_lost(ageMs);
}

/**
 * How long to wait before the next attempt.
 *
 * @param {number} attempt from 0
 * @param {any} error what the last one failed with
 */
export function waitMs(attempt, error) {
	const { retryAfterMs } = error ?? {};
	decisions();
	return glue.wait_ms(attempt, typeof retryAfterMs === "number" ? retryAfterMs : 0, Math.random());
}
