// @ts-check
import path from "node:path";
import process from "node:process";
import { setTimeout as sleep } from "node:timers/promises";
import { start } from "../../runtimes/harness/command.mjs";
import { freePort } from "../../runtimes/harness/ports.mjs";
import { findTool } from "../../runtimes/harness/tools.mjs";

/** They ask for nothing, tell nobody, and show no progress. */
const QUIET = {
	CI: "true",
	ASTRO_TELEMETRY_DISABLED: "1",
	NEXT_TELEMETRY_DISABLED: "1",
	NUXT_TELEMETRY_DISABLED: "1",
	WRANGLER_LOG_PATH: ".wrangler",
	WRANGLER_SEND_METRICS: "false",
	YARN_ENABLE_TELEMETRY: "0",
};

/** Those that need no `npm ci`: the tests have them already. */
const RUNTIMES = ["bun", "workerd"];

/**
 * @typedef {object} Stage where a row runs
 * @property {string} folder the project's, with its tools and the package installed
 * @property {string} cwd the row's own folder within it
 * @property {string} tools the node_modules that holds the runtimes
 * @property {string} node which Node is on PATH: `node-24`
 * @property {string} tarball the package
 * @property {() => Promise<any>} browser Playwright's
 * @property {AbortSignal} signal
 */

/**
 * @typedef {object} Command
 * @property {string[]} run as a person types it, after `npx`
 * @property {string} [cwd] the row's own folder, unless it says another
 * @property {Record<string, string>} [env]
 */

/**
 * Runs a program to its end, and answers all that it printed.
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
 * Starts a server, and answers what `ask` finds there. `{port}` among the arguments is the server's, and so is PORT.
 *
 * @template Answer
 * @param {Stage} stage
 * @param {Command} command
 * @param {(url: string) => Promise<Answer>} ask
 * @returns {Promise<Answer>}
 */
export async function serve(stage, command, ask) {
	const port = String(await freePort());
	/** @type {string[]} */
	const printed = [];
	const server = await begin(
		stage,
		{
			...command,
			run: command.run.map((word) => word.replace("{port}", port)),
			env: { HOST: "127.0.0.1", PORT: port, ...command.env },
		},
		(text) => printed.push(text),
	);
	let trouble = "";
	const ended = server.closed.then((reason) => {
		trouble = reason ?? "it ended";
	});
	try {
		const url = `http://127.0.0.1:${port}`;
		while (!(await answers(url))) {
			stage.signal.throwIfAborted();
			if (trouble !== "") throw new Error(trouble);
			await sleep(50);
		}
		return await ask(url);
	} catch (reason) {
		const { message } = /** @type {Error} */ (reason);
		throw new Error(`${command.run.join(" ")}: ${message}\n${printed.join("\n")}`);
	} finally {
		server.stop();
		await ended;
	}
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
