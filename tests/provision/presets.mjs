// @ts-check
// Checks the presets of providers with the package's own validation, and their table in docs/presets.md. UPDATE=1
// rewrites the table.
import assert from "node:assert/strict";
import { readFile, writeFile } from "node:fs/promises";
import process from "node:process";

/**
 * @typedef {Record<string, unknown>} App
 * @typedef {{
 *   name: string,
 *   title: string,
 *   source: string,
 *   app: App,
 *   params?: Record<string, string>,
 *   notes?: string[],
 * }} Preset
 */

const TABLE = new URL("../../docs/presets.md", import.meta.url);
const RENEW = "UPDATE=1 node tests/provision/run.mjs --package <tgz> --only presets";
const FEWEST = 40;
const MEMBERS = ["name", "title", "source", "app", "params", "notes"];
const CREDENTIALS = ["clientId", "clientSecret"];

/** @typedef {(app: App) => { path: string, message: string }[]} Validate */

/**
 * Returns the mistakes of a preset, one per line.
 *
 * @param {Validate} validate
 * @param {Preset} preset
 */
function mistakes(validate, { name, title, source, app, params = {}, notes = [], ...others }) {
	const text = JSON.stringify(app);
	const used = new Set([...text.matchAll(/\$\{param:(\w+)\}/g)].map(([, param = ""]) => param));
	const kinds = ["oauth", "apikey"];
	const complete = {
		...JSON.parse(text.replaceAll(/\$\{param:\w+\}/g, "example")),
		...(app.appType === "oauth" && { clientId: "x", clientSecret: "y" }),
	};
	const urls = ["authorizationUrl", "tokenUrl", "revocationUrl", "discoveryUrl"];
	return [
		...Object.keys(others).map((key) => `${key}: not one of ${MEMBERS.join(", ")}`),
		...(/^[a-z0-9]+(-[a-z0-9]+)*$/.test(name) ? [] : ["name: not a lower-case slug"]),
		...(title ? [] : ["title: missing"]),
		...(/^https:\/\/[^/]/.test(source) ? [] : ["source: not an https URL"]),
		...(kinds.includes(String(app.appType)) ? [] : [`app.appType: not one of ${kinds.join(", ")}`]),
		...urls
			.slice(0, app.appType === "oauth" ? 2 : 0)
			.filter((url) => !app[url])
			.map((url) => `app.${url}: missing`),
		...urls.filter((url) => app[url] && !String(app[url]).startsWith("https://")).map((url) => `app.${url}: not https`),
		...CREDENTIALS.filter((field) => field in app).map((field) => `app.${field}: belongs to who uses the preset`),
		...[...used].filter((param) => !params[param]).map((param) => `params.${param}: used but not declared`),
		...Object.keys(params)
			.filter((param) => !used.has(param))
			.map((param) => `params.${param}: declared but not used`),
		...notes.filter((note) => !/^[A-Z].*[^.]\.$/.test(note)).map((note) => `notes: "${note}" is no sentence`),
		...validate(complete).map((finding) => `app.${finding.path}: ${finding.message}`),
	];
}

/** @param {readonly Preset[]} all */
function table(all) {
	/** @param {string} text */
	const cell = (text) => text.replaceAll("|", "\\|");
	const rows = all.map(({ name, title, source, app, params = {}, notes = [] }) => {
		const needs = [...Object.entries(params).map(([param, what]) => `\`${param}\`: ${what}.`), ...notes];
		return `| [${cell(title)}](${source}) | \`${name}\` | ${app.appType} | ${cell(needs.join(" "))} |`;
	});
	return [
		"# Presets",
		"",
		"The providers in `pkg/provision/presets.json`. Each links to the page where it documents its endpoints. To add one, edit",
		`that file and run \`${RENEW}\`,`,
		"which writes this table.",
		"",
		"| provider | name | kind | what it needs |",
		"|---|---|---|---|",
		...rows,
		"",
	].join("\n");
}

// biome-ignore lint/suspicious/noTemplateCurlyInString: presets write their params like this
const HOST = "https://${param:tenant}.acme.example";

/** @type {Preset} */
const GOOD = {
	name: "acme",
	title: "Acme",
	source: "https://acme.example/docs",
	app: {
		name: "Acme",
		authorizationUrl: `${HOST}/authorize`,
		tokenUrl: `${HOST}/token`,
		defaultScopes: ["read"],
		appType: "oauth",
	},
	params: { tenant: "the tenant's name" },
	notes: ["PKCE is required."],
};

/** @type {[string, object, RegExp][]} */
const BROKEN = [
	["a name that is no slug", { name: "Acme" }, /^name: /],
	["a source over http", { source: "http://acme.example/docs" }, /^source: /],
	["a member that presets do not have", { note: "" }, /^note: /],
	["a note without an end", { notes: ["needs PKCE"] }, /^notes: /],
	["a param not declared", { params: {} }, /^params\.tenant: used/],
	["a param not used", { params: { ...GOOD.params, region: "the region" } }, /^params\.region: declared/],
	["a client id", { app: { ...GOOD.app, clientId: "x" } }, /^app\.clientId: /],
	["a client secret", { app: { ...GOOD.app, clientSecret: "y" } }, /^app\.clientSecret: /],
	["no token URL", { app: { ...GOOD.app, tokenUrl: undefined } }, /^app\.tokenUrl: /],
	["no kind", { app: { ...GOOD.app, appType: undefined } }, /^app\.appType: /],
	["a scope with a space", { app: { ...GOOD.app, defaultScopes: ["read write"] } }, /^app\.defaultScopes/],
	[
		"a parameter that OAuth sets",
		{ app: { ...GOOD.app, authorizationUrlParams: [{ key: "scope", value: "read" }] } },
		/^app\.authorizationUrlParams/,
	],
];

/**
 * @param {{ validate: Validate, provision: { presets: readonly Preset[] } }} package_
 * @returns {{ name: string, run: () => void | Promise<void> }[]}
 */
export function presets({ validate, provision }) {
	const all = provision.presets;
	return [
		{
			name: `presets: there are ${FEWEST} or more, sorted, each name once`,
			run: () => {
				assert.ok(all.length >= FEWEST, `${all.length} presets`);
				const names = all.map(({ name }) => name);
				assert.deepEqual(names, [...new Set(names)].sort());
			},
		},
		...all.map((preset) => ({
			name: `presets: ${preset.name} is right`,
			run: () => assert.deepEqual(mistakes(validate, preset), []),
		})),
		{ name: "presets: a right one has no mistake", run: () => assert.deepEqual(mistakes(validate, GOOD), []) },
		...BROKEN.map(([what, change, expected]) => ({
			name: `presets: found: ${what}`,
			run: () => {
				const found = mistakes(validate, { ...GOOD, ...change });
				assert.ok(
					found.some((line) => expected.test(line)),
					`found only ${JSON.stringify(found)}`,
				);
			},
		})),
		{
			name: "presets: docs/presets.md has their table",
			run: async () => {
				const expected = table(all);
				if (process.env.UPDATE === "1") await writeFile(TABLE, expected);
				const written = await readFile(TABLE, "utf8").catch(() => "");
				assert.ok(written === expected, `docs/presets.md differs from presets.json; renew it: ${RENEW}`);
			},
		},
	];
}
