// @ts-check
import process from "node:process";
import { presets } from "descope-outbound/provision";
import { stringify } from "yaml";
import { colors, counted, fail, print } from "./terminal.js";

/** The callback URL of apps and projects without a custom domain. */
const CALLBACK = "https://api.descope.com/v1/outbound/oauth/callback";

/** @param {{ json?: boolean }} options */
export function presetsCommand({ json }) {
	if (json) return print(JSON.stringify(presets));
	const width = Math.max(...presets.map(({ name }) => name.length));
	for (const { name, title } of presets) print(`${name.padEnd(width)}  ${title}`);
	print(`${counted(presets.length, "preset")}; "descope-outbound presets show <name>" says what each needs`);
}

/** @param {string} name */
export function presetCommand(name) {
	const preset = presets.find((preset) => preset.name === name);
	if (preset === undefined) {
		return fail(new Error(`there is no preset ${JSON.stringify(name)}; "descope-outbound presets" lists them`));
	}
	const { title, source, app, params = {}, notes = [] } = preset;
	print(`${colors.bold(title)}  ${source}\n`);
	print(stringify({ apps: [inFile(name, app, params)] }));
	print(`${colors.bold("brings")}\n${stringify(app).trimEnd()}\n`);
	for (const [param, meaning] of Object.entries(params)) print(`params.${param}: ${meaning}`);
	for (const note of notes) print(`- ${note}`);
	if (app.appType !== "apikey")
		print(`- Register this callback URL at ${title}: ${callback(process.env.DESCOPE_BASE_URL)}`);
}

/**
 * Returns an app's entry for a file.
 *
 * @param {string} name
 * @param {Record<string, unknown>} app
 * @param {Record<string, string>} params
 */
function inFile(name, app, params) {
	const variable = `${name.toUpperCase().replace(/[^A-Z0-9]+/g, "_")}_CLIENT_SECRET`;
	const credentials = { clientId: "…", clientSecret: `\${env:${variable}}` };
	return {
		id: name,
		preset: name,
		...(Object.keys(params).length > 0 && { params: Object.fromEntries(Object.keys(params).map((key) => [key, "…"])) }),
		...(app.appType !== "apikey" && credentials),
	};
}

/** @param {string | undefined} baseUrl */
function callback(baseUrl) {
	return baseUrl ? new URL("/v1/outbound/oauth/callback", baseUrl).href : CALLBACK;
}
