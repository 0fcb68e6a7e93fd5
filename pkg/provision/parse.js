// @ts-check
// Parses a file. This module looks up references; the core interprets them.
import { ask, Question } from "./core.js";
import { discover } from "./discover.js";
import { findPreset } from "./presets.js";
import { readText } from "./text.js";

/** @import { DiscoverOptions } from "./discover.js" */
/** @import { FileIssue, Format } from "./text.js" */

/**
 * @typedef {object} DesiredApp
 * @property {string} id
 * @property {boolean} deleted whether the app should not exist
 * @property {Record<string, unknown>} fields its fields, with defaults; secrets appear as references
 */

/**
 * A parsed file. The values of secrets are stored elsewhere, for `apply` only.
 * @typedef {object} Desired
 * @property {string | undefined} project the project that the file is for, if it names one
 * @property {DesiredApp[]} apps
 * @property {FileIssue[]} issues the errors and warnings, by line
 */

/**
 * @typedef {object} ParseOptions
 * @property {Format | undefined} [format] `"json"`, with or without comments, or `"yaml"`. Default: JSON, if the text
 *   begins like JSON
 * @property {Record<string, string | undefined> | undefined} [env] the variables that `${env:NAME}` refers to. Default:
 *   `process.env`, if it exists
 * @property {((path: string) => string | Promise<string>) | undefined} [readFile] reads the file of `${file:path}`.
 *   Default: no file is read
 * @property {DiscoverOptions | undefined} [discovery] options for the servers that `discover` names
 */

/** @typedef {{ id: string, deleted: boolean, wanted: Record<string, unknown>, shown: Record<string, unknown> }} Entry */

/** @type {WeakMap<object, Entry[]>} */
const entriesOf = new WeakMap();

/**
 * Parses a file: `{ project?, defaults?, apps: [ … ] }`. An app has the fields of `create`, and `preset`, `params`,
 * `discover` and `deleted`. Does not throw for mistakes in the file: `issues` lists them with their lines.
 *
 * @param {string} text
 * @param {ParseOptions} [options]
 * @returns {Promise<Desired>}
 */
export async function parse(text, options = {}) {
	const { value, issues, locate } = readText(text, options.format);
	if (issues.some(({ severity }) => severity === "error")) return desiredOf(undefined, [], issues);
	try {
		const known = await look(ask(Question.References, value), options);
		const { project, apps, issues: found } = ask(Question.Read, value, known);
		const located = found.map((/** @type {FileIssue} */ issue) => ({ ...locate(issue.path), ...issue }));
		return desiredOf(project, apps, [...issues, ...located]);
	} catch (error) {
		if (!(error instanceof RangeError)) throw error;
		const message = "is nested too deeply";
		return desiredOf(undefined, [], [{ line: 1, column: 1, path: "", code: "syntax", severity: "error", message }]);
	}
}

/**
 * @param {string | undefined} project
 * @param {Entry[]} entries
 * @param {FileIssue[]} issues
 */
function desiredOf(project, entries, issues) {
	issues.sort((left, right) => left.line - right.line || left.column - right.column);
	/** @type {Desired} */
	const desired = { project, apps: entries.map(({ id, deleted, shown }) => ({ id, deleted, fields: shown })), issues };
	entriesOf.set(desired, entries);
	return desired;
}

/**
 * Returns the entries of files, secrets included. Throws if a file has errors.
 *
 * @param {Desired | readonly Desired[]} desired
 */
export function readEntries(desired) {
	const files = /** @type {Desired[]} */ ([desired].flat());
	for (const { issues } of files) {
		const errors = issues.filter(({ severity }) => severity === "error");
		const [first] = errors;
		if (first)
			throw new TypeError(`there are ${errors.length} errors in the file; the first: ${first.path} ${first.message}`);
	}
	return files.flatMap((file) => {
		const entries = entriesOf.get(file);
		if (entries === undefined) throw new TypeError("desired must be what parse() gives");
		return entries;
	});
}

/**
 * @param {{ references: string[], discover: string[], preset: string[] }} wanted
 * @param {ParseOptions} options
 */
async function look({ references, discover: servers, preset }, { env = environment(), readFile, discovery }) {
	/** @type {Record<string, unknown>} */
	const known = {};
	for (const key of references) {
		const [, kind, name = ""] = /^(env|file):(.*)$/s.exec(key) ?? [];
		// The core reports missing files and unset variables.
		known[key] = kind === "env" ? env[name] : await readFile?.(name);
	}
	await Promise.all(
		servers.map(async (url) => {
			// On failure, the core receives the reason in place of an app.
			known[`discover:${url}`] = await discover(url, discovery).then(
				({ app }) => app,
				(error) => `cannot be discovered: ${error.message}`,
			);
		}),
	);
	for (const name of preset) known[`preset:${name}`] = findPreset(name)?.app ?? missingPreset(name);
	return known;
}

/** @param {string} name */
function missingPreset(name) {
	return `there is no preset ${JSON.stringify(name)}; "descope-outbound presets" lists them`;
}

/** @returns {Record<string, string | undefined>} */
function environment() {
	return globalThis.process?.env ?? {};
}
