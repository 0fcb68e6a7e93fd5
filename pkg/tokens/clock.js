// @ts-check
// Combines two clocks: the wall clock may be set back, and the monotonic clock may stop while a machine sleeps. A
// moment is past as soon as either clock has reached it.

/** @typedef {{ wall: number, steady: number }} Moment */

/** A moment that is always in the past. @type {Moment} */
export const NEVER = { wall: Number.NEGATIVE_INFINITY, steady: Number.NEGATIVE_INFINITY };

/** @returns {Moment} */
export const now = () => ({ wall: Date.now(), steady: performance.now() });

/**
 * @param {Moment} from
 * @param {number} ms
 * @returns {Moment}
 */
export const after = (from, ms) => ({ wall: from.wall + ms, steady: from.steady + ms });

/**
 * @param {Moment} one
 * @param {Moment} other
 * @returns {Moment}
 */
export const earlier = (one, other) => ({
	wall: Math.min(one.wall, other.wall),
	steady: Math.min(one.steady, other.steady),
});

/** @param {Moment} end */
export const isBefore = (end) => Date.now() < end.wall && performance.now() < end.steady;
