// @ts-check
import path from "node:path";
import process from "node:process";
import { setTimeout as sleep } from "node:timers/promises";
import { start } from "../../runtimes/harness/command.mjs";
import { freePort } from "../../runtimes/harness/ports.mjs";
import { findTool } from "../../runtimes/harness/tools.mjs";

/** Variables that keep the programs from asking questions, sending telemetry, and showing progress. */
const QUIET = {
	CI: "true",
	ASTRO_TELEMETRY_DISABLED: "1",
	NEXT_TELEMETRY_DISABLED: "1",
	NUXT_TELEMETRY_DISABLED: "1",
	WRANGLER_LOG_PATH: ".wrangler",
	WRANGLER_SEND_METRICS: "false",
	YARN_ENABLE_TELEMETRY: "0",
};

/** Programs that need no `npm ci`: the tests already have them. */
const RUNTIMES = ["bun", "workerd"];

/**
 * @typedef {object} Stage the environment of a row
 * @property {string} folder the project's, with its tools and the package installed
 * @property {string} cwd the row's own folder within it
 * @property {string} tools the node_modules that holds the runtimes
 * @property {string} node the Node on PATH: `node-24`
 * @property {string} tarball the package
 * @property {() => Promise<any>} browser Playwright's
 * @property {AbortSignal} signal
 */

/**
 * @typedef {object} Command
 * @property {string[]} run as a person types it, after `npx`
 * @property {string} [cwd] default: the row's own folder
 * @property {Record<string, string>} [env]
 */

/**
 * Runs a program to its end, and returns all its output.
 *
 * @param {Stage} stage
 * @param {Command} command
 */
export async function run(stage, command) {
	/** @type {string[]} */
	const printed = [];
	const child = await begin(stage, command, (text) => printed.push(text));
	const trouble = await child.closed;
	if (trouble !== undefined) throw new Error(`${command.run.join(" ")}: ${trouble}\n${printed.join("\n")}`);
	return printed;
}

/**
 * Starts a server, and waits until it answers. `{port}` in the arguments stands for its port, which PORT holds, too.
 *
 * @param {Stage} stage
 * @param {Command} command
 */
export async function startServer(stage, command) {
	const port = String(await freePort());
	/** @type {string[]} */
	const printed = [];
	const words = command.run.map((word) => word.replace("{port}", port));
	const env = { HOST: "127.0.0.1", PORT: port, ...command.env };
	const child = await begin(stage, { ...command, run: words, env }, (text) => printed.push(text));
	/** @type {string | undefined} */
	let trouble;
	const ended = child.closed.then((reason) => {
		trouble = reason ?? "it ended";
	});
	const server = {
		url: `http://127.0.0.1:${port}`,
		printed,
		stop: async () => {
			child.stop();
			await ended;
		},
	};
	while (!(await answers(server.url))) {
		if (stage.signal.aborted) trouble ??= "it does not answer";
		if (trouble !== undefined) {
			await server.stop();
			throw new Error(`${command.run.join(" ")}: ${trouble}\n${printed.join("\n")}`);
		}
		await sleep(50);
	}
	return server;
}

/** @param {string} url */
const answers = (url) =>
	fetch(url, { method: "HEAD" }).then(
		() => true,
		() => false,
	);

/**
 * @param {Stage} stage
 * @param {Command} command
 * @param {(text: string) => void} line
 */
function begin({ folder, cwd, tools, node, tarball, signal }, { run: [name = "", ...words], ...command }, line) {
	const file = RUNTIMES.includes(name) ? findTool(tools, name) : name;
	const args = words.map((word) => word.replace("{folder}", folder).replace("{tarball}", tarball));
	const programs = [path.dirname(findTool(tools, node)), path.join(folder, "node_modules/.bin")];
	return start(file, args, {
		cwd: command.cwd ?? cwd,
		signal,
		line,
		env: { ...QUIET, PATH: [...programs, process.env.PATH].join(path.delimiter), ...command.env },
	});
}
