// @ts-check
// node tests/toolchains/run.mjs --package <tgz> --scratch <folder> [--tools <node_modules>] [--only <part of a name>] [--usual]
//
// Runs the package in each toolchain of rows.mjs, as npm installs it from its tarball. Prints one line per test, as
// tests/runtimes does. Installed tools stay in the scratch folder for the next run, unless CI is set.
import path from "node:path";
import process from "node:process";
import { parseArgs } from "node:util";
import { launchChromium } from "../runtimes/harness/chromium.mjs";
import { openServer } from "./harness/hosts.mjs";
import { run } from "./harness/programs.mjs";
import { addApp, addPackage, openProject } from "./harness/project.mjs";
import { NOT_RUN, PROJECTS } from "./rows.mjs";
import { checkTable } from "./table.mjs";

/** @typedef {import("./harness/programs.mjs").Stage} Stage */
/** @typedef {import("./rows.mjs").Row} Row */

/** The limit for a row with all its runs. The longest, of Next and Nuxt, take half a minute on an idle machine. */
const LONGEST_MS = 300_000;

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

// The programs run in separate process groups, which an interrupt at the terminal does not reach.
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
		console.log(
			`not ok - toolchains: ${name} ${seconds()}\n${String(stderr || message || error).replace(/^/gm, "    ")}`,
		);
	}
}

/**
 * @param {string} folder
 * @param {Row} row
 */
async function check(folder, { needs, ...row }) {
	/** @type {Stage} */
	const stage = {
		folder,
		cwd: path.join(folder, row.in ?? "."),
		tools,
		tarball,
		browser: openBrowser,
		node: row.node ?? "node-24",
		signal: AbortSignal.any([stopped.signal, AbortSignal.timeout(LONGEST_MS)]),
	};
	await addPackage(folder, tarball, row.installed ?? "dependencies");
	await addApp(path.join(stage.cwd, row.app ?? "check.js"), tools);
	if (needs !== undefined) {
		await runs(stage, { ...row, ...needs.without, name: `${row.name}, without what it needs` }, (works) =>
			rejects(works(), needs.error),
		);
	}
	await runs(stage, row, (works) => works());
}

/**
 * Reports each of the row's results, as `judge` decides.
 *
 * @param {Stage} stage
 * @param {Row} row
 * @param {(works: () => Promise<void>) => Promise<void>} judge
 */
async function runs(stage, { name, build = [], env = {}, run: host, server, visits = {} }, judge) {
	const built = once(async () => {
		for (const command of build) await run(stage, { run: command, env });
	});
	if (host !== undefined) await result(name, () => judge(() => built().then(() => host(stage))));
	if (server === undefined) return;
	const started = once(() => built().then(() => openServer(stage, server)));
	for (const [what, visit] of Object.entries(visits)) {
		const works = async () => {
			const { url, printed } = await started();
			await visit(url, stage).catch((error) => {
				throw new Error(`${error.message}\n${printed.join("\n")}`);
			});
		};
		await result([name, what].filter(Boolean).join(", "), () => judge(works));
	}
	await started().then(
		({ stop }) => stop(),
		() => {},
	);
}

/**
 * Runs the action once. Later calls share its result; if it fails, they fail with "as above".
 *
 * @template Value
 * @param {() => Promise<Value>} action
 * @returns {() => Promise<Value>}
 */
function once(action) {
	/** @type {Promise<Value> | undefined} */
	let first;
	return () => {
		if (first !== undefined) return first.catch(() => Promise.reject(new Error("as above")));
		first = action();
		return first;
	};
}

/**
 * @param {Promise<unknown>} promise
 * @param {string[]} error
 */
async function rejects(promise, error) {
	const reason = await promise.then(
		() => "it worked",
		(found) => String(found),
	);
	const missing = error.find((words) => !reason.includes(words));
	if (missing !== undefined) throw new Error(`this does not say ${missing}: ${reason}`);
}

/** @type {Promise<any> | undefined} */
let browser;

function openBrowser() {
	const opened = browser ?? launchChromium(tools);
	browser = opened;
	return opened;
}

/** @param {Row} row */
const wanted = (row) => row.name.includes(values.only) && (row.usual === true || !values.usual);

/** @param {import("./rows.mjs").Project} project */
async function checkProject({ folder: name, rows }) {
	const chosen = rows.filter(wanted);
	if (chosen.length === 0) return;
	/** @type {Awaited<ReturnType<typeof openProject>> | undefined} */
	let project;
	await result(`what projects/${name} needs is installed`, async () => {
		project = await openProject(scratch, name);
	});
	if (project === undefined) return;
	for (const row of chosen) {
		stopped.signal.throwIfAborted();
		await check(project.folder, row);
	}
	if (process.env.CI) await project.remove();
}

if (values.only === "") await result("docs/toolchains.md has the tables that rows.mjs makes", checkTable);
try {
	for (const project of PROJECTS) await checkProject(project);
} catch (error) {
	await result("it runs to the end", () => Promise.reject(error));
}
for (const [name, why] of Object.entries(NOT_RUN)) console.log(`not run - ${name}: ${why}`);
await browser?.then((opened) => opened.close()).catch(() => {});
process.exit(failures === 0 ? 0 : 1);
