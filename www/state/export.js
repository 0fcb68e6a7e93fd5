// Exports apps, with references instead of secrets.
import { FIELDS, settled } from "./fields.js";

/** The schema's path, relative to the file. `descope-outbound schema` prints the schema. */
const SCHEMA = "./outbound-apps.schema.json";

/**
 * Writes apps to a file like `exportApps` of the package.
 *
 * @param {import("./apps.js").App[]} apps
 * @returns {{ text: string, variables: string[] }} the file, and the variables that it refers to
 */
export function exported(apps) {
	/** @type {Set<string>} */
	const variables = new Set();
	const written = apps.map((app) => {
		const hasSecret = app.clientId && !app.useDcr && app.appType !== "apikey";
		const fields = FIELDS.map(({ name }) => [name, escaped(settled(app[name]))]);
		const plain = Object.fromEntries(fields.filter(([, value]) => value !== undefined));
		return hasSecret ? { ...plain, clientSecret: `\${env:${variableOf(app.id, variables)}}` } : plain;
	});
	return { text: `${JSON.stringify({ $schema: SCHEMA, apps: written }, null, 2)}\n`, variables: [...variables] };
}

/**
 * Escapes texts that look like references with another `$`.
 *
 * @param {any} value
 * @returns {any}
 */
const escaped = (value) =>
	value && JSON.parse(JSON.stringify(value).replace(/\$+\{(?=env:|file:|param:)/g, (reference) => `$${reference}`));

/**
 * Returns an unused name of a variable: without the check, `a-b` and `a_b` would share one.
 *
 * @param {string} id
 * @param {Set<string>} taken
 */
function variableOf(id, taken) {
	const base = `OUTBOUND_${id.toUpperCase().replace(/[^A-Z0-9]/g, "_")}_CLIENT_SECRET`;
	let name = base;
	for (let nth = 2; taken.has(name); nth += 1) name = `${base}_${nth}`;
	taken.add(name);
	return name;
}

/**
 * @param {string} text
 * @param {string} name
 */
export function download(text, name) {
	const href = URL.createObjectURL(new Blob([text], { type: "application/json" }));
	Object.assign(document.createElement("a"), { href, download: name }).click();
	setTimeout(() => URL.revokeObjectURL(href), 10_000);
}
