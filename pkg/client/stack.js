// @ts-check
// The host's error for a stack that is full must not be thrown in the midst of wasm: the instance would stay as it is at
// that moment, with the stack of its own not unwound.

/** What the core needs at the most for any value, and twice that: 5 KB. */
const FRAMES = 30;

/** Throws the host's error now, unless there is room. */
export function reserveStack() {
	fill(FRAMES, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
}

/**
 * So many frames of some 170 bytes. One frame of as many words would not do: SpiderMonkey does not look whether there is
 * room for it.
 *
 * @type {(frames: number, ...words: number[]) => number}
 */
const fill = (frames, a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p) =>
	frames > 0 ? fill(frames - 1, a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p) + 1 : 0;
