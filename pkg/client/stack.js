// @ts-check
// A stack overflow must not happen inside wasm: the instance would keep the state of that moment, and its own stack
// would not be unwound.

/** Twice the stack that the core needs for any value: 5 KB. */
const CORE = 30;

/** Enough to walk a value of any depth, and for V8 to compile at the first call: 40 KB. */
const ALL_LEVELS = 260;

/** Throws the host's error now, unless the stack has space for the core, and for values of few levels. */
export function reserveStack() {
	fill(CORE, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
}

/** Throws the host's error now, unless the stack has space for values of any depth. */
export function reserveAmpleStack() {
	fill(ALL_LEVELS, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
}

/**
 * Fills the stack with this many frames of some 170 bytes. One large frame would not do: SpiderMonkey does not check
 * whether the stack has space for it.
 *
 * @type {(frames: number, ...words: number[]) => number}
 */
const fill = (frames, a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p) =>
	frames > 0 ? fill(frames - 1, a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p) + 1 : 0;
