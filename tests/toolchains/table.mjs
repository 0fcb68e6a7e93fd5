// @ts-check
// node tests/toolchains/table.mjs          checks that docs/toolchains.md has the tables of rows.mjs
// node tests/toolchains/table.mjs --write  writes them
import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import process from "node:process";
import { PROJECTS } from "./rows.mjs";

/** @typedef {import("./rows.mjs").Row} Row */

const DOCUMENT = path.join(import.meta.dirname, "../../docs/toolchains.md");
const WRITE = "node tests/toolchains/table.mjs --write";
const BEGIN = `<!-- toolchains: written by \`${WRITE}\` -->`;
const END = "<!-- /toolchains -->";

/** @param {string} document */
export function withTable(document) {
	const [before, rest] = document.split(BEGIN);
	const [, after] = rest?.split(END) ?? [];
	if (before === undefined || after === undefined) throw new Error(`docs/toolchains.md has no ${BEGIN} … ${END}`);
	return `${before}${BEGIN}\n\n${table()}\n${END}${after}`;
}

/** Fails if the document does not have the current tables. */
export async function checkTable() {
	const document = await readFile(DOCUMENT, "utf8");
	if (withTable(document) !== document)
		throw new Error(`the tables of docs/toolchains.md are not what rows.mjs says: ${WRITE}`);
}

function table() {
	const rows = PROJECTS.flatMap((project) => project.rows).filter(({ listed = true }) => listed);
	/** @type {Map<string, Row[]>} */
	const tools = new Map();
	for (const row of rows.filter(({ needs }) => needs === undefined)) {
		tools.set(tool(row), [...(tools.get(tool(row)) ?? []), row]);
	}
	return [
		lines(
			["needs something", "what", "the error without it"],
			rows.flatMap(({ name, needs }) => (needs === undefined ? [] : [[name, needs.what, quoted(needs)]])),
		),
		lines(
			["needs nothing", "run as"],
			Array.from(tools, ([name, variants]) => [name, all(variants)]),
		),
	].join("\n");
}

/**
 * @param {string[]} head
 * @param {string[][]} rows
 */
const lines = (head, rows) =>
	[head, head.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |\n`).join("");

/** @param {import("./rows.mjs").Need} need */
const quoted = ({ error }) => error.map((words) => `\`${words}\``).join(" … ");

/** Returns the first part of a name. @param {Row} row */
const tool = ({ name }) => name.split(", ")[0] ?? name;

/** @param {Row[]} rows of one tool */
function all(rows) {
	const variants = rows.map((row) => row.name.slice(tool(row).length + 2) || "as it is");
	const visits = new Set(rows.flatMap((row) => Object.keys(row.visits ?? {})).filter(Boolean));
	return variants.join("; ") + (visits.size > 0 ? `. In each: ${[...visits].join(", ")}` : "");
}

if (process.argv[1] === import.meta.filename) {
	if (process.argv.includes("--write")) await writeFile(DOCUMENT, withTable(await readFile(DOCUMENT, "utf8")));
	else await checkTable();
}
