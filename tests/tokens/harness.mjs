// @ts-check
// Time, randomness and timers from a seed: the same seed gives the same run. While a harness is open, it replaces the
// host's own; nothing else may run meanwhile.

const host = {
	now: Date.now,
	steady: performance.now,
	random: Math.random,
	setTimeout: globalThis.setTimeout,
	clearTimeout: globalThis.clearTimeout,
};

const { setImmediate } = globalThis;

/** The time at which a test begins: so late that no clock jump makes it negative. */
const START_MS = 1_800_000_000_000;

export class Harness {
	/** The server's time, which is always correct. */
	time = START_MS;
	/** How far the wall clock of the cache's machine is ahead. */
	skew = 0;
	/** How long that machine has slept; its monotonic clock stood still. */
	slept = 0;
	#state;
	/** @type {{ at: number, id: number, run: () => void }[]} */
	#timers = [];
	#id = 0;

	/** @param {number} seed */
	constructor(seed) {
		this.#state = (seed + 1) * 0x9e3779b9;
	}

	/** Returns a number in [0, 1): mulberry32. */
	random = () => {
		this.#state = (this.#state + 0x6d2b79f5) | 0;
		let mixed = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
		mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
	};

	/** @param {number} most */
	below(most) {
		return Math.floor(this.random() * most);
	}

	/** @template T @param {readonly T[]} items @returns {T} */
	pick(items) {
		return /** @type {T} */ (items[this.below(items.length)]);
	}

	/** @param {number} probability */
	chance(probability) {
		return this.random() < probability;
	}

	get steady() {
		return this.time - START_MS - this.slept;
	}

	open() {
		Date.now = () => this.time + this.skew;
		performance.now = () => this.steady;
		Math.random = this.random;
		globalThis.setTimeout = /** @type {any} */ ((/** @type {() => void} */ run, ms = 0) => this.after(ms, run));
		globalThis.clearTimeout = /** @type {any} */ (
			(/** @type {number} */ id) => {
				this.#timers = this.#timers.filter((timer) => timer.id !== id);
			}
		);
	}

	close() {
		Date.now = host.now;
		performance.now = host.steady;
		Math.random = host.random;
		globalThis.setTimeout = host.setTimeout;
		globalThis.clearTimeout = host.clearTimeout;
	}

	/** @param {number} ms @param {() => void} run */
	after(ms, run) {
		this.#id += 1;
		this.#timers.push({ at: this.time + Math.max(0, ms), id: this.#id, run });
		return this.#id;
	}

	/** Advances the time, and runs the timers that are due, in order. @param {number} ms */
	async pass(ms) {
		const end = this.time + ms;
		for (;;) {
			await settled();
			const due = this.#timers.filter(({ at }) => at <= end).sort((a, b) => a.at - b.at || a.id - b.id)[0];
			if (due === undefined) break;
			this.#timers = this.#timers.filter((timer) => timer !== due);
			this.time = Math.max(this.time, due.at);
			due.run();
		}
		this.time = end;
		await settled();
	}
}

/** Waits until promise callbacks have run. */
const settled = () => new Promise((resolve) => setImmediate(resolve));
