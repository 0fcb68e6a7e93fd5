// @ts-check
// node tests/web/run.mjs <node | workerd | chromium | firefox | console> --server <program> --glue <folder>
//                        [--worker <folder>] [--picture <png>]
//
// Runs the client in Rust over the host's `fetch`: compiled to wasm, in the folder of its glue. `console` is the page
// of examples/leptos-console, in Chromium. Prints one line per test.
import { EventEmitter, once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import process from "node:process";
import { parseArgs } from "node:util";
import { CHROMIUM_FLAGS } from "../runtimes/harness/chromium.mjs";
import { run, start } from "../runtimes/harness/command.mjs";
import { chromium, firefox } from "../runtimes/harness/engines.mjs";
import { findSystem } from "../runtimes/harness/tools.mjs";
import { inNode } from "./in-node.mjs";
import { inWorkerd } from "./in-workerd.mjs";

/** A run takes ten seconds, and a browser takes a while to start. */
const MAX_MS = 120_000;

const { values, positionals } = parseArgs({
	allowPositionals: true,
	options: {
		server: { type: "string", default: "" },
		glue: { type: "string", default: "" },
		worker: { type: "string", default: "" },
		picture: { type: "string", default: "" },
	},
});

/** @typedef {{ origin: string, ended: Promise<unknown> }} Server `ended`: when a page has reported its last result */

/** The places to run in. Each returns what went wrong. @type {Record<string, (server: Server) => Promise<string | undefined>>} */
const PLACES = {
	node: ({ origin }) => inNode(values.glue, origin),
	workerd: ({ origin }) => inWorkerd(values.glue, values.worker, origin),
	chromium: (server) => inBrowser(chromium, "page.html", server),
	firefox: (server) => inBrowser(firefox, "page.html", server),
	console: async (server) => (await inBrowser(chromium, "console.html", server)) ?? photograph("console.html", server),
};
const place = PLACES[positionals[0] ?? ""];
if (place === undefined) {
	console.error(`usage: run.mjs <${Object.keys(PLACES).join(" | ")}> --server <program> --glue <folder>`);
	process.exit(2);
}

const workspace = await mkdtemp(path.join(os.tmpdir(), "descope-outbound-web-"));
/** The output of browsers. @type {string[]} */
const overheard = [];
const stop = new AbortController();
const { signal } = stop;
setTimeout(() => stop.abort(`it did not end within ${MAX_MS / 1_000} s`), MAX_MS).unref();
// The programs run in separate process groups, which an interrupt at the terminal does not reach.
for (const name of ["SIGINT", "SIGTERM"]) process.once(name, () => stop.abort(`it was stopped by ${name}`));

const trouble = await runAll(place).finally(() => rm(workspace, { recursive: true, force: true }));
if (trouble !== undefined)
	console.log([`not ok - ${positionals[0]}: ${trouble}`, ...overheard.slice(-10)].join("\n    "));
process.exit(trouble === undefined ? 0 : 1);

/** @param {typeof PLACES[string]} place */
async function runAll(place) {
	const events = new EventEmitter();
	const [opened, ended] = [once(events, "open"), once(events, "end")];
	let state = "closed";
	const enter = (/** @type {string} */ next, /** @type {string} */ text) => {
		state = next;
		events.emit(next, text);
	};
	const line = (/** @type {string} */ text) => {
		// The server prints its address first. After the end, only the camera's browser reports, the same again.
		if (state === "closed") enter("open", text);
		else if (state === "open" && text === "end") enter("end", text);
		else if (state === "open") console.log(text);
	};
	const server = await start(values.server, [values.glue], { cwd: workspace, signal, line });
	const failed = server.closed.then((how) => signal.reason ?? `the server: ${how ?? "it ended"}`);
	try {
		const done = opened.then(([origin]) => place({ origin, ended }));
		return await Promise.race([done, failed]);
	} finally {
		server.stop();
		await server.closed;
	}
}

/**
 * Opens a page, which posts its results to the server.
 *
 * @param {import("../runtimes/harness/engines.mjs").Engine} engine
 * @param {string} page
 * @param {Server} server
 */
async function inBrowser(engine, page, { origin, ended }) {
	const launched = { workspace, signal, reporter: { overheard: (/** @type {string} */ text) => overheard.push(text) } };
	const browser = await engine(/** @type {any} */ (launched), `${origin}/${page}`);
	const failed = browser.closed.then((how) => `the browser: ${how ?? "it ended"}`);
	try {
		return await Promise.race([ended.then(() => undefined), failed]);
	} finally {
		browser.stop();
		await browser.closed;
	}
}

/**
 * @param {string} page
 * @param {Server} server
 */
async function photograph(page, { origin }) {
	const options = ["--headless", "--window-size=940,640", "--virtual-time-budget=20000"];
	const paths = [`--screenshot=${values.picture}`, `--user-data-dir=${path.join(workspace, "camera")}`];
	const line = (/** @type {string} */ text) => void overheard.push(text);
	return run(findSystem("chromium"), [...CHROMIUM_FLAGS, ...options, ...paths, `${origin}/${page}`], {
		cwd: workspace,
		signal,
		line,
	});
}
