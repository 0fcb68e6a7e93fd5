// @ts-check
// node tests/runtimes/run.mjs --runtime <name> --package <tgz> [--tools <node_modules>] [--timeout <seconds>]
//
// Runs suite.mjs in one runtime, against the package as npm installs it from its tarball. Prints one line per test, `ok
// - …` or `not ok - …` with indented diagnostics; the exit code is 1 if anything failed.
import path from "node:path";
import { parseArgs } from "node:util";
import { browser } from "./harness/browser.mjs";
import { run } from "./harness/command.mjs";
import { startControl } from "./harness/control.mjs";
import { emulate } from "./harness/emulate.mjs";
import { chromium, firefox, webkit } from "./harness/engines.mjs";
import { createReporter } from "./harness/reporter.mjs";
import { findTool, MissingTool } from "./harness/tools.mjs";
import { uncaught } from "./harness/uncaught.mjs";
import { workerd } from "./harness/workerd.mjs";
import { createWorkspace } from "./harness/workspace.mjs";

/**
 * @typedef {object} Launched
 * @property {string} workspace
 * @property {string} tools the node_modules that holds the runtimes
 * @property {(name: string) => string} tool
 * @property {import("./lib/bench.mjs").Context} context
 * @property {import("./harness/control.mjs").Control} control
 * @property {import("./harness/reporter.mjs").Reporter} reporter
 * @property {AbortSignal} signal
 */

/** @typedef {(launched: Launched) => Promise<string | undefined>} Launch returns what went wrong, or `undefined` */

/**
 * @param {(launched: Launched) => [program: string, ...args: string[]]} command
 * @param {string} host
 * @returns {Launch}
 */
function program(command, host = "hosts/cli.mjs") {
	return async (launched) => {
		const [file, ...args] = command(launched);
		return run(file, [...args, host, JSON.stringify(launched.context)], {
			cwd: launched.workspace,
			signal: launched.signal,
			line: launched.reporter.line,
		});
	};
}

/** @param {string} name */
function node(name) {
	const command = (/** @type {Launched} */ { tool }) => /** @type {[string]} */ ([tool(name)]);
	return [
		program(command),
		program(command, "hosts/require.cjs"),
		program((launched) => [...command(launched), "--no-experimental-require-module"], "hosts/require.cjs"),
		program(command, "hosts/memory.mjs"),
		uncaught(command),
		emulate(({ tool }) => tool(name)),
	];
}

/**
 * @param {Launched} launched
 * @returns {[string, ...string[]]}
 */
const deno = ({ tool }) => [tool("deno"), "run", "--no-prompt", "--cached-only", "--allow-net", "--allow-read"];

/**
 * @param {Launched} launched
 * @returns {[string, ...string[]]}
 */
const bun = ({ tool }) => [tool("bun"), "--no-install"];

/** @type {Record<string, Launch[]>} */
const browsers = {
	chromium: [browser(chromium, "page")],
	"chromium-worker": [browser(chromium, "start-worker")],
	"chromium-service-worker": [browser(chromium, "start-service-worker")],
	firefox: [browser(firefox, "page")],
	webkit: [browser(webkit, "page")],
};

/** @type {Record<string, Launch[]>} each launch runs one suite to its end */
const runtimes = {
	node20: node("node-20"),
	node24: node("node-24"),
	deno: [program(deno), uncaught(deno)],
	bun: [program(bun), uncaught(bun)],
	workerd: [workerd("hosts/workerd.mjs", "2025-06-01"), workerd("hosts/workerd-old.mjs", "2024-11-10")],
	...browsers,
};

const { values } = parseArgs({
	options: {
		runtime: { type: "string" },
		package: { type: "string" },
		timeout: { type: "string", default: "180" },
		tools: { type: "string", default: path.join(import.meta.dirname, "..", "node_modules") },
	},
});
const runtime = values.runtime ?? "";
const launches = runtimes[runtime];
if (launches === undefined || values.package === undefined) {
	console.error(`usage: run.mjs --runtime <${Object.keys(runtimes).join("|")}> --package <tgz>`);
	process.exit(2);
}

const tools = path.resolve(values.tools);
const tool = (/** @type {string} */ name) => findTool(tools, name);
const reporter = createReporter(runtime);

/** @param {string} tarball */
async function main(tarball) {
	const stop = new AbortController();
	setTimeout(() => stop.abort(`it did not end within ${values.timeout} s`), Number(values.timeout) * 1000).unref();
	// The runtimes run in separate process groups, which an interrupt at the terminal does not reach.
	for (const name of ["SIGINT", "SIGTERM"]) process.once(name, () => stop.abort(`it was stopped by ${name}`));
	const { signal } = stop;
	const workspace = await createWorkspace(tarball);
	try {
		const control = await startControl(workspace.folder);
		const context = {
			runtime,
			control: control.url,
			sameOrigin: runtime in browsers,
			closedUrl: control.closedUrl,
		};
		try {
			for (const launch of launches ?? []) {
				const trouble = await launch({ workspace: workspace.folder, tools, tool, context, control, reporter, signal });
				if (signal.aborted) return signal.reason;
				if (trouble !== undefined) return trouble;
			}
		} finally {
			await control.close();
		}
	} finally {
		await workspace.remove();
	}
	return undefined;
}

process.exit((await outcome(values.package)) ? 0 : 1);

/** @param {string} tarball */
async function outcome(tarball) {
	try {
		return reporter.finish(launches?.length ?? 0, await main(tarball));
	} catch (error) {
		const reason = /** @type {any} */ (error);
		if (!(reason instanceof MissingTool)) return reporter.finish(0, String(reason?.stderr || reason?.stack || reason));
		reporter.result(false, reason.message);
		return false;
	}
}
