// @ts-check
// node tests/console/webkit.mjs --package <tgz>
//
// Runs the console in WebKitGTK, over WebDriver, on a headless X server. With --test-reporter=./tests/reporter.mjs it
// prints one line per test.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { start } from "../runtimes/harness/command.mjs";
import { openDisplay } from "../runtimes/harness/engines.mjs";
import { freePort, listening } from "../runtimes/harness/ports.mjs";
import { findSystem, loadTool } from "../runtimes/harness/tools.mjs";
import { runFlows } from "./flows.mjs";

const TOOLS = path.join(import.meta.dirname, "..", "node_modules");
const { Builder, Capabilities, Key } = loadTool(TOOLS, "selenium-webdriver");

const WATCH = `
	window.complaints = [];
	addEventListener("error", ({ message }) => complaints.push(message));
	addEventListener("unhandledrejection", ({ reason }) => complaints.push(String(reason)));
`;

await runFlows("WebKit", async () => {
	const home = await mkdtemp(path.join(tmpdir(), "descope-outbound-webkit-"));
	const ending = new AbortController();
	const options = { cwd: home, signal: ending.signal, line: () => {} };
	const display = await openDisplay({ workspace: home, signal: ending.signal });
	const port = await freePort();
	const env = { DISPLAY: display.name, HOME: home, XDG_CACHE_HOME: home, XDG_CONFIG_HOME: home, XDG_DATA_HOME: home };
	const server = await start(findSystem("webkit-driver"), [`--port=${port}`], { ...options, env });
	await Promise.race([listening(port, ending.signal), server.closed]);
	const capabilities = new Capabilities({
		browserName: "MiniBrowser",
		"webkitgtk:browserOptions": { binary: findSystem("webkit"), args: ["--automation"] },
	});

	// One session, and so one browser, per page: no state leaks from one test into the next.
	async function openPage() {
		const driver = await new Builder().usingServer(`http://127.0.0.1:${port}`).withCapabilities(capabilities).build();
		await driver.manage().setTimeouts({ script: 20_000 });
		await driver.manage().window().setRect({ width: 1280, height: 900 });
		/** @type {string[]} */
		const complaints = [];
		const collect = async () => complaints.push(...((await driver.executeScript("return window.complaints")) ?? []));
		return {
			async goTo(/** @type {string} */ url) {
				await collect();
				await driver.get(url);
				await driver.executeScript(WATCH);
			},
			async evaluate(/** @type {string} */ expression) {
				const { value, error } = await driver.executeAsyncScript(
					`const done = arguments[0];
					(async () => (${expression}))().then((value) => done({ value }), (error) => done({ error: String(error) }));`,
				);
				if (error) throw new Error(error);
				return value;
			},
			click: (/** @type {number} */ x, /** @type {number} */ y) =>
				driver
					.actions()
					.move({ x: Math.round(x), y: Math.round(y) })
					.click()
					.perform(),
			type: (/** @type {string} */ text) => driver.actions().sendKeys(text).perform(),
			pressEscape: () => driver.actions().sendKeys(Key.ESCAPE).perform(),
			async close() {
				await collect();
				await driver.quit();
				return complaints;
			},
		};
	}

	async function close() {
		server.stop();
		display.stop();
		ending.abort();
		await Promise.all([server.closed, display.closed]);
		await rm(home, { recursive: true, force: true });
	}

	return { openPage, close };
});
