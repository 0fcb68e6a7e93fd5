// @ts-check
// node tests/toolchains/run.mjs --package <tgz> --scratch <folder> [--tools <node_modules>] [--only <part of a name>] [--usual]
//
// Runs the package in each toolchain of rows.mjs, as npm installs it from its tarball. One line a test, as tests/runtimes
// prints them. What is installed stays in the scratch folder for the next run, unless CI is set.
import path from "node:path";
import process from "node:process";
import { parseArgs } from "node:util";
import { equal } from "../runtimes/lib/expect.mjs";
import { launchChromium } from "../runtimes/harness/engines/chromium.mjs";
import { run } from "./harness/programs.mjs";
import { addApp, addPackage, openProject } from "./harness/project.mjs";
import { PROJECTS } from "./rows.mjs";

/** @typedef {import("./harness/programs.mjs").Stage} Stage */
/** @typedef {import("./rows.mjs").Row} Row */

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
		for (const [name, answer] of answers(stage, { ...row, ...needs.without })) {
			await result(`${name}, without what it needs: says so`, () => rejects(answer(), needs.error));
		}
	}
	for (const [name, answer] of answers(stage, row)) {
		await result(name, async () => equal(JSON.parse(await answer()), EXPECTED));
	}
}

/**
 * @param {Stage} stage
 * @param {Row} row
 * @returns {[name: string, answer: () => Promise<string>][]}
 */
function answers(stage, { name, build = [], env = {}, run: hosts }) {
	/** @type {Promise<void> | undefined} */
	let built;
	const buildOnce = async () => {
		if (built !== undefined) return built.catch(() => Promise.reject(new Error("it was not built: see above")));
		built = (async () => {
			for (const command of build) await run(stage, { run: command, env });
		})();
		return built;
	};
	const runs = typeof hosts === "function" ? { "": hosts } : hosts;
	return Object.entries(runs).map(([what, host]) => [
		[name, what].filter(Boolean).join(", "),
		async () => {
			await buildOnce();
			return host(stage);
		},
	]);
}

/**
 * @param {Promise<unknown>} promise
 * @param {string} words
 */
async function rejects(promise, words) {
	const reason = await promise.then(
		(answer) => `it worked: ${answer}`,
		(error) => String(error),
	);
	if (!reason.includes(words)) throw new Error(`this does not say ${words}: ${reason}`);
}

/** @type {Promise<any> | undefined} */
let browser;

function openBrowser() {
	browser ??= launchChromium(tools);
	return browser;
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

try {
	for (const project of PROJECTS) await checkProject(project);
} catch (error) {
	await result("it runs to the end", () => Promise.reject(error));
}
await browser?.then((opened) => opened.close()).catch(() => {});
process.exit(failures === 0 ? 0 : 1);
