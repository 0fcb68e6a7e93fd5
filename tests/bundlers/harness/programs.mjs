// @ts-check
import path from "node:path";
import process from "node:process";
import { run as runCommand, start as startCommand } from "../../runtimes/harness/command.mjs";
import { findTool } from "../../runtimes/harness/tools.mjs";

/** The script of each program, where npm has installed it. */
const SCRIPTS = /** @type {Record<string, string>} */ ({
	esbuild: "esbuild/bin/esbuild",
	next: "next/dist/bin/next",
	parcel: "parcel/lib/bin.js",
	rollup: "rollup/dist/bin/rollup",
	vite: "vite/bin/vite.js",
	"vite-7": "vite-7/bin/vite.js",
	webpack: "webpack-cli/bin/cli.js",
	wrangler: "wrangler/bin/wrangler.js",
});

/** It refuses older ones. */
const NODE_OF_WRANGLER = "node-24";

/** They ask for nothing, tell nobody, and leave nothing behind. */
const QUIET = {
	CI: "true",
	NEXT_TELEMETRY_DISABLED: "1",
	WRANGLER_SEND_METRICS: "false",
	WRANGLER_LOG_PATH: ".wrangler",
};
Object.assign(process.env, QUIET);

/**
 * @typedef {object} Stage where everything happens
 * @property {string} folder a user's, with the package installed
 * @property {string} bundlers the node_modules that holds them
 * @property {string} tools the node_modules that holds the runtimes
 * @property {any} browser Playwright's
 * @property {AbortSignal} signal
 */

/**
 * Runs a program to its end, and answers what it printed.
 *
 * @param {Stage} stage
 * @param {string[]} command
 */
export async function run(stage, command) {
	/** @type {string[]} */
	const printed = [];
	const [file, args] = resolve(stage, command);
	const trouble = await runCommand(
		file,
		args,
		options(stage, (text) => printed.push(text)),
	);
	if (trouble !== undefined) throw new Error(`${command.join(" ")}: ${trouble}\n${printed.join("\n")}`);
	return printed;
}

/**
 * Starts a server on a port of its choice, and waits until it says which.
 *
 * @param {Stage} stage
 * @param {string[]} command
 */
export async function startServer(stage, command) {
	/** @type {string[]} */
	const printed = [];
	/** @type {(port: string) => void} */
	let listening = () => {};
	/** @type {Promise<string>} */
	const port = new Promise((done) => {
		listening = done;
	});
	const [file, args] = resolve(stage, command);
	const line = (/** @type {string} */ text) => {
		printed.push(text);
		const [, found] = /(?:127\.0\.0\.1:|"port":)(\d+)/.exec(text) ?? [];
		if (found !== undefined) listening(found);
	};
	const server = await startCommand(file, args, options(stage, line));
	const ended = server.closed.then((trouble) => {
		throw new Error(`${command.join(" ")}: ${trouble ?? "it ended"}\n${printed.join("\n")}`);
	});
	return {
		url: `http://127.0.0.1:${await Promise.race([port, ended])}`,
		printed,
		stop: async () => {
			server.stop();
			await ended.catch(() => {});
		},
	};
}

/**
 * @param {Stage} stage
 * @param {string[]} command
 * @returns {[file: string, args: string[]]}
 */
function resolve({ bundlers, tools }, [name = "", ...args]) {
	const script = SCRIPTS[name];
	if (script === undefined) return [name === "node" ? process.execPath : findTool(tools, name), args];
	const node = name === "wrangler" ? findTool(tools, NODE_OF_WRANGLER) : process.execPath;
	return [node, [path.join(bundlers, script), ...args]];
}

/**
 * @param {Stage} stage
 * @param {(text: string) => void} line
 */
const options = ({ folder, signal }, line) => ({ cwd: folder, signal, line });
