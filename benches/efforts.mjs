// @ts-check
// How often each measurement runs.

/**
 * @typedef {object} Effort
 * @property {number} processes run one after another; their rounds are pooled
 * @property {number} rounds per process
 * @property {number} roundMs how long each subject works in a round
 * @property {number} starts rounds of cold starts
 * @property {{ rounds: number, creates: number }} loopback `creates` in total, divided into `rounds`
 * @property {{ validations: number, creates: number }} memory how often each runs
 */

/** @type {Effort} */
export const WHOLE = {
	processes: 3,
	rounds: 40,
	roundMs: 24,
	starts: 25,
	loopback: { rounds: 20, creates: 10_000 },
	memory: { validations: 1_000_000, creates: 100_000 },
};

/** @type {Effort} */
export const QUICK = {
	processes: 1,
	rounds: 12,
	roundMs: 8,
	starts: 6,
	loopback: { rounds: 8, creates: 2_000 },
	memory: { validations: 100_000, creates: 20_000 },
};
