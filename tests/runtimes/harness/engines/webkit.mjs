// @ts-check
// WebKitGTK's own driver, and the browser of its package, MiniBrowser, which has no headless mode: an X server without
// a screen is its display.
import { setTimeout as sleep } from "node:timers/promises";
import { start } from "../command.mjs";
import { freePort, listening } from "../ports.mjs";
import { findSystem, loadTool } from "../tools.mjs";

/** @type {import("../browser.mjs").Engine} */
export async function webkit({ workspace, tools, reporter, signal }, failed) {
	const { Builder } = loadTool(tools, "selenium-webdriver");
	const program = findSystem("webkit");
	const display = await openDisplay(workspace, signal);
	const port = await freePort();
	const service = await start(program, [`--port=${port}`], {
		cwd: workspace,
		signal,
		line: reporter.line,
		env: { DISPLAY: display.name },
	});
	service.closed.then(() => failed("the driver ended"));
	const close = async () => {
		// The browser is in the driver's process group, and ends with it.
		for (const { stop, closed } of [service, display]) {
			stop();
			await closed;
		}
	};
	try {
		await Promise.race([listening(port, signal), service.closed]);
		const builder = new Builder().usingServer(`http://127.0.0.1:${port}`);
		const driver = await builder.withCapabilities({ browserName: "MiniBrowser" }).build();
		return { open: (url) => driver.get(url), close };
	} catch (reason) {
		await close();
		throw reason;
	}
}

/**
 * @param {string} cwd
 * @param {AbortSignal} signal
 */
async function openDisplay(cwd, signal) {
	let number = "";
	// It picks a number that is free, and prints it when it is ready.
	const server = await start(findSystem("xvfb"), ["-displayfd", "1", "-nolisten", "tcp"], {
		cwd,
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
