// @ts-check
// Two clocks, as neither is enough: the time of day may be set back, and the other may stand still while a machine sleeps.
// What is good until a moment is good as long as both say so.

/** @typedef {{ wall: number, steady: number }} Moment */

/** No moment at all. @type {Moment} */
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
