// @ts-check
// Output for people: with colours and a progress line on a terminal, otherwise as plain lines.
import process from "node:process";
import { createInterface } from "node:readline/promises";
import colors from "picocolors";

/** @import { Progress } from "../../provision/apply.js" */

export { colors };

/** @param {string} line */
export function print(line) {
	process.stdout.write(`${line}\n`);
}

/** @param {string} line */
export function warn(line) {
	process.stderr.write(`${line}\n`);
}

/**
 * Prints the last line of a command, and sets the exit code.
 *
 * @param {number} exitCode
 * @param {string} line
 */
export function finish(exitCode, line) {
	process.exitCode = exitCode;
	const color = exitCode === 0 ? colors.green : exitCode === 2 ? colors.yellow : colors.red;
	print(color(line));
}

/** @param {unknown} error */
export function fail(error) {
	process.exitCode = 1;
	warn(colors.red(`descope-outbound: ${printable(messageOf(error))}`));
}

/** @param {unknown} error */
export function messageOf(error) {
	return error instanceof Error ? error.message : String(error);
}

/** @param {number} number @param {string} noun */
export function counted(number, noun) {
	return `${number} ${noun}${number === 1 ? "" : "s"}`;
}

/** Formats a value for the terminal, without control characters, which would control it. @param {unknown} value */
export function shown(value) {
	const text = typeof value === "string" ? value : JSON.stringify(value);
	return printable(text).replaceAll("\n", "\uFFFD");
}

/** @param {string} text */
const printable = (text) => text.replace(/[^\P{Cc}\n]/gu, "\uFFFD");

export function isInteractive() {
	return Boolean(process.stdin.isTTY && process.stderr.isTTY);
}

/** @param {string} question */
export async function ask(question) {
	const reader = createInterface({ input: process.stdin, output: process.stderr });
	try {
		return /^y(es)?$/i.test((await reader.question(question)).trim());
	} finally {
		reader.close();
	}
}

/** Reports the progress of a plan on standard error: standard output is for programs. */
export function progressLine() {
	const isTerminal = process.stderr.isTTY;
	const began = performance.now();
	const clear = () => void (isTerminal && process.stderr.write("\r\u001B[K"));
	/** @param {Progress} progress */
	function report({ kind, id, result, done, total, running }) {
		if (isTerminal) {
			const rate = (done / Math.max(0.001, (performance.now() - began) / 1000)).toFixed(1);
			const waits = running.length === 0 ? "" : `, waiting for ${running.map(shown).join(", ")}`;
			const line = `${done} of ${total}, ${rate} a second${waits}`;
			process.stderr.write(`\r\u001B[K${line.slice(0, (process.stderr.columns || 80) - 1)}`);
		} else if (kind === "ended") {
			warn(`${done} of ${total}: ${shown(id)} ${result?.outcome}`);
		}
	}
	return { report, clear };
}
