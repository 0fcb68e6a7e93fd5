// @ts-check
// The host's error for a stack that is full must not be thrown in the midst of wasm: the instance would stay as it is at
// that moment, with the stack of its own not unwound, and locked for good if it was about to start a call.

/** What the core needs at the most for any value, and twice that: 5 KB. */
const CORE = 30;

/** V8 wants 40 KB to be free where it compiles a function at its first call, and the core calls many of JavaScript's. */
const CORE_AND_HOST = 260;

/** Throws the host's error now, unless there is room for what only computes, and may be called again if it does not end. */
export function reserveStack() {
	fill(CORE, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
}

/** The same for what must end once it has begun. */
export function reserveAmpleStack() {
	fill(CORE_AND_HOST, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
}

/**
 * So many frames of some 170 bytes. One frame of as many words would not do: SpiderMonkey does not look whether there is
 * room for it.
 *
 * @type {(frames: number, ...words: number[]) => number}
 */
const fill = (frames, a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p) =>
	frames > 0 ? fill(frames - 1, a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p) + 1 : 0;
