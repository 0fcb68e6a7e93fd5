// @ts-check
// node tests/mocks/run.mjs --package <tgz> [--tools <node_modules>] [--only <part of a name>]
//
// Runs the package, as npm installs it from its tarball, with common mocks of `fetch` and of timers. Each program has a
// separate process, because mocks are global. Prints one line per test, as tests/runtimes does.
import { cp, readFile } from "node:fs/promises";
import path from "node:path";
import process from "node:process";
import { parseArgs } from "node:util";
import { install } from "../install.mjs";
import { run } from "../runtimes/harness/command.mjs";
import { findTool } from "../runtimes/harness/tools.mjs";

const { values } = parseArgs({
	options: {
		package: { type: "string" },
		only: { type: "string", default: "" },
		tools: { type: "string", default: path.join(import.meta.dirname, "..", "node_modules") },
	},
});
if (values.package === undefined) {
	console.error("usage: run.mjs --package <tgz>");
	process.exit(2);
}

const modules = path.join(import.meta.dirname, "node_modules");
const script = (/** @type {string} */ name) => path.join(modules, name);

/** The libraries do not support older versions. */
const NODE = findTool(path.resolve(values.tools), "node-24");

/** Both runners write the same report. */
const JEST = ["--experimental-vm-modules", script("jest/bin/jest.js"), "--json", "--no-cache", "--rootDir", "jest"];
const VITEST = [script("vitest/vitest.mjs"), "run", "--reporter=json", "--root", "vitest"];

/**
 * @typedef {object} Program
 * @property {string[]} args
 * @property {string} [report] the runner's report file
 */

/** @type {Record<string, Program>} */
const PROGRAMS = {
	"hand-made answers": { args: ["answers.mjs"] },
	"hand-made hosts": { args: ["hosts.mjs"] },
	"causes that Node names": { args: ["causes.mjs"] },
	msw: { args: ["msw.mjs"] },
	"nock 14": { args: ["nock.mjs", "nock"] },
	"nock 15": { args: ["nock.mjs", "nock-15"] },
	"undici's MockAgent": { args: ["undici.mjs"] },
	"fetch-mock": { args: ["fetch-mock.mjs"] },
	"node-fetch": { args: ["node-fetch.mjs"] },
	"Sinon's fake timers": { args: ["sinon.mjs"] },
	Vitest: { args: VITEST, report: "vitest.json" },
	Jest: { args: JEST, report: "jest.json" },
};

let failures = 0;

/**
 * @param {string} name
 * @param {string | undefined} trouble
 */
function result(name, trouble) {
	if (trouble !== undefined) failures += 1;
	console.log(`${trouble === undefined ? "ok" : "not ok"} - mocks: ${name}`);
	if (trouble !== undefined) console.log(trouble.replace(/^/gm, "    "));
}

/**
 * @param {string} folder
 * @param {string} name
 * @param {Program} program
 */
async function launch(folder, name, { args, report }) {
	/** @type {string[]} */
	const printed = [];
	const file = path.join(folder, report ?? "");
	const trouble = await run(NODE, report ? [...args, `--outputFile=${file}`] : args, {
		cwd: folder,
		signal: AbortSignal.timeout(120_000),
		line: (line) => printed.push(line),
		env: { CI: "true" },
	});
	const results = report
		? ofReport(await readFile(file, "utf8").catch(() => '{"testResults":[]}'))
		: ofProgram(printed);
	for (const [test, failure] of results) result(`${name}: ${test}`, failure);
	const failed = results.some(([, failure]) => failure !== undefined);
	const ending = results.length === 0 ? "it ran no test" : failed ? undefined : trouble;
	if (ending !== undefined) result(`${name}: it runs to its end`, [ending, ...printed.slice(-60)].join("\n"));
}

/**
 * @param {string[]} printed
 * @returns {[name: string, failure: string | undefined][]}
 */
const ofProgram = (printed) =>
	printed
		.filter((line) => line.startsWith("##case "))
		.map((line) => {
			const { name, failure } = JSON.parse(line.slice(7));
			return [name, failure];
		});

/**
 * @param {string} report
 * @returns {[name: string, failure: string | undefined][]}
 */
function ofReport(report) {
	/** @type {any[]} */
	const files = JSON.parse(report).testResults;
	return files.flatMap(({ name, message, assertionResults }) =>
		assertionResults.length === 0
			? [[path.basename(name), message || "it ran no test"]]
			: assertionResults.map((/** @type {any} */ { fullName, status, failureMessages }) => [
					fullName,
					status === "passed" ? undefined : failureMessages.join("\n") || status,
				]),
	);
}

// Inside tests/mocks, so that the app finds the libraries' node_modules.
const { folder, remove } = await install(values.package, import.meta.dirname);
try {
	await cp(path.join(import.meta.dirname, "app"), folder, { recursive: true });
	const chosen = Object.entries(PROGRAMS).filter(([name]) => name.includes(values.only));
	for (const [name, program] of chosen) await launch(folder, name, program);
} finally {
	await remove();
}
process.exitCode = failures === 0 ? 0 : 1;
