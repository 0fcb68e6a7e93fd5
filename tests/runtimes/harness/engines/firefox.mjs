// @ts-check
// Puppeteer speaks WebDriver BiDi with Firefox itself, so no geckodriver is needed.
import { findSystem, loadTool } from "../tools.mjs";

/** A busy machine takes so long to start it, at the most. */
const START_MS = 90_000;

/** @type {import("../browser.mjs").Engine} */
export async function firefox({ tools }, failed) {
	const puppeteer = loadTool(tools, "puppeteer-core");
	const browser = await puppeteer.launch({
		browser: "firefox",
		executablePath: findSystem("firefox"),
		headless: true,
		timeout: START_MS,
	});
	browser.on("disconnected", () => failed("the browser ended"));
	const page = await browser.newPage();
	return { open: (url) => page.goto(url), close: () => browser.close() };
}
