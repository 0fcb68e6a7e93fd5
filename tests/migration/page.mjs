// @ts-check
// Parses docs/migrating-from-node-sdk.md.
import { readFile } from "node:fs/promises";
import path from "node:path";

const FILE = path.join(import.meta.dirname, "../../docs/migrating-from-node-sdk.md");

/** @typedef {{ before: string, after: string, result: string, wire: string }} Row */
/** @typedef {{ name: string, sdk: string, here: string }} Header */

export async function readPage() {
	const text = await readFile(FILE, "utf8");
	const blocks = [...text.matchAll(/^```js\n(.*?)^```$/gms)].map(([, code = ""]) => code);
	return {
		text,
		setUp: blocks.filter(isSetUp).join("\n"),
		examples: blocks.filter((code) => !isSetUp(code)),
		/** @type {Row[]} */
		rows: table(text, "Before").map(([before = "", after = "", result = "", wire = ""]) => ({
			before: code(before),
			after: code(after),
			result,
			wire,
		})),
		/** @type {Header[]} */
		headers: table(text, "header").map(([name = "", sdk = "", here = ""]) => ({ name: code(name), sdk, here })),
	};
}

/** @typedef {Awaited<ReturnType<typeof readPage>>} Page */

/**
 * Returns the cells of the table whose header begins with this column.
 *
 * @param {string} text
 * @param {string} firstColumn
 */
function table(text, firstColumn) {
	const lines = text.split("\n");
	const start = lines.findIndex((line) => line.startsWith(`| ${firstColumn} |`));
	const rows = lines.slice(start + 2, lines.indexOf("", start));
	return rows.map(cells);
}

/** @param {string} row */
const cells = (row) =>
	row
		.split("|")
		.slice(1, -1)
		.map((cell) => cell.trim());

/** @param {string} code */
const isSetUp = (code) => code.includes("projectId");

/** @param {string} cell */
const code = (cell) => cell.replace(/^`|`$/g, "");
