// @ts-check
// node benches/run.mjs --package <tgz> [--only <measure>,…] [--runtime <name>,…] [--quick] [--check] [--markdown] [--out <json>] [--tools <node_modules>]
//
// Measures the package, as npm installs it from its tarball, against its alternatives. Both sides of a ratio take turns
// in one run: absolute numbers drift with the machine, ratios hold.
import { writeFile } from "node:fs/promises";
import { cpus } from "node:os";
import path from "node:path";
import process from "node:process";
import { parseArgs } from "node:util";
import { QUICK, WHOLE } from "./efforts.mjs";
import { RUNTIMES } from "./host/programs.mjs";
import { createWorkspace } from "./host/workspace.mjs";
import { judge, say } from "./lib/judge.mjs";
import { lines } from "./lib/lines.mjs";
import { markdown } from "./lib/markdown.mjs";
import { Table } from "./lib/table.mjs";
import { cold } from "./measures/cold.mjs";
import { counts } from "./measures/counts.mjs";
import { create } from "./measures/create.mjs";
import { list } from "./measures/list.mjs";
import { growth } from "./measures/growth.mjs";
import { loopback } from "./measures/loopback.mjs";
import { memory } from "./measures/memory.mjs";
import { size } from "./measures/size.mjs";
import { tokens } from "./measures/tokens.mjs";
import { validate } from "./measures/validate.mjs";

/**
 * @typedef {object} Context
 * @property {string} workspace
 * @property {string} tools the node_modules that holds the runtimes
 * @property {import("./host/programs.mjs").Runtime[]} runtimes the runtimes that run scripts
 * @property {import("./efforts.mjs").Effort} effort
 * @property {Record<string, number>} native the counts of the core alone
 */

/**
 * @typedef {object} Row
 * @property {string} id by which bounds refer to it
 * @property {string} runtime
 * @property {string} subject
 * @property {string} unit
 * @property {number} value
 * @property {string} [peer]
 * @property {number} [peerValue]
 * @property {import("./lib/statistics.mjs").Estimate} [ratio] the median of the rounds' ratios
 * @property {string} [note]
 */

/** @typedef {{ name: string, title: string, run(context: Context): AsyncIterable<Row> }} Measure */

/** @type {Measure[]} */
const MEASURES = [size, counts, cold, create, list, validate, tokens, loopback, memory, growth];

const { values } = parseArgs({
	options: {
		package: { type: "string" },
		only: { type: "string", default: "" },
		runtime: { type: "string", default: "" },
		quick: { type: "boolean", default: false },
		check: { type: "boolean", default: false },
		markdown: { type: "boolean", default: false },
		lines: { type: "boolean", default: false },
		native: { type: "string", default: "{}" },
		out: { type: "string" },
		tools: { type: "string", default: path.join(import.meta.dirname, "..", "tests", "node_modules") },
	},
});
if (values.package === undefined) {
	console.error("usage: run.mjs --package <tgz>");
	process.exit(2);
}
const measures = chosen(values.only, MEASURES, ({ name }) => name);
const runtimes = chosen(values.runtime, RUNTIMES, (name) => name);

/**
 * @template T
 * @param {string} list comma-separated names; empty means all
 * @param {T[]} known
 * @param {(each: T) => string} nameOf
 */
function chosen(list, known, nameOf) {
	const names = list.split(",").filter(Boolean);
	const unknown = names.find((name) => !known.some((each) => nameOf(each) === name));
	if (unknown !== undefined) {
		console.error(`there is no ${JSON.stringify(unknown)}, but ${known.map(nameOf).join(", ")}`);
		process.exit(2);
	}
	return known.filter((each) => names.length === 0 || names.includes(nameOf(each)));
}

/** Prints for people; to stderr if stdout carries another format. */
const show = (/** @type {string} */ text) => (values.markdown || values.lines ? console.error : console.log)(text);

/** @param {string} tarball */
async function main(tarball) {
	const { folder, remove } = await createWorkspace(tarball);
	const context = {
		runtimes,
		workspace: folder,
		tools: path.resolve(values.tools),
		native: JSON.parse(values.native),
		effort: values.quick ? QUICK : WHOLE,
	};
	const groups = [];
	try {
		for (const { name, title, run } of measures) {
			const table = new Table(title, show);
			const rows = [];
			for await (const row of run(context)) {
				rows.push(row);
				table.add(row);
			}
			table.end();
			groups.push({ name, title, rows });
		}
	} finally {
		await remove();
	}
	return groups;
}

const groups = await main(values.package).catch((reason) => {
	console.error(`error: ${reason.message}`);
	process.exit(1);
});
const rows = groups.flatMap(({ rows }) => rows);
const verdicts = judge(rows);
const missed = verdicts.filter(({ isMet }) => !isMet);
const [cpu] = cpus();
const machine = { cpu: cpu?.model, cores: cpus().length, system: `${process.platform} ${process.arch}` };
show(`\n${verdicts.length - missed.length} bounds met, ${missed.length} missed`);
for (const verdict of missed) {
	const { id, runtime } = verdict.row;
	show(`  ${[id, runtime].filter(Boolean).join(", ")}: ${say(verdict)}`);
}
if (values.out !== undefined) {
	await writeFile(
		values.out,
		JSON.stringify({ when: new Date(), machine, quick: values.quick, groups, verdicts }, null, "\t"),
	);
}
if (values.markdown) console.log(markdown(rows));
if (values.lines) console.log(lines(rows).join("\n"));
process.exit(values.check && missed.length > 0 ? 1 : 0);
