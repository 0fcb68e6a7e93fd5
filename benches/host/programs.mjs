// @ts-check
// The runtimes that run a script.
import { execFile } from "node:child_process";
import path from "node:path";
import process from "node:process";
import { promisify } from "node:util";
import { findTool } from "../../tests/runtimes/harness/tools.mjs";

/** @typedef {"node20" | "node24" | "deno" | "bun"} Runtime */

/** @type {Record<Runtime, { tool: string, args: string[] }>} */
const PROGRAMS = {
	node20: { tool: "node-20", args: [] },
	node24: { tool: "node-24", args: [] },
	deno: { tool: "deno", args: ["run", "--no-prompt", "--cached-only", "--allow-all"] },
	bun: { tool: "bun", args: ["--no-install"] },
};

export const RUNTIMES = /** @type {Runtime[]} */ (Object.keys(PROGRAMS));

/**
 * @param {Runtime} runtime
 * @param {import("../run.mjs").Context} context
 */
export function program(runtime, { tools, workspace }) {
	const { tool, args } = PROGRAMS[runtime];
	const env = { ...process.env, NO_COLOR: "1", DENO_DIR: path.join(workspace, ".deno"), DENO_NO_UPDATE_CHECK: "1" };
	return { file: findTool(tools, tool), args, options: { cwd: workspace, env, maxBuffer: 64 * 1024 * 1024 } };
}

/**
 * Runs a script of `inside/` to its end and returns its answer.
 *
 * @param {Runtime} runtime
 * @param {string} script
 * @param {unknown} task
 * @param {import("../run.mjs").Context} context
 * @param {string[]} [flags] of the runtime
 */
export async function run(runtime, script, task, context, flags = []) {
	const { file, args, options } = program(runtime, context);
	const command = [...args, ...flags, `inside/${script}`, JSON.stringify(task)];
	try {
		return JSON.parse((await promisify(execFile)(file, command, options)).stdout);
	} catch (reason) {
		const { stderr, message } = /** @type {any} */ (reason);
		throw new Error(`${script} in ${runtime}: ${stderr || message}`);
	}
}
