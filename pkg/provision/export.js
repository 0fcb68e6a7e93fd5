// @ts-check
// Writes files from existing apps.
import { stringify } from "yaml";
import { ask, Question } from "./core.js";

/**
 * @import { AppsClient } from "./plan.js"
 * @import { Format } from "./text.js"
 */

/**
 * @typedef {object} Missing
 * @property {string} id
 * @property {string} field
 * @property {string} reference the reference in its place, which must have a value before the file can be applied.
 *   Remove the line from an app that has no secret
 */

/**
 * @typedef {object} Exported
 * @property {string} text the file
 * @property {Missing[]} missing the fields that the server does not return
 */

/**
 * @typedef {object} ExportOptions
 * @property {Format | undefined} [format] Default: `"yaml"`
 * @property {string | undefined} [schema] the address of the JSON Schema, for editors
 * @property {AbortSignal | undefined} [signal]
 */

/**
 * Describes all apps of a project as a file, with references instead of secrets.
 *
 * @param {Pick<AppsClient, "loadAll">} apps an `OutboundApps`
 * @param {ExportOptions} [options]
 * @returns {Promise<Exported>}
 */
export async function exportApps(apps, options = {}) {
	const { format = "yaml", schema, signal } = options;
	const found = (await apps.loadAll(signal ? { signal } : {})).apps ?? [];
	const { file, missing } = ask(Question.Export, found);
	const whole = schema === undefined ? file : { $schema: schema, ...file };
	const text = format === "json" ? `${JSON.stringify(whole, null, 2)}\n` : stringify(whole, { lineWidth: 0 });
	return { text, missing };
}

/** Returns the JSON Schema of files, for editors. @returns {Record<string, unknown>} */
export function fileSchema() {
	return ask(Question.Schema);
}
