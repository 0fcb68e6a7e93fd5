// @ts-check
// Interleaved rounds, in the runtime that runs the measured code.
import process from "node:process";
import { generator, shuffled } from "./random.mjs";

/** @typedef {(times: number) => unknown} Batch does its work `times` times; its result is awaited */
/** @typedef {{ rounds: number, roundMs: number }} Effort `roundMs`: how long each subject works in a round */

/**
 * The turns of each subject in a round. The order changes with each turn: a subject pays for the garbage of the one
 * before it, and a machine that slows down slows down all of them. Slow subjects take fewer turns.
 */
const TURNS = 8;

/** Compilers keep optimizing for a while, which also changes how many repetitions fit into a turn. */
const WARM_UP_TURNS = 60;

/** @typedef {() => number} Clock in milliseconds */

/**
 * Returns the CPU time of the process, compilers and garbage collectors included; time in which another process has the
 * machine does not count.
 *
 * @type {Clock}
 */
const worked = () => {
	const { user, system } = process.cpuUsage();
	return (user + system) / 1_000;
};

/** @type {Clock} */
export const passed = () => performance.now();

/** @typedef {{ name: string, batch: Batch, times: number }} Subject `times`: repetitions per turn */

/**
 * Measures the microseconds that each subject takes for one repetition: one value per round.
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
 * @param {Subject[]} subjects quick ones get more repetitions per turn
 * @param {number} roundMs
 * @returns {Promise<number>} the number of turns that fit into a round
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

/** Holds the work's result, so that no compiler can optimize the work away. */
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
 * Runs up to `concurrency` at once.
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
