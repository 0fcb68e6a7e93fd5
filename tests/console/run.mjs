// @ts-check
// node tests/console/run.mjs --package <tgz>
//
// Runs the console as npm installs it, in Chromium, against the emulator over sockets. With
// --test-reporter=./tests/reporter.mjs it prints one line per test.
import assert from "node:assert/strict";
import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { after, test } from "node:test";
import { parseArgs } from "node:util";
import { gzipSync } from "node:zlib";
import { FIELDS } from "../../www/state/fields.js";
import { inWords } from "../../www/state/problems.js";
import { install } from "../install.mjs";
import { packageFolder } from "../runtimes/harness/workspace.mjs";
import { edit } from "./edit.mjs";
import { createBench } from "./harness.mjs";
import { list } from "./list.mjs";
import { looks } from "./looks.mjs";
import { others } from "./others.mjs";

/** @typedef {{ name: string, setting?: import("./harness.mjs").Setting, run: (harness: import("./harness.mjs").Harness) => Promise<unknown> }} Case */

const { values } = parseArgs({ options: { package: { type: "string" }, only: { type: "string", default: "" } } });
if (values.package === undefined) throw new Error("--package is missing: the tarball whose console is to be tested");

const { folder, remove } = await install(values.package);
const bench = await createBench(folder);
after(async () => {
	await bench.close();
	await remove();
});

for (const { name, setting, run } of [...list, ...edit, ...others, ...looks]) {
	if (!name.includes(values.only)) continue;
	test(`console: ${name}`, async () => {
		const harness = await bench.open(setting);
		try {
			await run(harness);
		} finally {
			await harness.close();
		}
	});
}

test("console: has every field of the public type", async () => {
	const types = await readFile(path.join(packageFolder(folder), "dist", "index.d.cts"), "utf8");
	const [, members = ""] = /interface CreateRequest \{(.*?)\n\}/s.exec(types) ?? [];
	const names = [...members.matchAll(/^\t(\w+)\?:/gm)].map(([, name]) => name);
	assert.ok(names.length > 0, types);
	assert.deepEqual(FIELDS.map(({ name }) => name).toSorted(), names.toSorted());
});

test("console: offers to send again only what was not done", () => {
	const mayBeDone = (/** @type {string} */ applied, /** @type {boolean} */ isChange) =>
		inWords({ code: "response-not-json", applied }, isChange).mayBeDone;
	assert.deepEqual(
		["no", "yes", "unknown"].map((applied) => mayBeDone(applied, true)),
		[false, true, true],
	);
	assert.equal(mayBeDone("unknown", false), false);
	assert.match(inWords({ code: "response-not-json", applied: "yes" }, true).advice, /Do not send it again/);
});

/** The bytes loaded until the page is complete, and the page's own code among them, of which Preact is 6.5 KiB. */
const MAX_BYTES = 90 * 1024;
const MAX_OWN_BYTES = 26 * 1024;
const OF_THE_CLIENT = ["client.js", "core.wasm"];

test("console: costs no more than 90 KiB, gzipped", async () => {
	const page = path.join(packageFolder(folder), "dist", "console");
	const sizes = await Promise.all(
		(await readdir(page)).map(async (name) => ({
			name,
			bytes: gzipSync(await readFile(path.join(page, name)), { level: 9 }).length,
		})),
	);
	const sum = (/** @type {typeof sizes} */ files) => files.reduce((total, { bytes }) => total + bytes, 0);
	const own = sum(sizes.filter(({ name }) => !OF_THE_CLIENT.includes(name)));
	const text = `${sizes.map(({ name, bytes }) => `${name} ${bytes}`).join(", ")}; own ${own}, all ${sum(sizes)}`;
	console.log(`    ${text}`);
	assert.ok(sum(sizes) <= MAX_BYTES && own <= MAX_OWN_BYTES, text);
});
