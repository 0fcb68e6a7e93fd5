// @ts-check
// The bounds of counts as tests print themselves: `ok - name` or `not ok - name`.
import { judge, uncounted } from "./judge.mjs";

/** @param {import("../run.mjs").Row[]} rows */
export function lines(rows) {
	const counted = judge(rows).filter(({ bound }) => bound.kind === "count");
	return [
		...counted.map(
			({ row, found, limit, isMet }) => `${isMet ? "ok" : "not ok"} - ${row.subject}: ${found} of at most ${limit}`,
		),
		...uncounted(rows).map(({ id }) => `not ok - ${id} was not counted`),
	];
}
