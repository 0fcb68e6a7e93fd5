// @ts-check
// Reads files and the files that they refer to.
import { readFile } from "node:fs/promises";
import path from "node:path";
import process from "node:process";
import { text } from "node:stream/consumers";
import { parse } from "descope-outbound/provision";
import { addresses } from "./discover.js";
import { colors, counted, print } from "./terminal.js";

/** @import { Desired, FileIssue } from "descope-outbound/provision" */

const FORMATS = /** @type {Record<string, "json" | "yaml">} */ ({
	".json": "json",
	".jsonc": "json",
	".yaml": "yaml",
	".yml": "yaml",
});

/** @typedef {{ file: string, desired: Desired }} Read */

/** @param {string[]} files @returns {Promise<Read[]>} */
export function readAll(files) {
	return Promise.all(files.map(async (file) => ({ file, desired: await read(file) })));
}

/** @param {string} file */
async function read(file) {
	const folder = file === "-" ? process.cwd() : path.dirname(file);
	const content = await (file === "-" ? text(process.stdin) : readFile(file, "utf8")).catch((error) => {
		throw new Error(`${file} cannot be read: ${error.code ?? error.message}`);
	});
	return parse(content, {
		format: FORMATS[path.extname(file)],
		discovery: { lookup: addresses },
		// Paths are relative to the file that contains them. The core reports an empty text as a missing reference.
		readFile: (name) => readFile(path.resolve(folder, name), "utf8").catch(() => ""),
	});
}

/** @param {Read[]} read @param {FileIssue["severity"]} severity */
export function count(read, severity) {
	return read.flatMap(({ desired }) => desired.issues).filter((issue) => issue.severity === severity).length;
}

/** @param {Read[]} read @param {(line: string) => void} [write] */
export function printIssues(read, write = print) {
	for (const { file, desired } of read) {
		for (const { line, column, path: place, severity, message } of desired.issues) {
			const color = severity === "error" ? colors.red : colors.yellow;
			write(`${file}:${line}:${column}: ${color(severity)}: ${[place, message].filter(Boolean).join(" ")}`);
		}
	}
}

/** @param {Read[]} read */
export function summary(read) {
	const apps = read.reduce((sum, { desired }) => sum + desired.apps.length, 0);
	return `${counted(apps, "app")}, ${counted(count(read, "error"), "error")}, ${counted(count(read, "warning"), "warning")}`;
}
