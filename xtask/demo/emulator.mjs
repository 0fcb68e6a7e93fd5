// @ts-check
import { spawn } from "node:child_process";
import path from "node:path";
import process from "node:process";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";
import { heading, show } from "./print.mjs";

/** What the emulator says to export before its own requests come. */
const VARIABLES = ["DESCOPE_BASE_URL", "DESCOPE_PROJECT_ID", "DESCOPE_MANAGEMENT_KEY"];

/** @typedef {Awaited<ReturnType<typeof startEmulator>>} Emulator */

/**
 * The command of the package, as a person would start it.
 *
 * @param {string} folder
 */
export async function startEmulator(folder) {
	const bin = path.join("node_modules", "descope-outbound", "dist", "bin", "descope-outbound.js");
	const child = spawn(process.execPath, [bin, "emulate", "--port", "0"], {
		cwd: folder,
		stdio: ["ignore", "pipe", "inherit"],
	});
	/** @type {Record<string, string>} */
	const env = {};
	/** @type {string[]} */
	let log = [];
	/** @type {(line: string) => void} */
	let print = (line) => log.push(line);
	await new Promise((ready, failed) => {
		child.on("error", failed);
		child.on("exit", (code) => failed(new Error(`the emulator ended with code ${code}`)));
		createInterface(child.stdout).on("line", (line) => {
			const [, name, value] = /(DESCOPE_\w+)='?([^\s']+)/.exec(line) ?? [];
			if (name !== undefined && value !== undefined) env[name] = value;
			else if (VARIABLES.every((variable) => variable in env) && line.trim() !== "") print(line);
			if (VARIABLES.every((variable) => variable in env)) ready(undefined);
		});
	});
	heading("The emulator", "npx descope-outbound emulate --port 0");
	show(`a Descope of your own, in memory, at ${env.DESCOPE_BASE_URL}`);
	return {
		env,
		/** The lines of the requests since the last time; the first may still be on its way here. */
		async requests() {
			for (let waited = 0; log.length === 0 && waited < 1000; waited += 20) await sleep(20);
			const lines = log;
			log = [];
			return lines;
		},
		/** @param {(line: string) => void} shown is given each line from now on */
		follow(shown) {
			print = shown;
		},
		stop: () => child.removeAllListeners("exit").kill(),
	};
}
