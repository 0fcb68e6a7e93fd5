// @ts-check
// Starts browsers as a person does: with an address to open, and a fresh profile. They have no driver: the page itself
// reports its results.
import { mkdir } from "node:fs/promises";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { CHROMIUM_FLAGS } from "./chromium.mjs";
import { start } from "./command.mjs";
import { findSystem } from "./tools.mjs";

/** @typedef {{ stop: () => void, closed: Promise<string | undefined> }} Running */

/**
 * @callback Engine starts a browser
 * @param {import("../run.mjs").Launched} launched
 * @param {string} url
 * @returns {Promise<Running>}
 */

/**
 * @param {string} program
 * @param {(profile: string, url: string) => string[]} args
 * @param {Record<string, string>} [env]
 * @returns {Engine}
 */
const engine =
	(program, args, env = {}) =>
	async ({ workspace, signal, reporter }, url) => {
		const profile = path.join(workspace, `.${program}`);
		await mkdir(profile, { recursive: true });
		const home = { HOME: profile, XDG_CACHE_HOME: profile, XDG_CONFIG_HOME: profile, XDG_DATA_HOME: profile };
		return start(findSystem(program), args(profile, url), {
			cwd: workspace,
			signal,
			line: reporter.overheard,
			env: { ...home, ...env },
		});
	};

export const chromium = engine("chromium", (profile, url) => [
	"--headless",
	...CHROMIUM_FLAGS,
	"--enable-logging=stderr",
	`--user-data-dir=${profile}`,
	url,
]);

export const firefox = engine("firefox", (profile, url) => ["--headless", "--no-remote", "--profile", profile, url]);

/**
 * WebKitGTK's MiniBrowser, which has no headless mode: a headless X server is its display.
 *
 * @type {Engine}
 */
export async function webkit(launched, url) {
	const display = await openDisplay(launched);
	const browser = await engine("webkit", (_, address) => [address], { DISPLAY: display.name })(launched, url);
	const stop = () => {
		browser.stop();
		display.stop();
	};
	return { stop, closed: browser.closed };
}

/**
 * Starts a headless X server.
 *
 * @param {{ workspace: string, signal: AbortSignal }} given
 */
export async function openDisplay({ workspace, signal }) {
	let number = "";
	// The server picks a free number, and prints it when it is ready.
	const server = await start(findSystem("xvfb"), ["-displayfd", "1", "-nolisten", "tcp"], {
		cwd: workspace,
		signal,
		line: (text) => {
			if (/^\d+$/.test(text)) number = text;
		},
	});
	let ended = false;
	server.closed.then(() => {
		ended = true;
	});
	while (number === "" && !ended) await sleep(20);
	return { ...server, name: `:${number}` };
}
