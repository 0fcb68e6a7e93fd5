// @ts-check

/**
 * Mulberry32: numbers in [0, 1), the same for the same seed.
 *
 * @param {number} seed
 */
export function generator(seed) {
	let state = seed;
	return () => {
		state = (state + 0x6d2b79f5) | 0;
		let mixed = Math.imul(state ^ (state >>> 15), state | 1);
		mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
	};
}

/**
 * @template T
 * @param {T[]} values
 * @param {() => number} random
 */
export function shuffled(values, random) {
	return values
		.map((value) => ({ value, place: random() }))
		.sort((left, right) => left.place - right.place)
		.map(({ value }) => value);
}
