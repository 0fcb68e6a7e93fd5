// @ts-check
// Where a row's result runs. Each host answers the line of JSON that `check` comes to, or throws what went wrong.
import { existsSync } from "node:fs";
import { cp, mkdtemp, rename, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { run, serve } from "./programs.mjs";

/** @typedef {import("./programs.mjs").Stage} Stage */
/** @typedef {(stage: Stage) => Promise<string>} Host */
/** @typedef {(url: string, stage: Stage) => Promise<string>} Visit to a server */

/**
 * A program that prints it.
 *
 * @param {string[]} command
 * @returns {Host}
 */
export const prints = (command) => async (stage) => find((await run(stage, { run: command })).join("\n"));

/**
 * What was built, alone in an empty folder, where nothing is that was not built into it.
 *
 * @param {string} built a folder, or a file
 * @param {string[]} command
 * @returns {Host}
 */
export const alone = (built, command) => async (stage) =>
	emptied(stage, built, async (cwd) => find((await run(stage, { run: command, cwd })).join("\n")));

/**
 * A server, asked once for each of these.
 *
 * @param {string[]} command
 * @param {Record<string, Visit>} visits
 * @param {{ alone?: string, env?: Record<string, string> }} [options] `alone`: this folder by itself, in an empty one
 * @returns {Record<string, Host>}
 */
export function serves(command, visits, { alone: built, env = {} } = {}) {
	return Object.fromEntries(
		Object.entries(visits).map(([name, visit]) => [
			name,
			(stage) => {
				const ask = (cwd = stage.cwd) => serve(stage, { run: command, env, cwd }, (url) => visit(url, stage));
				return built === undefined ? ask() : emptied(stage, built, ask);
			},
		]),
	);
}

/**
 * @param {string} pathname
 * @returns {Visit}
 */
export const get = (pathname) => async (url) => find(await text(await fetch(new URL(pathname, url))));

/**
 * Sends the first form of a page, with what it holds, as a browser without JavaScript does. The action redirects, and
 * says in the address what came out.
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
	return find(decodeURIComponent(answer.headers.get("location") ?? "") || (await text(answer)));
};

/**
 * What a page says on its console.
 *
 * @param {string} pathname
 * @returns {Visit}
 */
export const open = (pathname) => async (url, stage) =>
	openPage(await (await stage.browser()).newContext(), new URL(pathname, url).href);

/** Nobody's: what is asked there is answered out of a folder. */
const ORIGIN = "http://built.test";

const PAGE = "/index.html";

/**
 * A page that was built.
 *
 * @param {string} built
 * @returns {Host}
 */
export const page = (built) => async (stage) => {
	const context = await (await stage.browser()).newContext();
	await context.route(`${ORIGIN}/**`, async (/** @type {any} */ route) => {
		const { pathname } = new URL(route.request().url());
		const file = path.join(stage.cwd, built, pathname);
		// Not every bundler takes a page for its entry.
		const served = pathname === PAGE && !existsSync(file) ? path.join(stage.cwd, PAGE) : file;
		await route.fulfill(existsSync(served) ? { path: served } : { status: 404 });
	});
	return openPage(context, ORIGIN + PAGE);
};

const LONGEST_MS = 30_000;

/**
 * @param {any} context
 * @param {string} url
 * @returns {Promise<string>}
 */
async function openPage(context, url) {
	const tab = await context.newPage();
	/** @type {string[]} */
	const said = [];
	try {
		return await new Promise((done, fail) => {
			const giveUp = () => fail(new Error(`nothing came of it; the page said ${said.join("\n")}`));
			setTimeout(giveUp, LONGEST_MS).unref();
			tab.on("pageerror", fail);
			tab.on("console", (/** @type {any} */ message) => {
				said.push(message.text());
				if (message.text().startsWith("{")) done(find(message.text()));
			});
			tab.goto(url).catch(fail);
		});
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
 * The package is not where it was, either: some bundlers write that place into what they build.
 *
 * @template Answer
 * @param {Stage} stage
 * @param {string} built
 * @param {(folder: string) => Promise<Answer>} ask
 */
async function emptied({ folder: project, cwd }, built, ask) {
	const folder = await mkdtemp(path.join(tmpdir(), "descope-outbound-alone-"));
	const installed = path.join(project, "node_modules/descope-outbound");
	try {
		await cp(path.join(cwd, built), path.join(folder, path.basename(built)), { recursive: true });
		await rename(installed, `${installed}-hidden`);
		try {
			return await ask(folder);
		} finally {
			await rename(`${installed}-hidden`, installed);
		}
	} finally {
		await rm(folder, { recursive: true, force: true });
	}
}

/**
 * Test runners print more around it, and a page has quotes of its own.
 *
 * @param {string} printed
 */
function find(printed) {
	const [answer] = /\{"created"[^{}]*\}/.exec(printed.replaceAll("&quot;", '"')) ?? [];
	if (answer === undefined) throw new Error(`no answer in this:\n${printed}`);
	return answer;
}
