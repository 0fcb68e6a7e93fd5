// @ts-check
// Where a bundle runs. Each host answers the line of JSON that the app's check comes to, or throws what went wrong.
import { existsSync } from "node:fs";
import { readdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { run, startServer } from "./programs.mjs";

/** @typedef {import("./programs.mjs").Stage} Stage */
/** @typedef {(stage: Stage) => Promise<string>} Host */
/** @typedef {(stage: Stage, url: string) => Promise<string>} Visit to a server */

/** Nobody's: what is asked there is answered out of a folder. */
const ORIGIN = "http://built.test";

const PAGE = "/index.html";

const LONGEST_MS = 30_000;

/**
 * @param {string} file
 * @returns {Host}
 */
export const inNode = (file) => async (stage) => {
	const printed = await run(stage, ["node", file]);
	const found = printed.find(isAnswer);
	if (found === undefined) throw new Error(`it printed no answer: ${printed.join("\n")}`);
	return found;
};

/**
 * @param {string} built
 * @returns {Host}
 */
export const inPage = (built) => async (stage) => {
	const context = await stage.browser.newContext();
	await context.route(`${ORIGIN}/**`, async (/** @type {any} */ route) => {
		const { pathname } = new URL(route.request().url());
		const file = path.join(stage.folder, built, pathname);
		// Not every bundler takes a page for its entry.
		const served = pathname === PAGE && !existsSync(file) ? path.join(stage.folder, PAGE) : file;
		await route.fulfill(existsSync(served) ? { path: served } : { status: 404 });
	});
	return visit(context, ORIGIN + PAGE);
};

/**
 * @param {string[]} command
 * @param {Visit} ask
 * @returns {Host}
 */
export const serve = (command, ask) => async (stage) => {
	const server = await startServer(stage, command);
	try {
		return await ask(stage, server.url);
	} finally {
		await server.stop();
	}
};

/** @type {Visit} */
export const openPage = async ({ browser }, url) => visit(await browser.newContext(), url);

/**
 * @param {string} pathname
 * @returns {Visit}
 */
export const answer =
	(pathname) =>
	async ({ signal }, url) =>
		(await fetch(new URL(pathname, url), { signal })).text();

/**
 * @param {string} built
 * @returns {Host}
 */
export const inWorkerd = (built) => async (stage) => {
	const folder = path.join(stage.folder, built);
	await writeFile(path.join(folder, "workerd.capnp"), configuration(await readdir(folder)));
	const command = ["workerd", "serve", "--control-fd=1", path.join(built, "workerd.capnp")];
	return serve(command, answer("/"))(stage);
};

/** @param {string[]} files */
function configuration(files) {
	const wasm = files
		.filter((file) => file.endsWith(".wasm"))
		.map((file) => `(name = "${file}", wasm = embed "${file}")`);
	return `using Workerd = import "/workerd/workerd.capnp";

const config :Workerd.Config = (
	services = [(name = "built", worker = .built)],
	sockets = [(name = "http", address = "127.0.0.1:0", http = (), service = "built")],
);

const built :Workerd.Worker = (
	compatibilityDate = "2025-06-01",
	modules = [${['(name = "worker.js", esModule = embed "worker.js")', ...wasm].join(", ")}],
);
`;
}

/**
 * @param {any} context
 * @param {string} url
 * @returns {Promise<string>}
 */
async function visit(context, url) {
	const page = await context.newPage();
	/** @type {string[]} */
	const said = [];
	try {
		return await new Promise((done, fail) => {
			const giveUp = () => fail(new Error(`nothing came of it; the page said ${said.join("\n")}`));
			setTimeout(giveUp, LONGEST_MS).unref();
			page.on("pageerror", fail);
			page.on("console", (/** @type {any} */ message) => {
				said.push(message.text());
				if (isAnswer(message.text())) done(message.text());
			});
			page.goto(url).catch(fail);
		});
	} finally {
		await context.close();
	}
}

/** @param {string} text */
const isAnswer = (text) => text.startsWith("{");
