// @ts-check
// Statistics of pooled rounds. Ratios are taken within a round, where both sides had the same machine.

import { generator } from "../inside/random.mjs";

/** @typedef {{ middle: number, low: number, high: number }} Estimate the median and its 95 % interval of resamples */

const RESAMPLES = 2_000;

/** @param {number[]} values */
export function median(values) {
	const sorted = Float64Array.from(values).sort();
	const half = sorted.length >> 1;
	return sorted.length % 2 === 1 ? at(sorted, half) : (at(sorted, half - 1) + at(sorted, half)) / 2;
}

/**
 * Returns the median, with its bootstrap 95 % interval (percentile method).
 *
 * @param {number[]} values
 * @returns {Estimate}
 */
export function estimate(values) {
	return { middle: median(values), ...interval(values.length, (pick) => median(pick(values))) };
}

/**
 * Fits the exponent of a power law by least squares to the logarithms; its interval comes from resampled rounds.
 *
 * @param {number[]} sizes
 * @param {number[][]} times for each size, one value per round
 * @returns {Estimate}
 */
export function exponent(sizes, times) {
	const rounds = Math.min(...times.map((values) => values.length));
	const fitted = (/** @type {<T>(values: T[]) => T[]} */ pick) =>
		slope(
			sizes,
			times.map((values) => median(pick(values))),
		);
	return { middle: fitted((values) => values), ...interval(rounds, fitted) };
}

/**
 * @param {number[]} sizes
 * @param {number[]} times
 */
function slope(sizes, times) {
	const [x, y] = [sizes.map(Math.log), times.map(Math.log)];
	const [middleX, middleY] = [mean(x), mean(y)];
	const deviations = x.map((value) => value - middleX);
	const covariance = sum(deviations.map((deviation, index) => deviation * (at(y, index) - middleY)));
	return covariance / sum(deviations.map((deviation) => deviation * deviation));
}

/**
 * @param {number} count of rounds
 * @param {(pick: <T>(values: T[]) => T[]) => number} statistic
 */
function interval(count, statistic) {
	const random = generator(count);
	const resampled = Array.from({ length: RESAMPLES }, () => {
		const rounds = Array.from({ length: count }, () => Math.floor(random() * count));
		return statistic((values) => rounds.map((round) => at(values, round)));
	}).sort((left, right) => left - right);
	return { low: at(resampled, RESAMPLES * 0.025), high: at(resampled, RESAMPLES * 0.975 - 1) };
}

const sum = (/** @type {number[]} */ values) => values.reduce((total, value) => total + value, 0);
const mean = (/** @type {number[]} */ values) => sum(values) / values.length;

/**
 * @template T
 * @param {ArrayLike<T>} values
 * @param {number} index
 */
function at(values, index) {
	return /** @type {T} */ (values[index]);
}
