// @ts-check
// The host's error for a stack that is full must not be thrown in the midst of wasm: the instance would stay as it is at
// that moment, with the stack of its own not unwound.

/** Twice the most that the core needs for any value: 5 KB. */
const CORE = 30;

/** Enough to walk a value through all its levels, and for V8 to compile at the first call: 40 KB. */
const ALL_LEVELS = 260;

/** Throws the host's error now, unless there is room for the core, and for values of few levels. */
export function reserveStack() {
	fill(CORE, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
}

/** The same for values of any depth. */
export function reserveAmpleStack() {
	fill(ALL_LEVELS, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
}

/**
 * So many frames of some 170 bytes. One frame of as many words would not do: SpiderMonkey does not look whether there is
 * room for it.
 *
 * @type {(frames: number, ...words: number[]) => number}
 */
const fill = (frames, a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p) =>
	frames > 0 ? fill(frames - 1, a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p) + 1 : 0;
