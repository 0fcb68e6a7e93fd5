// @ts-check
import bounds from "../bounds.json" with { type: "json" };

/**
 * @typedef {object} Bound
 * @property {string} id of the rows that it is for
 * @property {"value" | "ratio"} of
 * @property {"count" | "time"} kind a count is the same on every machine, and checked in CI
 * @property {number} [atMost]
 * @property {number} [atLeast]
 * @property {number} [aim] what is hoped for; nothing fails for it
 */

/** @typedef {{ row: import("../run.mjs").Row, bound: Bound, found: number, limit: number, isMet: boolean }} Verdict */

export const BOUNDS = /** @type {Bound[]} */ (bounds);

/**
 * A bound holds in each runtime by itself.
 *
 * @param {import("../run.mjs").Row[]} rows
 * @param {Bound[]} [known]
 * @returns {Verdict[]}
 */
export function judge(rows, known = BOUNDS) {
	return rows.flatMap((row) =>
		known
			.filter(({ id }) => id === row.id)
			.map((bound) => {
				const found = bound.of === "ratio" ? (row.ratio?.middle ?? Number.NaN) : row.value;
				const { atMost = Number.POSITIVE_INFINITY, atLeast = Number.NEGATIVE_INFINITY } = bound;
				const limit = bound.atMost ?? atLeast;
				return { row, bound, found, limit, isMet: found <= atMost && found >= atLeast };
			}),
	);
}

/** @param {Verdict} verdict */
export function say({ bound, found, limit, isMet }) {
	const sign = bound.atMost === undefined ? "≥" : "≤";
	const off = isMet ? "" : `, off by ${((Math.abs(found - limit) / limit) * 100).toFixed(0)} %`;
	const aim = bound.aim === undefined ? "" : ` (aim ${bound.aim})`;
	return `${isMet ? "met" : "MISSED"} ${sign} ${limit}${aim}${off}`;
}
