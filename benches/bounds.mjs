// @ts-check
// The bounds of the measurements; each runtime must meet them.

/**
 * @typedef {object} Bound
 * @property {string} id of the measurement
 * @property {string} [peer] bounds the ratio to this peer; without one, the number itself is bounded
 * @property {"count" | "time"} kind a count is the same on every machine and is checked in CI; a time is checked by
 * `cargo xtask bench --check`
 * @property {number} [atMost]
 * @property {number} [atLeast]
 * @property {number} [aim] the target; a miss fails nothing
 * @property {number} [held] for a bound that is missed: the number must not exceed this until the bound is met
 */

/** @type {Bound[]} */
export const BOUNDS = [
	// Everything a worker loads for the whole API: 45 KB of 1,000 bytes, each file compressed separately with gzip -9.
	{ id: "size/worker/gzip", kind: "count", atMost: 45_000, aim: 40_000, held: 64_700 },

	// Guards against regressions: the numbers that `cargo xtask bench --only counts` prints, plus 3 % for instructions,
	// since another compiler or C library counts slightly differently. When a number falls, lower its bound.
	{ id: "crossings/validate", kind: "count", atMost: 3 },
	{ id: "crossings/create", kind: "count", atMost: 10 },
	{ id: "allocations/validate", kind: "count", atMost: 5 },
	{ id: "allocations/create", kind: "count", atMost: 7 },
	{ id: "instructions/validate", kind: "count", atMost: 13_000, held: 18_300 },
	{ id: "instructions/create", kind: "count", atMost: 25_000, held: 29_050 },

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

	// Flat: the growth allowed in one half of 1,000,000 validations or of 100,000 creates. The heap is exact to the
	// byte: its bound catches a leak of 10 bytes per create. The system gives and takes memory by the megabyte.
	{ id: "memory/validations/wasm pages", kind: "time", atMost: 0 },
	{ id: "memory/creates/wasm pages", kind: "time", atMost: 0 },
	{ id: "memory/validations/heap MiB", kind: "time", atMost: 0.5 },
	{ id: "memory/creates/heap MiB", kind: "time", atMost: 0.5 },
	{ id: "memory/validations/external MiB", kind: "time", atMost: 0.5 },
	{ id: "memory/creates/external MiB", kind: "time", atMost: 0.5 },
	{ id: "memory/validations/resident MiB", kind: "time", atMost: 8 },
	{ id: "memory/creates/resident MiB", kind: "time", atMost: 8 },

	// Linear is 1, quadratic is 2. Caches that become too small add to the exponent.
	{ id: "growth/validate", kind: "time", atMost: 1.25 },
	{ id: "growth/create", kind: "time", atMost: 1.25 },
	{ id: "growth/create over loopback", kind: "time", atMost: 1.25 },
];
