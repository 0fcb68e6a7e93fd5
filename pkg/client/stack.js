// @ts-check
// The host's error for a stack that is full must not be thrown in the midst of wasm: the instance would stay as it is at
// that moment, with the stack of its own not unwound.

/** What the core needs at the most for any value, and twice that: 4 KB. */
const ROOM = new Array(500).fill(0);

/** Throws the host's error now, unless there is room. */
export function reserveStack() {
	nothing(...ROOM);
}

/** @type {(...words: number[]) => void} */
function nothing() {}
