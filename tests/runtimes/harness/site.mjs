// @ts-check
// Serves a browser everything beyond the workspace's files, and receives its results.
import { readFile } from "node:fs/promises";
import path from "node:path";
import { json, readJson } from "./control.mjs";
import { resolveExports } from "./workspace.mjs";

/** @typedef {import("node:http").ServerResponse} ServerResponse */

/**
 * @typedef {object} Listener
 * @property {(printed: string[]) => void} lines
 * @property {() => void} ended
 * @property {(reason: string) => void} failed
 */

/**
 * @param {import("../run.mjs").Launched} launched
 * @param {string} script the module of hosts/browser/ that the page starts
 * @param {Listener} listener
 */
export async function openSite({ workspace, control, context }, script, listener) {
	const files = Object.fromEntries(await resolveExports(workspace, "browser"));

	control.route("", (_url, _request, response) => page(response, whole(files, script)));
	control.route("context", (_url, _request, response) => json(response, context));
	control.route("said", async ({ pathname }, request, response) => {
		const [, , what] = pathname.split("/");
		listener[/** @type {keyof Listener} */ (what)](await readJson(request));
		json(response, {});
	});
	control.route("policed", ({ searchParams }, _request, response) => {
		const entry = searchParams.get("entry") ?? "";
		page(response, begun(`/resolved/${entry}/hosts/browser/probe.mjs`), {
			"content-security-policy": searchParams.get("policy") ?? "",
		});
	});
	// Workers have no import map, and a strict policy refuses an import map within a page, as it is an inline script.
	control.route("resolved", async ({ pathname }, _request, response) => {
		const [, , entry, ...rest] = pathname.split("/");
		const code = await readFile(path.join(workspace, ...rest), "utf8");
		const main = entry === "inline" ? files["descope-outbound/inline"] : files["descope-outbound"];
		response.writeHead(200, { "content-type": "text/javascript" });
		response.end(resolved(code, { ...files, "descope-outbound": main }));
	});
}

/**
 * @param {ServerResponse} response
 * @param {string} html
 * @param {Record<string, string>} [headers]
 */
function page(response, html, headers) {
	response.writeHead(200, { "content-type": "text/html", ...headers }).end(html);
}

/**
 * @param {Record<string, string>} files
 * @param {string} script
 */
function whole(files, script) {
	const imports = Object.fromEntries(Object.entries(files).map(([specifier, file]) => [specifier, `/${file}`]));
	return `<!doctype html>
<title>tests/runtimes</title>
<link rel="icon" href="data:,">
<script type="importmap">${JSON.stringify({ imports })}</script>
<body>
${begun(`/hosts/browser/begin.mjs?${script}`)}
`;
}

const begun = (/** @type {string} */ module) => `<script type="module" src="${module}"></script>`;

/**
 * Replaces the package's names in the code with the files that they resolve to, as a bundler does.
 *
 * @param {string} code
 * @param {Record<string, string | undefined>} files
 */
function resolved(code, files) {
	return Object.entries(files).reduce(
		(text, [specifier, file]) => text.replaceAll(JSON.stringify(specifier), JSON.stringify(`/${file}`)),
		code,
	);
}
