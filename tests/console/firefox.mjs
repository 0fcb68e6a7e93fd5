// @ts-check
// node tests/console/firefox.mjs --package <tgz>
//
// Runs the console in Firefox, over WebDriver BiDi. With --test-reporter=./tests/reporter.mjs it prints one line
// per test.
import path from "node:path";
import { findSystem, loadTool } from "../runtimes/harness/tools.mjs";
import { runFlows } from "./flows.mjs";

const TOOLS = path.join(import.meta.dirname, "..", "node_modules");

/** An error of axe, which runs in the driver's sandbox and reads objects of the page. */
const OF_AXE = /Permission denied to access property/;

await runFlows("Firefox", async () => {
	const browser = await loadTool(TOOLS, "puppeteer-core").launch({
		browser: "firefox",
		executablePath: findSystem("firefox"),
		headless: true,
		args: ["--width=1280", "--height=900"],
		// Setting a viewport needs commands that Firefox ESR does not have yet.
		defaultViewport: null,
	});

	async function openPage() {
		const page = await browser.newPage();
		/** @type {string[]} */
		const complaints = [];
		page.on("pageerror", (/** @type {Error} */ error) => {
			if (!OF_AXE.test(String(error))) complaints.push(String(error));
		});
		page.on("console", (/** @type {any} */ message) => complaints.push(message.text()));
		return {
			goTo: (/** @type {string} */ url) => page.goto(url),
			evaluate: (/** @type {string} */ expression) => page.evaluate(expression),
			click: (/** @type {number} */ x, /** @type {number} */ y) => page.mouse.click(x, y),
			type: (/** @type {string} */ text) => page.keyboard.type(text),
			pressEscape: () => page.keyboard.press("Escape"),
			async close() {
				await page.close();
				return complaints;
			},
		};
	}

	return { openPage, close: () => browser.close() };
});
