// @ts-check
// Makes a row of the table from the samples of rounds.
import { estimate, median } from "../lib/statistics.mjs";

/** @typedef {Record<string, number[]>} Samples for each subject, one value per round */
/** @typedef {(of: (subject: string) => number) => number} Of computes a value from the subjects' values of one round */

/**
 * @param {Samples} samples
 * @param {object} row
 * @param {string} row.id
 * @param {string} row.runtime
 * @param {string} row.subject
 * @param {string} row.peer
 * @param {string} [row.unit]
 * @param {Of} own
 * @param {Of} other
 * @returns {import("../run.mjs").Row}
 */
export function compare(samples, row, own, other) {
	const count = Math.min(...Object.values(samples).map(({ length }) => length));
	const rounds = Array.from(
		{ length: count },
		(_, nth) => (/** @type {string} */ subject) => samples[subject]?.[nth] ?? Number.NaN,
	);
	return {
		unit: "µs",
		...row,
		value: median(rounds.map(own)),
		peerValue: median(rounds.map(other)),
		ratio: estimate(rounds.map((round) => own(round) / other(round))),
	};
}

/**
 * Pools the rounds of several processes: each lays out its memory and compiles its code anew.
 *
 * @param {number} processes
 * @param {() => Promise<Samples>} run
 */
export async function pooled(processes, run) {
	/** @type {Samples} */
	const all = {};
	for (let nth = 0; nth < processes; nth += 1) {
		for (const [subject, samples] of Object.entries(await run())) {
			all[subject] = [...(all[subject] ?? []), ...samples];
		}
	}
	return all;
}
