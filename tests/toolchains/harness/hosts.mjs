// @ts-check
// The hosts that run a row's result. Each finds the line of JSON that `check` returns, or throws what went wrong.
import { existsSync } from "node:fs";
import { cp, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { equal } from "../../runtimes/lib/expect.mjs";
import { run, startServer } from "./programs.mjs";
import { hidePackage } from "./project.mjs";

/** @typedef {import("./programs.mjs").Stage} Stage */
/** @typedef {(stage: Stage) => Promise<void>} Host */
/**
 * @typedef {import("./programs.mjs").Command & { alone?: string }} Server `alone`: a folder to copy into an empty one
 */
/** @typedef {(url: string, stage: Stage) => Promise<void>} Visit to a server */

/** The result of `app/check.ts`, wherever it runs. */
const EXPECTED = {
	created: "GitHub",
	stored: ["GitHub"],
	issues: ["clientID: unknown-field", "name: missing"],
	refused: "ValidationError",
};

/**
 * Runs a program that must end without an error.
 *
 * @param {string[]} command
 * @returns {Host}
 */
export const passes = (command) => async (stage) => {
	await run(stage, { run: command });
};

/**
 * Runs a program that prints the result.
 *
 * @param {string[]} command
 * @returns {Host}
 */
export const prints = (command) => async (stage) => expectAnswer((await run(stage, { run: command })).join("\n"));

/**
 * Runs the build output alone in an empty folder.
 *
 * @param {string} built a folder, or a file
 * @param {string[]} command
 * @returns {Host}
 */
export const alone = (built, command) => async (stage) => {
	const { cwd, restore } = await moveAway(stage, built);
	try {
		expectAnswer((await run(stage, { run: command, cwd })).join("\n"));
	} finally {
		await restore();
	}
};

/**
 * Starts a row's server, on the build output alone in an empty folder if the row says so.
 *
 * @param {Stage} stage
 * @param {Server} server
 */
export async function openServer(stage, { alone: built, ...command }) {
	if (built === undefined) return startServer(stage, command);
	const { cwd, restore } = await moveAway(stage, built);
	try {
		const server = await startServer(stage, { ...command, cwd });
		return { ...server, stop: () => server.stop().finally(restore) };
	} catch (reason) {
		await restore();
		throw reason;
	}
}

/**
 * @param {string} pathname
 * @returns {Visit}
 */
export const get = (pathname) => async (url) => expectAnswer(await text(await fetch(new URL(pathname, url))));

/**
 * Submits the first form of a page with its hidden fields, as a browser without JavaScript does. The action redirects,
 * with its result in the address.
 *
 * @param {string} pathname
 * @returns {Visit}
 */
export const submit = (pathname) => async (url) => {
	const page = await text(await fetch(new URL(pathname, url)));
	const body = new FormData();
	for (const [, name = "", value = ""] of page.matchAll(/<input type="hidden" name="([^"]+)"(?: value="([^"]*)")?/g)) {
		body.append(name, value);
	}
	const answer = await fetch(new URL(pathname, url), { method: "POST", body, redirect: "manual" });
	return expectAnswer(decodeURIComponent(answer.headers.get("location") ?? "") || (await text(answer)));
};

/**
 * Opens a page that prints the result on its console.
 *
 * @param {string} pathname
 * @returns {Visit}
 */
export const look = (pathname) => async (url, stage) =>
	openPage(await (await stage.browser()).newContext(), new URL(pathname, url).href);

/**
 * Opens the console: its proxy creates an app, and its page lists the app.
 *
 * @param {string} pathname
 * @returns {Visit}
 */
export const administer = (pathname) => async (url, stage) => {
	const { origin, href } = new URL(pathname, url);
	const body = JSON.stringify({ name: "GitHub" });
	const headers = { origin, "content-type": "application/json" };
	await text(await fetch(`${href}/api/v1/mgmt/outbound/app/create`, { method: "POST", headers, body }));
	const context = await (await stage.browser()).newContext();
	try {
		const tab = await context.newPage();
		await tab.goto(href);
		await tab.getByRole("link", { name: "GitHub" }).waitFor({ timeout: LONGEST_MS });
	} finally {
		await context.close();
	}
};

/** A made-up origin: its requests are answered from a folder. */
const ORIGIN = "http://built.test";

const PAGE = "/index.html";

/**
 * Opens a page from the build output.
 *
 * @param {string} built
 * @returns {Host}
 */
export const page = (built) => async (stage) => {
	const context = await (await stage.browser()).newContext();
	await context.route(`${ORIGIN}/**`, async (/** @type {any} */ route) => {
		const { pathname } = new URL(route.request().url());
		const file = path.join(stage.cwd, built, pathname);
		// Some bundlers take no page as entry: then the source page is served.
		const served = pathname === PAGE && !existsSync(file) ? path.join(stage.cwd, PAGE) : file;
		await route.fulfill(existsSync(served) ? { path: served } : { status: 404 });
	});
	return openPage(context, ORIGIN + PAGE);
};

const LONGEST_MS = 30_000;

/**
 * @param {any} context
 * @param {string} url
 */
async function openPage(context, url) {
	const tab = await context.newPage();
	/** @type {string[]} */
	const said = [];
	try {
		const answer = new Promise((done, fail) => {
			const giveUp = () => fail(new Error(`nothing came of it; the page said ${said.join("\n")}`));
			setTimeout(giveUp, LONGEST_MS).unref();
			tab.on("pageerror", fail);
			tab.on("console", (/** @type {any} */ message) => {
				said.push(message.text());
				if (message.text().startsWith("{")) done(message.text());
			});
			tab.goto(url).catch(fail);
		});
		expectAnswer(/** @type {string} */ (await answer));
	} finally {
		await context.close();
	}
}

/** @param {Response} response */
async function text(response) {
	const body = await response.text();
	if (response.status >= 400) throw new Error(`status ${response.status}: ${body}`);
	return body;
}

/**
 * Copies the build output into an empty folder, and hides the package: some bundlers write its path into their output.
 *
 * @param {Stage} stage
 * @param {string} built
 */
async function moveAway({ folder, cwd }, built) {
	const empty = await mkdtemp(path.join(tmpdir(), "descope-outbound-alone-"));
	await cp(path.join(cwd, built), path.join(empty, path.basename(built)), { recursive: true });
	const putBack = await hidePackage(folder);
	return {
		cwd: empty,
		restore: async () => {
			await putBack();
			await rm(empty, { recursive: true, force: true });
		},
	};
}

/**
 * Checks the result in the output: test runners print text around it, and pages escape quotes.
 *
 * @param {string} printed
 */
function expectAnswer(printed) {
	const [answer] = /\{"created"[^{}]*\}/.exec(printed.replaceAll("&quot;", '"')) ?? [];
	if (answer === undefined) throw new Error(`no answer in this:\n${printed}`);
	equal(JSON.parse(answer), EXPECTED);
}
