// @ts-check
// A fresh console for each test: an emulator and a server on sockets, and a page in Chromium that is watched.
import assert from "node:assert/strict";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { launchChromium } from "../runtimes/harness/chromium.mjs";
import { packageFolder } from "../runtimes/harness/workspace.mjs";
import { APPS } from "./apps.mjs";
import { startConsole } from "./server.mjs";

const TOOLS = path.join(import.meta.dirname, "..", "node_modules");

/** What Chromium says of answers that a test asks for. */
const EXPECTED = /^Failed to load resource: /;

/**
 * @typedef {object} Setting
 * @property {Record<string, unknown>[]} [apps]
 * @property {string} [at] where to begin: what follows the #
 * @property {boolean} [showsTokens]
 * @property {unknown} [presets]
 * @property {Record<string, unknown>} [discovered]
 * @property {Record<string, unknown>} [context] Playwright's options
 * @property {boolean} [isLazy] whether the test goes to the page itself
 */

/** @typedef {Awaited<ReturnType<Awaited<ReturnType<typeof createBench>>["open"]>>} World */

/** @param {string} folder */
export async function createBench(folder) {
	const root = packageFolder(folder);
	const { startServer } = await import(pathToFileURL(path.join(root, "dist/emulator/server.js")).href);
	const browser = await launchChromium(TOOLS);

	/** @param {Setting} [setting] */
	async function open({ apps = APPS, at = "", context = {}, isLazy = false, ...states } = {}) {
		const { emulator, close: closeEmulator } = await startServer();
		await fill(emulator, apps);
		const server = await startConsole({ page: path.join(root, "dist/console"), emulator });
		Object.assign(server.state, states);
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
			printed.push(message.text());
			if (["error", "warning"].includes(message.type()) && !EXPECTED.test(message.text()))
				complaints.push(message.text());
		});
		page.on("pageerror", (/** @type {Error} */ error) => complaints.push(`${error.message}\n${error.stack}`));
		const devtools = await opened.newCDPSession(page);
		/**
		 * Runs code in the page, whose own policy would not have it.
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
		const goTo = (/** @type {string} */ hash) => page.goto(`${server.url}#${hash}`);
		if (!isLazy) await goTo(at);
		return {
			page,
			goTo,
			evaluate,
			emulator,
			url: server.url,
			state: server.state,
			printed,
			/** The app as the server has it. @param {string} id @returns {any} */
			stored: (id) => emulator.apps().find((/** @type {any} */ app) => app.id === id),
			/** What somebody else does meanwhile. @param {string} path @param {unknown} body */
			meanwhile: (path, body) => post(emulator, path, body),
			async close() {
				await opened.close();
				server.close();
				await closeEmulator();
				assert.deepEqual(complaints, [], "the page complains");
			},
		};
	}
	return { open, close: () => browser.close() };
}

/**
 * @param {any} emulator
 * @param {Record<string, unknown>[]} apps
 */
async function fill(emulator, apps) {
	for (const app of apps) await post(emulator, "app/create", app);
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
