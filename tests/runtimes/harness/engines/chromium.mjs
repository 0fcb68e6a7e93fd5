// @ts-check
import { findSystem, loadTool } from "../tools.mjs";

const QUIET = [
	"--no-sandbox",
	"--disable-gpu",
	"--disable-quic",
	"--no-first-run",
	"--disable-background-networking",
	"--disable-component-update",
	"--disable-sync",
];

/** @param {string} tools the node_modules that holds Playwright */
export const launchChromium = (tools) =>
	loadTool(tools, "playwright-core").chromium.launch({ executablePath: findSystem("chromium"), args: QUIET });

/** @type {import("../browser.mjs").Engine} */
export async function chromium({ tools, reporter }, failed) {
	const browser = await launchChromium(tools);
	browser.on("disconnected", () => failed("the browser ended"));
	const page = await browser.newPage();
	page.on("console", (/** @type {any} */ message) => reporter.line(message.text()));
	page.on("crash", () => failed("the page crashed"));
	return { open: (url) => page.goto(url), close: () => browser.close() };
}
