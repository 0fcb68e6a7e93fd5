// @ts-check
// node xtask/demo/demo.mjs --package <tgz> [--web] [--port <number>]
//
// What `cargo xtask demo` shows once the package is built: the package as npm installs it, the emulator that comes with
// it, and examples/ run against that in each runtime.
import process from "node:process";
import { parseArgs } from "node:util";
import { startEmulator } from "./emulator.mjs";
import { runExamples } from "./examples.mjs";
import { heading, note } from "./print.mjs";
import { servePage } from "./web.mjs";
import { createWorkspace } from "./workspace.mjs";

const { values } = parseArgs({
	options: {
		package: { type: "string" },
		web: { type: "boolean", default: false },
		port: { type: "string", default: "0" },
	},
});
if (values.package === undefined) throw new Error("--package is missing: the tarball to show");

const workspace = await createWorkspace(values.package);
try {
	const emulator = await startEmulator(workspace.folder);
	try {
		if (!(await runExamples(workspace.folder, emulator))) process.exitCode = 1;
		if (values.web) await servePage(workspace.folder, emulator, Number(values.port));
		else {
			heading("The page");
			note("cargo xtask demo --web", "serves it, on top of all this");
		}
	} finally {
		emulator.stop();
	}
} finally {
	await workspace.remove();
}
