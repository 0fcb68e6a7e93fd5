// @ts-check
import { BOUNDS } from "../bounds.mjs";

/** @typedef {import("../bounds.mjs").Bound} Bound */
/** @typedef {import("../run.mjs").Row} Row */
/** @typedef {{ row: Row, bound: Bound, found: number, limit: number, isMet: boolean }} Verdict */

/**
 * @param {Row[]} rows
 * @returns {Verdict[]}
 */
export const judge = (rows) => BOUNDS.flatMap((bound) => concerned(rows, bound).map((row) => verdict(row, bound)));

/**
 * Returns the bounds of counts that no row measures.
 *
 * @param {Row[]} rows
 */
export const uncounted = (rows) =>
	BOUNDS.filter((bound) => bound.kind === "count" && concerned(rows, bound).length === 0);

/**
 * Returns the row of each runtime; without a peer, the first of the rows, which all have the same number.
 *
 * @param {Row[]} rows
 * @param {Bound} bound
 */
function concerned(rows, { id, peer }) {
	const named = rows.filter((row) => row.id === id && (peer === undefined || row.peer === peer));
	return named.filter((row, index) => named.findIndex(({ runtime }) => runtime === row.runtime) === index);
}

/**
 * @param {Row} row
 * @param {Bound} bound
 * @returns {Verdict}
 */
function verdict(row, bound) {
	const { peer, atMost = Number.POSITIVE_INFINITY, atLeast = Number.NEGATIVE_INFINITY } = bound;
	const found = peer === undefined ? row.value : (row.ratio?.middle ?? Number.NaN);
	return { row, bound, found, limit: bound.atMost ?? atLeast, isMet: found <= atMost && found >= atLeast };
}

/** @param {Verdict} verdict */
export function say({ bound, found, limit, isMet }) {
	const sign = bound.atMost === undefined ? "≥" : "≤";
	const by = limit === 0 ? `by ${found}` : `by ${((Math.abs(found - limit) / Math.abs(limit)) * 100).toFixed(0)} %`;
	const aim = bound.aim === undefined ? "" : `, aim ${bound.aim}`;
	return `${isMet ? "met" : `MISSED ${by}`}: ${bound.peer === undefined ? "" : `× ${bound.peer} `}${sign} ${limit}${aim}`;
}
