// @ts-check
// Interleaved rounds, in whatever runtime the measured code runs in.
import process from "node:process";
import { generator, shuffled } from "./random.mjs";

/** @typedef {(times: number) => unknown} Batch does its work so many times; what it answers is awaited */
/** @typedef {{ rounds: number, roundMs: number }} Effort `roundMs`: how long each subject works in a round */

/**
 * In each round the subjects take turns so often, in another order each time: whoever comes next pays for the garbage of
 * the one before, and a machine that slows down slows down all of them. What takes long takes fewer turns.
 */
const TURNS = 8;

/** Compilers change their minds for a while, and so does how many times fit into a turn. */
const WARM_UP_TURNS = 60;

/** @typedef {() => number} Clock in milliseconds */

/**
 * What the process has worked, its compilers and garbage collectors included: another process that takes the machine
 * away for a while does not count.
 *
 * @type {Clock}
 */
const worked = () => {
	const { user, system } = process.cpuUsage();
	return (user + system) / 1_000;
};

/** @type {Clock} */
export const passed = () => performance.now();

/** @typedef {{ name: string, batch: Batch, times: number }} Subject `times`: how much it does in a turn */

/**
 * Microseconds of work that each subject takes for one piece of it: a value a round.
 *
 * @param {Record<string, Batch>} subjects
 * @param {Effort} effort
 */
export async function measure(subjects, { rounds, roundMs }) {
	const running = Object.entries(subjects).map(([name, batch]) => ({ name, batch, times: 1 }));
	const turns = await warmUp(running, roundMs);
	return interleaved(running, rounds, turns, worked);
}

/**
 * @param {Subject[]} subjects those that are quick get more to do in a turn
 * @param {number} roundMs
 * @returns {Promise<number>} how many turns fit into a round
 */
async function warmUp(subjects, roundMs) {
	let longest = 0;
	for (let turn = 0, spent = 0; turn < WARM_UP_TURNS && spent < TURNS * roundMs * subjects.length; turn += 1) {
		longest = 0;
		for (const subject of subjects) {
			const ms = await timed(subject, worked);
			longest = Math.max(longest, ms / subject.times);
			spent += ms;
			subject.times = Math.max(1, Math.round(subject.times * Math.min(20, roundMs / TURNS / Math.max(ms, 0.001))));
		}
	}
	return Math.min(TURNS, Math.max(1, Math.round(roundMs / longest)));
}

/**
 * @param {Subject[]} subjects
 * @param {number} rounds
 * @param {number} turns in a round
 * @param {Clock} clock
 */
export async function interleaved(subjects, rounds, turns, clock) {
	const random = generator(subjects.length);
	const samples = /** @type {Record<string, number[]>} */ ({});
	for (let round = 0; round < rounds; round += 1) {
		const running = subjects.map((subject) => ({ ...subject, ms: 0 }));
		for (let turn = 0; turn < turns; turn += 1) {
			for (const subject of shuffled(running, random)) subject.ms += await timed(subject, clock);
		}
		for (const { name, ms, times } of running) {
			samples[name] = [...(samples[name] ?? []), (ms * 1_000) / (times * turns)];
		}
	}
	return samples;
}

/**
 * @param {Subject} subject
 * @param {Clock} clock
 */
async function timed({ batch, times }, clock) {
	const start = clock();
	await batch(times);
	return clock() - start;
}

/** What the work made goes here, so that no compiler can leave the work out. */
export let last = /** @type {unknown} */ (undefined);

/**
 * @param {() => unknown} work
 * @returns {Batch}
 */
export function repeated(work) {
	return (times) => {
		for (let nth = 0; nth < times; nth += 1) last = work();
	};
}

/**
 * One at a time.
 *
 * @param {() => Promise<unknown>} work
 * @returns {Batch}
 */
export function repeatedAsync(work) {
	return async (times) => {
		for (let nth = 0; nth < times; nth += 1) last = await work();
	};
}

/**
 * So many at once, as long as there are any.
 *
 * @param {() => Promise<unknown>} work
 * @param {number} concurrency
 * @returns {Batch}
 */
export function concurrent(work, concurrency) {
	return async (times) => {
		let left = times;
		const worker = async () => {
			while (left > 0) {
				left -= 1;
				last = await work();
			}
		};
		await Promise.all(Array.from({ length: Math.min(concurrency, times) }, worker));
	};
}
