// @ts-check
// node tests/examples/run.mjs --package <tgz>
//
// Runs examples/ as a user has them, against the emulator: each program in its runtime, and the page in a browser. With
// --test-reporter=./tests/reporter.mjs it prints one line per test.
import { after, test } from "node:test";
import { parseArgs } from "node:util";
import { startEmulator } from "../../xtask/demo/emulator.mjs";
import { createWorkspace } from "../../xtask/demo/workspace.mjs";
import { browser } from "./browser.mjs";
import { programs } from "./programs.mjs";
import { tokens } from "./tokens.mjs";

/** @typedef {{ name: string, run: () => void | Promise<void> }} Test */
/** @typedef {{ folder: string, emulator: import("../../xtask/demo/emulator.mjs").Emulator }} Given */

const { values } = parseArgs({ options: { package: { type: "string" } } });
if (values.package === undefined) throw new Error("--package is missing: the tarball whose users the examples are for");

const workspace = await createWorkspace(values.package);
const emulator = await startEmulator(workspace.folder);
after(async () => {
	emulator.stop();
	await workspace.remove();
});

for (const suite of [programs, tokens, browser]) {
	const { tests, close } = await suite({ folder: workspace.folder, emulator });
	for (const { name, run } of tests) test(name, async () => run());
	after(close);
}
