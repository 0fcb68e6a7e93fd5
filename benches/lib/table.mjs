// @ts-check
// Prints rows as a padded table: a line per measurement, with a ratio for each peer.
import { judge, say } from "./judge.mjs";
import { quantity, significant } from "./numbers.mjs";

/** @typedef {import("../run.mjs").Row} Row */

const WIDTHS = [36, 9, 14];
const PEER_WIDTH = 34;

/** Prints each line once it is complete. */
export class Table {
	#show;
	/** @type {Row[]} */
	#line = [];
	#isFirst = true;

	/**
	 * @param {string} title
	 * @param {(text: string) => void} show
	 */
	constructor(title, show) {
		this.#show = show;
		show(`\n${title}`);
	}

	/** @param {Row} row */
	add(row) {
		const [first] = this.#line;
		if (first !== undefined && !isSameLine(first, row)) this.end();
		this.#line.push(row);
	}

	end() {
		if (this.#isFirst) this.#show(padded(header(this.#line)));
		this.#isFirst = false;
		if (this.#line.length > 0) this.#show(padded(cells(this.#line)));
		this.#line = [];
	}
}

/**
 * @param {Row} left
 * @param {Row} right
 */
const isSameLine = (left, right) => left.subject === right.subject && left.runtime === right.runtime;

/** @param {Row[]} line */
const header = (line) => ["", "", "", ...line.flatMap(({ peer }) => (peer === undefined ? [] : `× ${peer}`)), ""];

/** @param {Row[]} line */
function cells(line) {
	const [first] = line;
	if (first === undefined) return [];
	const bounds = judge(line).map(say);
	const remarks = [...line.flatMap(({ note = [] }) => note), ...bounds].join("; ");
	return [first.subject, first.runtime, quantity(first.value, first.unit), ...line.flatMap(against), remarks];
}

/** @param {Row} row */
function against({ ratio, peerValue, unit }) {
	if (ratio === undefined || peerValue === undefined) return [];
	const spread = ratio.low === ratio.high ? "" : ` (${significant(ratio.low)}–${significant(ratio.high)})`;
	return `${significant(ratio.middle)}${spread} of ${quantity(peerValue, unit)}`;
}

/** @param {string[]} texts */
function padded(texts) {
	const last = texts.length - 1;
	return texts
		.map((text, index) => {
			const width = WIDTHS[index] ?? (index === last ? 0 : PEER_WIDTH);
			return index === 2 ? text.padStart(width) : text.padEnd(width);
		})
		.join("  ")
		.trimEnd();
}
