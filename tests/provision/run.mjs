// @ts-check
// node tests/provision/run.mjs --package <tgz> [--only <words>] [--apps <count>]
//
// Apps as code: runs the library against the emulator, and the commands as processes. With
// --test-reporter=./tests/reporter.mjs it prints one line per test.
import path from "node:path";
import { after, test } from "node:test";
import { pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import { install } from "../install.mjs";
import { commands } from "./commands.mjs";
import { discovery } from "./discovery.mjs";
import { library } from "./library.mjs";
import { presets } from "./presets.mjs";
import { queue } from "./queue.mjs";
import { scale } from "./scale.mjs";

const { values } = parseArgs({
	options: {
		package: { type: "string" },
		only: { type: "string", default: "" },
		apps: { type: "string", default: "1000" },
	},
});
if (values.package === undefined) throw new Error("--package is missing: the tarball that is tested");

const { folder, remove } = await install(values.package);
const dist = path.join(folder, "node_modules", "descope-outbound", "dist");

/** @param {string} file */
const load = (file) => import(pathToFileURL(path.join(dist, file)).href);

const { OutboundApps, validate } = await load("index.js");
const { createEmulator } = await load("emulator.js");
const { startServer } = await load("emulator/server.js");
const provision = await load("provision.js");
const package_ = { OutboundApps, validate, createEmulator, startServer, provision };

const tests = [
	...library(package_),
	...commands(folder, package_),
	...discovery(folder, package_),
	...presets(package_),
	...scale(package_, Number(values.apps)),
	...queue(dist, package_),
];

after(remove);
for (const { name, run } of tests.filter(({ name }) => name.includes(values.only))) {
	test(name, async (context) => {
		const remark = await run();
		if (remark !== undefined) context.diagnostic(remark);
	});
}
