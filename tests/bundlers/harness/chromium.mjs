// @ts-check
import path from "node:path";
import { pathToFileURL } from "node:url";
import { QUIET } from "../../runtimes/harness/chromium.mjs";
import { findChromium } from "../../runtimes/harness/tools.mjs";

/** @param {string} tools the node_modules that holds Playwright */
export async function launchChromium(tools) {
	const playwright = await import(pathToFileURL(path.join(tools, "playwright-core", "index.mjs")).href);
	return playwright.chromium.launch({ executablePath: findChromium(), args: QUIET });
}
