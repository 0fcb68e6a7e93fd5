// @ts-check
// node tests/examples/run.mjs --package <tgz>
//
// examples/ as a user has them, against the emulator: each program in its runtime, the page in a browser, and the page's
// proxy against what somebody may try on it. One line a test, as tests/runtimes prints them.
import process from "node:process";
import { parseArgs } from "node:util";
import { startEmulator } from "../../xtask/demo/emulator.mjs";
import { createWorkspace } from "../../xtask/demo/workspace.mjs";
import { browser } from "./browser.mjs";
import { programs } from "./programs.mjs";
import { proxy } from "./proxy.mjs";
import { tokens } from "./tokens.mjs";

/** @typedef {{ name: string, run: () => void | Promise<void> }} Test */
/** @typedef {{ folder: string, emulator: import("../../xtask/demo/emulator.mjs").Emulator }} Given */

const { values } = parseArgs({ options: { package: { type: "string" } } });
if (values.package === undefined) throw new Error("--package is missing: the tarball whose users the examples are for");

const workspace = await createWorkspace(values.package);
const emulator = await startEmulator(workspace.folder);
try {
	for (const suite of [programs, tokens, browser, proxy]) {
		const { tests, close } = await suite({ folder: workspace.folder, emulator });
		for (const { name, run } of tests) {
			try {
				await run();
				console.log(`ok - examples: ${name}`);
			} catch (error) {
				process.exitCode = 1;
				console.log(`not ok - examples: ${name}`);
				console.log(String(error instanceof Error ? error.stack : error).replace(/^/gm, "    "));
			}
		}
		await close();
	}
} finally {
	emulator.stop();
	await workspace.remove();
}
