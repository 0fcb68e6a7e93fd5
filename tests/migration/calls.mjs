// @ts-check
// The rows of the page: makes both calls of each row, and compares their requests and results.
import { isDeepStrictEqual } from "node:util";
import { DIFFERENCES, wire } from "./differences.mjs";
import { variants } from "./values.mjs";

/** @typedef {import("./recorder.mjs").Recorded} Recorded */
/** @typedef {{ before: Recorded, after: Recorded }} Pair */

/**
 * @param {import("./page.mjs").Row} row
 * @param {(values: import("./values.mjs").Values) => import("./module.mjs").Calls} callsWith
 * @param {import("./recorder.mjs").Recorder} recorder
 */
export async function compare(row, callsWith, recorder) {
	const expected = DIFFERENCES[row.wire];
	if (expected === undefined) return { pairs: [], troubles: [`the test does not know the difference ${row.wire}`] };
	/** @type {Pair[]} */
	const pairs = [];
	const troubles = [];
	for (const { name, values } of variants.filter(({ suits = () => true }) => suits(row.before))) {
		try {
			const { pair, data, answered } = await call(callsWith(values()), recorder);
			pairs.push(pair);
			const [before, after] = [wire(pair.before), wire(pair.after)];
			if (wire(expected(pair.before, values())) !== after) {
				troubles.push(`${name}, the SDK sends\n${before}\nand this package\n${after}`);
			}
			if (!becomes(row.result, data, answered)) {
				troubles.push(`${name}, \`data\` is not ${row.result} of ${JSON.stringify(answered)}`);
			}
		} catch (reason) {
			recorder.take();
			troubles.push(`${name}: ${/** @type {any} */ (reason)?.stack ?? reason}`);
		}
	}
	if (row.wire !== "same" && pairs.every(({ before, after }) => wire(before) === wire(after))) {
		troubles.push("there is no difference");
	}
	return { pairs, troubles };
}

/**
 * @param {import("./module.mjs").Calls} calls
 * @param {import("./recorder.mjs").Recorder} recorder
 */
async function call({ before, after }, recorder) {
	const { data, error } = await before();
	if (error !== undefined) throw new Error(`the SDK answers ${JSON.stringify(error)}`);
	const sentBefore = one(recorder.take());
	const answered = await after();
	const sentAfter = one(recorder.take());
	return { pair: { before: sentBefore, after: sentAfter }, data, answered };
}

/** @param {Recorded[]} requests of one call */
function one(requests) {
	const [request, ...more] = requests;
	if (request !== undefined && more.length === 0) return request;
	throw new Error(`not one request but ${JSON.stringify(requests.map(({ method, path }) => `${method} ${path}`))}`);
}

/**
 * Checks whether `data` is the part of `answered` that the cell names.
 *
 * @param {string} cell
 * @param {any} data
 * @param {any} answered
 */
function becomes(cell, data, answered) {
	if (cell === "nothing") return answered === undefined;
	if (cell === "the whole answer") return isDeepStrictEqual(answered, data);
	return isDeepStrictEqual(answered?.[cell.replaceAll("`", "")], data);
}
