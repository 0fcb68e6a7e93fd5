// @ts-check
// A fresh console for each test: an emulator and a server on sockets, and a page in Chromium with its errors.
import assert from "node:assert/strict";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { launchChromium } from "../runtimes/harness/chromium.mjs";
import { packageFolder } from "../runtimes/harness/workspace.mjs";
import { APPS } from "./apps.mjs";
import { startConsole } from "./server.mjs";

const TOOLS = path.join(import.meta.dirname, "..", "node_modules");

/** Chromium's message for error statuses, which tests cause on purpose. */
const EXPECTED = /^Failed to load resource: /;

/**
 * @typedef {object} Setting
 * @property {Record<string, unknown>[]} [apps]
 * @property {string} [at] the start address after the #
 * @property {boolean} [showsTokens]
 * @property {unknown} [presets]
 * @property {Record<string, unknown>} [discovered]
 * @property {Record<string, unknown>} [context] Playwright's options
 * @property {boolean} [isLazy] the test opens the page on its own
 */

/** @typedef {Awaited<ReturnType<Awaited<ReturnType<typeof createBench>>["open"]>>} Harness */

/**
 * Starts an emulator with apps, and a server with the console, both from the package installed in the folder.
 *
 * @param {string} folder
 * @param {Setting} setting
 */
export async function serve(folder, { apps = APPS, at: _at, context: _context, isLazy: _isLazy, ...states }) {
	const root = packageFolder(folder);
	const { startServer } = await import(pathToFileURL(path.join(root, "dist/emulator/server.js")).href);
	const { emulator, close: closeEmulator } = await startServer();
	for (const app of apps) await post(emulator, "app/create", app);
	const console = await import(pathToFileURL(path.join(root, "dist/console.js")).href);
	const server = await startConsole({ console, emulator });
	Object.assign(server.state, states);
	return {
		emulator,
		url: server.url,
		state: server.state,
		/** Returns the app as the server stores it. @param {string} id @returns {any} */
		stored: (id) => emulator.apps().find((/** @type {any} */ app) => app.id === id),
		/** Makes a change that is not the page's. @param {string} path @param {unknown} body */
		meanwhile: (path, body) => post(emulator, path, body),
		async stop() {
			server.close();
			await closeEmulator();
		},
	};
}

/** @param {string} folder */
export async function createBench(folder) {
	const browser = await launchChromium(TOOLS);

	/** @param {Setting} [setting] */
	async function open(setting = {}) {
		const { at = "", context = {}, isLazy = false } = setting;
		const { stop, ...served } = await serve(folder, setting);
		const opened = await browser.newContext({
			viewport: { width: 1280, height: 900 },
			reducedMotion: "reduce",
			...context,
		});
		const page = await opened.newPage();
		page.setDefaultTimeout(15_000);
		/** @type {string[]} */
		const complaints = [];
		/** @type {string[]} */
		const printed = [];
		page.on("console", (/** @type {any} */ message) => {
			const text = message.text();
			printed.push(text);
			if (["error", "warning"].includes(message.type()) && !EXPECTED.test(text)) complaints.push(text);
		});
		page.on("pageerror", (/** @type {Error} */ error) => complaints.push(`${error.message}\n${error.stack}`));
		const devtools = await opened.newCDPSession(page);
		/**
		 * Runs code in the page; the page's own policy would forbid it.
		 *
		 * @param {string} expression
		 * @returns {Promise<any>}
		 */
		const evaluate = async (expression) => {
			const { result, exceptionDetails } = await devtools.send("Runtime.evaluate", {
				expression,
				awaitPromise: true,
				returnByValue: true,
			});
			assert.equal(exceptionDetails, undefined, JSON.stringify(exceptionDetails));
			return result.value;
		};
		const goTo = (/** @type {string} */ hash) => page.goto(`${served.url}#${hash}`);
		if (!isLazy) await goTo(at);
		return {
			...served,
			page,
			goTo,
			evaluate,
			printed,
			async close() {
				await opened.close();
				await stop();
				assert.deepEqual([...complaints, ...served.state.violations], [], "the page complains");
			},
		};
	}
	return { open, close: () => browser.close() };
}

/**
 * @param {any} emulator
 * @param {string} path
 * @param {unknown} body
 */
async function post({ baseUrl, projectId, managementKey }, path, body) {
	const response = await fetch(`${baseUrl}/v1/mgmt/outbound/${path}`, {
		method: "POST",
		headers: { authorization: `Bearer ${projectId}:${managementKey}`, "content-type": "application/json" },
		body: JSON.stringify(body),
	});
	assert.equal(response.status, 200, await response.text());
}
