// @ts-check
// node tests/tokens/run.mjs --package <tgz> [--seeds <count>] [--seed <number>]
//
// The token cache in simulation, and with thousands of callers at once. With --test-reporter=./tests/reporter.mjs it
// prints one line per test.
import assert from "node:assert/strict";
import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { after, test } from "node:test";
import { pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import { install } from "../install.mjs";
import { cost } from "./cost.mjs";
import { crowd } from "./crowd.mjs";
import { PLANTED, plant } from "./planted.mjs";
import { simulate } from "./simulation.mjs";

const { values } = parseArgs({
	options: { package: { type: "string" }, seeds: { type: "string", default: "400" }, seed: { type: "string" } },
});
if (values.package === undefined) throw new Error("--package is missing: the tarball whose cache is tested");

const { folder, remove } = await install(values.package);
const dist = path.join(folder, "node_modules", "descope-outbound", "dist");

/** @param {string} file */
const load = async (file) => (await import(pathToFileURL(path.join(dist, file)).href)).TokenCache;

const seeds = Array.from({ length: Number(values.seeds) }, (_, seed) => seed);

/** @type {{ name: string, run: () => Promise<string | void> }[]} */
const tests = [
	{
		name: `${seeds.length} simulations, in none of which happens what must not`,
		run: async () => {
			const TokenCache = await load("tokens.js");
			let [served, requests, evicted, shared, refreshes] = [0, 0, 0, 0, 0];
			for (const seed of values.seed === undefined ? seeds : [Number(values.seed)]) {
				const found = await simulate(TokenCache, seed);
				assert.deepEqual(found.violations, [], `seed ${seed}`);
				served += found.served;
				requests += found.requests;
				evicted += found.stats.evicted;
				shared += found.stats.shared;
				refreshes += found.stats.refreshes;
			}
			// A simulation in which nothing happens proves nothing.
			for (const [what, count] of Object.entries({ served, requests, evicted, shared, refreshes })) {
				assert.ok(count > seeds.length / 10, `${what}: ${count}`);
			}
		},
	},
	...PLANTED.map((bug) => ({
		name: `the simulation finds a planted bug: ${bug.what}`,
		run: async () => {
			const file = `tokens.${PLANTED.indexOf(bug)}.js`;
			await writeFile(path.join(dist, file), plant(bug, await readFile(path.join(dist, "tokens.js"), "utf8")));
			const TokenCache = await load(file);
			for (const seed of seeds) {
				const { violations } = await simulate(TokenCache, seed);
				if (violations.length > 0) return `seed ${seed}: ${violations[0]}`;
			}
			return assert.fail(`none of ${seeds.length} seeds finds it`);
		},
	})),
	...crowd(() => load("tokens.js")),
	...cost(folder),
];

after(remove);
for (const { name, run } of tests) {
	test(name, async (context) => {
		const remark = await run();
		if (remark !== undefined) context.diagnostic(remark);
	});
}
