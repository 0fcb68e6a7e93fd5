// @ts-check
import path from "node:path";
import { pathToFileURL } from "node:url";
import { findChromium } from "./tools.mjs";
import { resolveExports } from "./workspace.mjs";

export const QUIET = [
	"--no-sandbox",
	"--disable-gpu",
	"--disable-quic",
	"--no-first-run",
	"--disable-background-networking",
	"--disable-component-update",
	"--disable-sync",
];

/** @type {import("../run.mjs").Launch} */
export async function chromium({ workspace, tools, context, control, reporter, signal }) {
	const playwright = await import(pathToFileURL(path.join(tools, "playwright-core", "index.mjs")).href);
	const browser = await playwright.chromium.launch({ executablePath: findChromium(), args: QUIET });
	signal.addEventListener("abort", () => browser.close());
	try {
		const page = await browser.newPage();
		/** @type {(trouble?: string) => void} */
		let settle = () => {};
		/** @type {Promise<string | undefined>} */
		const settled = new Promise((done) => {
			settle = done;
		});
		page.on("console", (/** @type {any} */ message) => reporter.line(message.text()));
		page.on("pageerror", (/** @type {Error} */ error) => settle(`the page failed: ${error.stack}`));
		page.on("crash", () => settle("the page crashed"));
		browser.on("disconnected", () => settle("the browser ended"));
		await page.exposeFunction("writeLine", reporter.line);
		await page.exposeFunction("suiteEnded", () => settle());
		await page.addInitScript(`globalThis.suiteContext = ${JSON.stringify(context)}`);
		control.page("/", html(await resolveExports(workspace, "browser")));
		await page.goto(control.url);
		return await settled;
	} finally {
		await browser.close();
	}
}

/** @param {[specifier: string, file: string][]} exports */
function html(exports) {
	const imports = Object.fromEntries(exports.map(([specifier, file]) => [specifier, `/${file}`]));
	return `<!doctype html>
<title>tests/runtimes</title>
<link rel="icon" href="data:,">
<script type="importmap">${JSON.stringify({ imports })}</script>
<script type="module" src="/hosts/chromium.mjs"></script>
`;
}
