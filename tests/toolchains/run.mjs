// @ts-check
// node tests/toolchains/run.mjs --package <tgz> --scratch <folder> [--tools <node_modules>] [--only <part of a name>] [--usual]
//
// Runs the package in each toolchain of rows.mjs, as npm installs it from its tarball. One line a test, as tests/runtimes
// prints them. What is installed stays in the scratch folder for the next run, unless CI is set.
import path from "node:path";
import process from "node:process";
import { parseArgs } from "node:util";
import { equal } from "../runtimes/lib/expect.mjs";
import { run } from "./harness/programs.mjs";
import { addApp, addPackage, openProject } from "./harness/project.mjs";
import { PROJECTS } from "./rows.mjs";

/** @typedef {import("./harness/programs.mjs").Stage} Stage */
/** @typedef {import("./rows.mjs").Row} Row */
/** @typedef {import("./rows.mjs").Project} Project */

/** What `app/check.ts` comes to, wherever it runs. */
const EXPECTED = {
	created: "GitHub",
	stored: ["GitHub"],
	issues: ["clientID: unknown-field", "name: missing"],
	refused: "ValidationError",
};

/** For a row with all its runs. The longest, of Next, take half a minute where nothing else is done. */
const LONGEST_MS = 180_000;

const { values } = parseArgs({
	options: {
		package: { type: "string", default: "" },
		scratch: { type: "string", default: "" },
		tools: { type: "string", default: path.join(import.meta.dirname, "..", "node_modules") },
		only: { type: "string", default: "" },
		usual: { type: "boolean", default: false },
	},
});
if (values.package === "" || values.scratch === "") {
	console.error("usage: run.mjs --package <tgz> --scratch <folder>");
	process.exit(2);
}
const [tarball, scratch, tools] = /** @type {[string, string, string]} */ (
	[values.package, values.scratch, values.tools].map((file) => path.resolve(file))
);
let failures = 0;

// The programs are in process groups of their own, which an interrupt at the terminal does not reach.
const stopped = new AbortController();
for (const name of ["SIGINT", "SIGTERM"]) {
	process.once(name, () => stopped.abort(new Error(`it was stopped by ${name}`)));
}

/**
 * @param {string} name
 * @param {() => Promise<unknown>} claim
 */
async function result(name, claim) {
	const start = performance.now();
	const seconds = () => `(${((performance.now() - start) / 1000).toFixed(1)} s)`;
	try {
		await claim();
		console.log(`ok - toolchains: ${name} ${seconds()}`);
	} catch (error) {
		failures += 1;
		const { stderr, message } = /** @type {any} */ (error);
		console.log(`not ok - toolchains: ${name} ${seconds()}\n${String(stderr || message || error).replace(/^/gm, "    ")}`);
	}
}

/**
 * @param {string} folder
 * @param {Project} project
 * @param {Row} row
 */
async function check(folder, project, row) {
	const cwd = path.join(folder, row.in ?? ".");
	/** @type {Stage} */
	const stage = {
		folder,
		cwd,
		tools,
		tarball,
		node: row.node ?? "node-24",
		signal: AbortSignal.any([stopped.signal, AbortSignal.timeout(LONGEST_MS)]),
	};
	const build = async () => {
		await addPackage(folder, tarball, row.installed ?? "dependencies");
		await addApp(cwd, row.app ?? "js", tools);
		for (const command of row.build ?? []) await run(stage, { run: command, env: row.env ?? {} });
	};
	/** @type {Promise<void> | undefined} */
	let built;
	const runs = typeof row.run === "function" ? { "": row.run } : row.run;
	for (const [name, host] of Object.entries(runs)) {
		await result([row.name, name].filter(Boolean).join(", "), async () => {
			if (built === undefined) {
				built = build();
				await built;
			} else {
				await built.catch(() => Promise.reject(new Error("it was not built: see above")));
			}
			equal(JSON.parse(await host(stage)), EXPECTED);
		});
	}
}

/** @param {Row} row */
const wanted = (row) => row.name.includes(values.only) && (row.usual === true || !values.usual);

for (const project of PROJECTS) {
	const rows = project.rows.filter(wanted);
	if (rows.length === 0) continue;
	stopped.signal.throwIfAborted();
	let opened;
	await result(`the tools of projects/${project.folder}`, async () => {
		opened = await openProject(scratch, project.folder);
	});
	if (opened === undefined) continue;
	const { folder, remove } = /** @type {Awaited<ReturnType<typeof openProject>>} */ (opened);
	for (const row of rows) {
		stopped.signal.throwIfAborted();
		await check(folder, project, row);
	}
	if (process.env.CI) await remove();
}
process.exit(failures === 0 ? 0 : 1);
