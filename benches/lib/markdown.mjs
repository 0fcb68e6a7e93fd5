// @ts-check
// The part of the table that docs/performance.md quotes: a row per measurement and peer, a column per runtime.
import { quantity, significant } from "./numbers.mjs";

/** @typedef {import("../run.mjs").Row} Row */

/** @type {{ title: string, ids: string[] }[]} */
const QUOTED = [
	{ title: "bytes shipped, gzip", ids: ["size/worker/gzip", "size/browser/gzip", "size/inline/gzip"] },
	{
		title: "times the peer's",
		ids: [
			"cold",
			"create",
			"list/1,000 apps",
			"list/10,000 apps",
			"validate/15 fields",
			"check and serialize/15 fields",
		],
	},
	{ title: "throughput, of the peer's", ids: ["loopback/1", "loopback/16", "loopback/128"] },
	{
		title: "growth with length, as an exponent",
		ids: ["growth/validate", "growth/create", "growth/create over loopback"],
	},
	{
		title: "MiB that the second half of a long run adds",
		ids: ["memory/validations/heap MiB", "memory/creates/heap MiB"],
	},
];

/** @param {Row[]} rows */
export function markdown(rows) {
	return QUOTED.map(({ title, ids }) =>
		section(
			title,
			ids.flatMap((id) => rows.filter((row) => row.id === id)),
		),
	)
		.filter(Boolean)
		.join("\n\n");
}

/**
 * @param {string} title
 * @param {Row[]} rows
 */
function section(title, rows) {
	if (rows.length === 0) return "";
	const runtimes = [...new Set(rows.map(({ runtime }) => runtime))];
	const names = [...new Set(rows.map(nameOf))];
	const lines = names.map((name) => [
		name,
		...runtimes.map((runtime) => cell(rows.find((row) => nameOf(row) === name && row.runtime === runtime))),
	]);
	return [[title, ...runtimes], ["---", ...runtimes.map(() => "---")], ...lines]
		.map((texts) => `| ${texts.join(" | ")} |`)
		.join("\n");
}

/** @param {Row} row */
const nameOf = ({ subject, peer }) => (peer === undefined ? subject : `${subject}, × ${peer}`);

/** @param {Row | undefined} row `undefined` if that was not measured */
function cell(row) {
	if (row === undefined) return "";
	const { ratio, value, unit } = row;
	if (ratio === undefined) return quantity(value, unit);
	if (ratio.low === ratio.high) return `${significant(ratio.middle)} (${quantity(value, unit)})`;
	return `${significant(ratio.middle)} (${significant(ratio.low)}–${significant(ratio.high)})`;
}
