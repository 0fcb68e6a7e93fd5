// @ts-check
// Runs the command line as processes, in the folder where the package is installed.
import { spawn } from "node:child_process";
import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import process from "node:process";

/** @typedef {{ code: number | null, out: string, err: string, last: string }} Ended */

/** @param {string} folder */
export function processes(folder) {
	const program = path.join(folder, "node_modules", "descope-outbound", "dist", "bin", "descope-outbound.js");

	/** @param {string[]} args @param {Record<string, string>} [env] @param {string} [input] */
	function start(args, env = {}, input = "") {
		const { PATH } = process.env;
		const child = spawn(process.execPath, [program, ...args], { cwd: folder, env: { PATH, ...env } });
		child.stdin.on("error", () => {}).end(input);
		let [out, err] = ["", ""];
		child.stdout.on("data", (part) => (out += part));
		child.stderr.on("data", (part) => (err += part));
		/** @type {Promise<Ended>} */
		const ended = new Promise((resolve) => {
			child.on("close", (code) => resolve({ code, out, err, last: out.trimEnd().split("\n").at(-1) ?? "" }));
		});
		return { child, ended };
	}

	/** @param {string[]} args @param {Record<string, string>} [env] @param {string} [input] */
	const run = (args, env, input) => start(args, env, input).ended;

	/** @param {string} name @param {unknown} content */
	async function write(name, content) {
		const file = path.join(folder, name);
		await mkdir(path.dirname(file), { recursive: true });
		await writeFile(file, typeof content === "string" ? content : JSON.stringify(content));
		return file;
	}

	return { program, start, run, write };
}
