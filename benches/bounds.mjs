// @ts-check
// What must hold, in each runtime by itself.

/**
 * @typedef {object} Bound
 * @property {string} id of what is measured
 * @property {string} [peer] what is bounded is the ratio to this one; without, the number itself
 * @property {"count" | "time"} kind a count is the same on every machine and is checked in CI; a time is checked by
 * `cargo xtask bench --check`
 * @property {number} [atMost]
 * @property {number} [atLeast]
 * @property {number} [aim] what is hoped for; nothing fails for it
 * @property {number} [held] where the bound is missed: what the number must not grow beyond until it is met
 */

/** @type {Bound[]} */
export const BOUNDS = [
	// All that a worker loads for the whole API: 45 KB of 1,000 bytes, each file compressed by itself with gzip -9.
	{ id: "size/worker/gzip", kind: "count", atMost: 45_000, aim: 40_000, held: 66_600 },

	// Against regressions: what `cargo xtask bench --only counts` prints, and 3 % for instructions, since another compiler
	// or C library counts a little differently. When a number falls, let its bound follow.
	{ id: "crossings/validate", kind: "count", atMost: 3 },
	{ id: "crossings/create", kind: "count", atMost: 10 },
	{ id: "allocations/validate", kind: "count", atMost: 5 },
	{ id: "allocations/create", kind: "count", atMost: 7 },
	{ id: "instructions/validate", kind: "count", atMost: 13_000, held: 28_500 },
	{ id: "instructions/create", kind: "count", atMost: 25_000, held: 43_900 },

	{ id: "cold", peer: "node-sdk", kind: "time", atMost: 0.1, aim: 0.05 },
	{ id: "create", peer: "node-sdk", kind: "time", atMost: 0.95, aim: 0.85 },
	{ id: "create", peer: "fetch", kind: "time", atMost: 1.25 },
	{ id: "list/1,000 apps", peer: "json()", kind: "time", atMost: 1.6, aim: 1.2 },
	{ id: "list/10,000 apps", peer: "json()", kind: "time", atMost: 1.6, aim: 1.2 },
	{ id: "validate/15 fields", peer: "zod", kind: "time", atMost: 1.7, aim: 1.3 },
	{ id: "check and serialize/15 fields", peer: "zod", kind: "time", atMost: 1 },
	{ id: "tokens/one token", kind: "time", atMost: 0.5 },
	{ id: "loopback/1", peer: "fetch", kind: "time", atLeast: 0.97 },
	{ id: "loopback/16", peer: "fetch", kind: "time", atLeast: 0.97 },
	{ id: "loopback/128", peer: "fetch", kind: "time", atLeast: 0.97 },

	// Flat: what a half of 1,000,000 validations or of 100,000 creates may add. The heap says it in bytes, and within
	// them a leak of 10 bytes a create; the system gives and takes memory by the megabyte.
	{ id: "memory/validations/wasm pages", kind: "time", atMost: 0 },
	{ id: "memory/creates/wasm pages", kind: "time", atMost: 0 },
	{ id: "memory/validations/heap MiB", kind: "time", atMost: 0.5 },
	{ id: "memory/creates/heap MiB", kind: "time", atMost: 0.5 },
	{ id: "memory/validations/external MiB", kind: "time", atMost: 0.5 },
	{ id: "memory/creates/external MiB", kind: "time", atMost: 0.5 },
	{ id: "memory/validations/resident MiB", kind: "time", atMost: 8 },
	{ id: "memory/creates/resident MiB", kind: "time", atMost: 8 },

	// Linear is 1. Caches that become too small add to it; what is quadratic is 2.
	{ id: "growth/validate", kind: "time", atMost: 1.25 },
	{ id: "growth/create", kind: "time", atMost: 1.25 },
	{ id: "growth/create over loopback", kind: "time", atMost: 1.25 },
];
