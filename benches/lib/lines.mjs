// @ts-check
// Prints the bounds of counts as test results: `ok - name` or `not ok - name`. A missed bound is reported; its test
// fails only when the number grows.
import { judge, uncounted } from "./judge.mjs";

/** @param {import("../run.mjs").Row[]} rows */
export function lines(rows) {
	const counted = judge(rows).filter(({ bound }) => bound.kind === "count");
	return [
		...counted.map(({ row, bound: { held }, found, limit, isMet }) => {
			const name = `${row.subject}: ${found} of at most ${held ?? limit}`;
			const isHeld = held === undefined ? isMet : found <= held;
			return `${isHeld ? "ok" : "not ok"} - ${name}${isMet ? "" : `, which misses the bound of ${limit}`}`;
		}),
		...uncounted(rows).map(({ id }) => `not ok - ${id} was not counted`),
	];
}
