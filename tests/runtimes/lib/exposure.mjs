// @ts-check
// Finds all texts that a value exposes: to a program that searches it, to a logger, and on a console.
import { ok } from "./expect.mjs";
import { secrets } from "./secrets.mjs";

/**
 * Fails if any text in the values contains a secret. Also prints the values; the harness searches the output.
 *
 * @param {Pick<import("./bench.mjs").Bench, "inspectors">} bench
 * @param {unknown[]} values
 */
export function showsNoSecret({ inspectors }, ...values) {
	for (const value of values) {
		const seen = new Set();
		const texts = [value, ...attempt(() => structuredClone(value))].flatMap((each) => [...textsOf(each, seen)]);
		texts.push(...inspectors.map((inspect) => inspect(value)));
		for (const text of texts) {
			for (const secret of secrets) ok(!text.includes(secret), `a secret is in ${text}`);
		}
		console.log(value);
		console.error(value);
		console.dir(value, { depth: null, showHidden: true });
	}
}

/**
 * Yields every text within a value: its conversions to text, and the content of every property, enumerable or not, of
 * the value and its prototypes.
 *
 * @param {any} value
 * @param {Set<unknown>} seen
 * @returns {Generator<string>}
 */
function* textsOf(value, seen) {
	yield* attempt(() => String(value));
	if (typeof value !== "object" || value === null || seen.has(value)) return;
	seen.add(value);
	yield* attempt(() => JSON.stringify(value));
	for (let holder = value; holder !== null && holder !== Object.prototype; holder = Object.getPrototypeOf(holder)) {
		for (const key of Reflect.ownKeys(holder)) {
			yield String(key);
			for (const member of attempt(() => value[key])) yield* textsOf(member, seen);
		}
	}
}

/**
 * @template T
 * @param {() => T} read
 * @returns {T[]} empty if it throws
 */
function attempt(read) {
	try {
		const result = read();
		return result === undefined ? [] : [result];
	} catch {
		return [];
	}
}
