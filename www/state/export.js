// Apps as a file, with references in the place of secrets.
import { FIELDS, settled } from "./fields.js";

const SCHEMA = "https://unpkg.com/descope-outbound/dist/provision.schema.json";

/**
 * @param {import("./apps.js").App[]} apps
 * @returns {{ text: string, variables: string[] }} the file, and the variables that it refers to
 */
export function exported(apps) {
	/** @type {Set<string>} */
	const variables = new Set();
	const written = apps.map((app) => {
		const fields = FIELDS.map(({ name }) => [name, settled(app[name])]);
		const plain = Object.fromEntries(fields.filter(([, value]) => value !== undefined));
		if (!app.clientId || app.appType === "apikey") return plain;
		return { ...plain, clientSecret: `\${env:${variableOf(app.id, variables)}}` };
	});
	return { text: `${JSON.stringify({ $schema: SCHEMA, apps: written }, null, 2)}\n`, variables: [...variables] };
}

/**
 * A name that no other app has: `a-b` and `a_b` would share one.
 *
 * @param {string} id
 * @param {Set<string>} taken
 */
function variableOf(id, taken) {
	const stem = id
		.toUpperCase()
		.replace(/[^A-Z0-9]+/g, "_")
		.replace(/^(?=[0-9])/, "_");
	let name = `${stem}_CLIENT_SECRET`;
	for (let nth = 2; taken.has(name); nth += 1) name = `${stem}_${nth}_CLIENT_SECRET`;
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
