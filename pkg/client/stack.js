// @ts-check
// The host's error for a stack that is full must not be thrown in the midst of wasm: the instance would stay as it is at
// that moment, with the stack of its own not unwound, and locked for good if it was about to start a call.

/** What the core needs at the most for any value, and twice that: 4 KB. */
const CORE = new Array(500).fill(0);

/** V8 wants 40 KB to be free where it compiles a function at its first call, and the core calls many of JavaScript's. */
const CORE_AND_HOST = new Array(6000).fill(0);

/** Throws the host's error now, unless there is room for what only computes, and may be called again if it does not end. */
export function reserveStack() {
	nothing(...CORE);
}

/** The same for what must end once it has begun. */
export function reserveAmpleStack() {
	nothing(...CORE_AND_HOST);
}

/** @type {(...words: number[]) => void} */
function nothing() {}
