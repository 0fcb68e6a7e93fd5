// @ts-check
import { execFile } from "node:child_process";
import path from "node:path";
import process from "node:process";
import { promisify } from "node:util";
import { findTool, MissingTool } from "../../tests/runtimes/harness/tools.mjs";
import { heading, show, trouble } from "./print.mjs";
import { requestWorker } from "./workerd.mjs";

const TOOLS = path.join(import.meta.dirname, "..", "..", "tests", "node_modules");

/**
 * @typedef {object} Place
 * @property {string} folder
 * @property {NodeJS.ProcessEnv} env
 */

/** @typedef {(place: Place) => Promise<string>} Example answers what it printed */

/** @type {{ title: string, command: string, creates: boolean, example: Example }[]} */
export const EXAMPLES = [
	{ title: "Node", command: "node examples/node.mjs", creates: true, example: program("node", "node.mjs") },
	{
		title: "Deno",
		command: "deno run --allow-net --allow-env examples/deno.ts",
		creates: true,
		example: program("deno", "run", "--quiet", "--cached-only", "--allow-net", "--allow-env", "deno.ts"),
	},
	{ title: "Bun", command: "bun examples/bun.ts", creates: true, example: program("bun", "--no-install", "bun.ts") },
	{
		title: "workerd",
		command: "examples/worker.js",
		creates: true,
		example: ({ folder, env }) => requestWorker(findTool(TOOLS, "workerd"), folder, env),
	},
	{
		title: "Bad input",
		command: "node examples/mistakes.mjs",
		creates: false,
		example: program("node", "mistakes.mjs"),
	},
];

/**
 * @param {string} folder
 * @param {import("./emulator.mjs").Emulator} emulator
 * @returns {Place}
 */
export function placeOf(folder, emulator) {
	return { folder, env: { ...process.env, ...emulator.env, NO_COLOR: "1", DENO_NO_UPDATE_CHECK: "1" } };
}

/**
 * @param {string} folder
 * @param {import("./emulator.mjs").Emulator} emulator
 * @returns {Promise<boolean>} whether all of them did what they should; a runtime that is not there is no failure
 */
export async function runExamples(folder, emulator) {
	const place = placeOf(folder, emulator);
	let good = true;
	for (const { title, command, creates, example } of EXAMPLES) {
		heading(title, command);
		try {
			const printed = await example(place);
			if (creates) show((await emulator.requests()).join("\n"));
			show(printed);
		} catch (error) {
			trouble(explain(error));
			good &&= error instanceof MissingTool;
		}
	}
	return good;
}

/**
 * @param {string} name
 * @param {...string} args
 * @returns {Example}
 */
function program(name, ...args) {
	return async ({ folder, env }) => {
		const file = name === "node" ? process.execPath : findTool(TOOLS, name);
		const { stdout } = await promisify(execFile)(file, args, { cwd: folder, env, timeout: 60_000 });
		return stdout;
	};
}

/** @param {unknown} error */
export function explain(error) {
	const { stderr, message } = /** @type {Error & { stderr?: string }} */ (error);
	return stderr || message;
}
