// @ts-check
// node tests/values/run.mjs --package <tgz> --cases <json> [--tools <node_modules>]
//
// Hundreds of thousands of values and calls, and texts of 10 MB, in Node. Prints one line per test, as tests/runtimes
// does. VALUES_SEED=<seed> repeats the values of an earlier run, VALUES_PATH=<path> goes straight to the failure.
import { cp, symlink } from "node:fs/promises";
import path from "node:path";
import { parseArgs } from "node:util";
import { install } from "../install.mjs";
import { run } from "../runtimes/harness/command.mjs";

const { values } = parseArgs({
	options: {
		package: { type: "string" },
		cases: { type: "string" },
		tools: { type: "string", default: path.join(import.meta.dirname, "..", "node_modules") },
	},
});
if (values.package === undefined || values.cases === undefined) {
	console.error("usage: run.mjs --package <tgz> --cases <json>");
	process.exit(2);
}

const { folder, remove } = await install(values.package);
try {
	for (const library of ["fast-check", "pure-rand"]) {
		await symlink(path.resolve(values.tools, library), path.join(folder, "node_modules", library));
	}
	for (const part of ["values", path.join("runtimes", "lib")]) {
		await cp(path.join(import.meta.dirname, "..", part), path.join(folder, part), { recursive: true });
	}
	await cp(values.cases, path.join(folder, "values", "cases.json"));
	const trouble = await run(process.execPath, ["--expose-gc", "values/all.mjs"], {
		cwd: folder,
		signal: AbortSignal.timeout(600_000),
		line: (line) => console.log(line),
	});
	if (trouble !== undefined) console.log(`not ok - values: it ran to its end\n    ${trouble}`);
	process.exitCode = trouble === undefined ? 0 : 1;
} finally {
	await remove();
}
