// @ts-check
// Plausible bugs, each a change to the shipped code.

/** @typedef {{ what: string, from: string, to: string }} Bug */

/** @type {Bug[]} */
export const PLANTED = [
	{
		what: "the time of day alone is believed",
		from: "Date.now() < end.wall && performance.now() < end.steady",
		to: "Date.now() < end.wall",
	},
	{
		what: "the key leaves the bearer out",
		from: 'typeof bearer === "string" ?',
		to: "false ?",
	},
	{
		what: "a request in flight is not found",
		from: "promise: pending\n    };\n    this.#flights.set(key, flight);",
		to: "promise: pending };",
	},
	{
		what: "what was invalidated in flight is stored",
		from: "if (!flight.isStale) this.#store(",
		to: "this.#store(",
	},
	{
		what: "a token that arrives expired is served",
		from: ".must_be_forced(flight.isForced, token.hasRefreshToken !== false)",
		to: ".must_be_forced(true, false)",
	},
	{
		what: "a refresh that fails makes a token live longer",
		from: "earlier(after(now(), waitMs(entry.staleRefreshes, error)), entry.validUntil)",
		to: "after(now(), waitMs(entry.staleRefreshes, error))",
	},
	{
		what: "an expired token is served while it is refreshed",
		from: "!isForced && entry?.token !== void 0 && isBefore(entry.validUntil)",
		to: "!isForced && entry?.token !== void 0",
	},
];

/**
 * @param {Bug} bug
 * @param {string} code
 */
export function plant({ from, to }, code) {
	if (code.split(from).length !== 2) throw new Error(`${JSON.stringify(from)} does not stand there once`);
	return code.replace(from, to);
}
