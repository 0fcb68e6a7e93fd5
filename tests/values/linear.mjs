// @ts-check
// No value takes more than linear time: a byte of 10 MB costs about what a byte of 10 KB costs.
import { validate } from "descope-outbound";
import { ok } from "../runtimes/lib/expect.mjs";

const SIZES = [10_000, 100_000, 1_000_000, 10_000_000];

/**
 * The maximum growth of the cost per byte. Linear is 1; caches that become too small make it 3. Quadratic would be
 * 1,000.
 */
const MOST = 20;

/** @type {[name: string, make: (size: number) => unknown][]} */
const SHAPES = [
	["one long string", (size) => ({ name: "x".repeat(size) })],
	["one long string of escapes", (size) => ({ name: '"\\\n'.repeat(size / 6) })],
	["one long URL", (size) => ({ name: "x", tokenUrl: `https://example.com/${"a/".repeat(size / 2)}` })],
	["one long scope", (size) => ({ name: "x", defaultScopes: ["s".repeat(size)] })],
	["many scopes", (size) => ({ name: "x", defaultScopes: Array.from({ length: size / 10 }, (_, n) => `scope${n}`) })],
	["many equal scopes", (size) => ({ name: "x", defaultScopes: new Array(Math.floor(size / 10)).fill("scope-no") })],
	[
		"many parameters",
		(size) => ({ name: "x", tokenUrlParams: Array.from({ length: size / 25 }, (_, n) => ({ key: `k${n}` })) }),
	],
	["many unknown fields", (size) => Object.fromEntries(Array.from({ length: size / 15 }, (_, n) => [`field${n}`, 1]))],
	[
		"many names that are nearly right",
		(size) => Object.fromEntries(Array.from({ length: size / 20 }, (_, n) => [`authorizationUr${n}`, 1])),
	],
	["one long unknown name", (size) => ({ name: "x", ["n".repeat(size)]: 1 })],
	["many deep arrays", (size) => ({ name: "x", defaultScopes: Array.from({ length: size / 60 }, () => deep(30)) })],
	["many things without a form", (size) => ({ name: "x", defaultScopes: new Array(Math.floor(size / 20)).fill(1n) })],
];

/** @param {number} levels */
function deep(levels) {
	/** @type {unknown} */
	let value = "x";
	for (let level = 0; level < levels; level += 1) value = [value];
	return value;
}

/**
 * Returns nanoseconds per byte: the minimum of several rounds, as a busy machine only adds to it.
 *
 * @param {(size: number) => unknown} make
 * @param {number} size
 */
function cost(make, size) {
	const value = make(size);
	const rounds = size > 1_000_000 ? 2 : Math.min(2_000_000 / size, 50);
	let least = Number.POSITIVE_INFINITY;
	for (let round = 0; round < rounds; round += 1) {
		const start = performance.now();
		validate(value);
		least = Math.min(least, performance.now() - start);
	}
	return (least * 1e6) / size;
}

export const LINEAR = SHAPES.map(([name, make]) => ({
	name: `${name}: a byte of 10 MB costs what a byte of 10 KB does`,
	run: () => {
		const costs = SIZES.map((size) => cost(make, size));
		const [least] = costs;
		const figures = costs.map((cost) => cost.toFixed(1)).join(", ");
		for (const cost of costs) ok(cost < MOST * Math.max(least ?? 0, 5), `${figures} ns a byte`);
		return `${figures} ns a byte`;
	},
}));
