// @ts-check
// node tests/bundlers/run.mjs --package <tgz> [--tools <node_modules>] [--only <part of a name>]
//
// Bundles app/ with each bundler, against the package as npm installs it from its tarball, and runs the result. One line
// a test, as tests/runtimes prints them.
import path from "node:path";
import { parseArgs } from "node:util";
import { equal } from "../runtimes/lib/expect.mjs";
import { launchChromium } from "../runtimes/harness/engines/chromium.mjs";
import { run } from "./harness/programs.mjs";
import { createWorkspace } from "./harness/workspace.mjs";
import { baselineClaims } from "./baseline.mjs";
import { PACKAGE_CHECKS } from "./package-checks.mjs";
import { partClaims } from "./parts.mjs";
import { refusalClaims } from "./refusals.mjs";
import { BUNDLES } from "./rows.mjs";

/** @typedef {import("./harness/programs.mjs").Stage} Stage */
/** @typedef {import("./rows.mjs").Bundle} Bundle */

/** What `app/check.js` comes to, wherever it runs. */
const EXPECTED = {
	created: "GitHub",
	stored: ["GitHub"],
	issues: ["clientID: unknown-field", "name: missing"],
	refused: "ValidationError",
};

/** For a bundle and all its runs. The longest, of Next, take half a minute where nothing else is done. */
const LONGEST_MS = 180_000;

const { values } = parseArgs({
	options: {
		package: { type: "string" },
		only: { type: "string", default: "" },
		tools: { type: "string", default: path.join(import.meta.dirname, "..", "node_modules") },
	},
});
const tarball = values.package ?? "";
if (tarball === "") {
	console.error("usage: run.mjs --package <tgz>");
	process.exit(2);
}
let failures = 0;

// The programs are in process groups of their own, which an interrupt at the terminal does not reach.
const stopped = new AbortController();
for (const name of ["SIGINT", "SIGTERM"]) {
	process.once(name, () => stopped.abort(new Error(`it was stopped by ${name}`)));
}

/**
 * @param {string} name
 * @param {() => Promise<unknown>} claim
 */
async function result(name, claim) {
	try {
		await claim();
		console.log(`ok - bundlers: ${name}`);
	} catch (error) {
		failures += 1;
		const { stderr, stack } = /** @type {any} */ (error);
		console.log(`not ok - bundlers: ${name}\n${String(stderr || stack || error).replace(/^/gm, "    ")}`);
	}
}

/**
 * @param {Omit<Stage, "signal">} place
 * @param {Bundle} bundle
 */
async function check(place, { build, runs }) {
	const stage = { ...place, signal: AbortSignal.any([stopped.signal, AbortSignal.timeout(LONGEST_MS)]) };
	const built = build === undefined ? undefined : run(stage, build);
	for (const [name, host] of Object.entries(runs)) {
		const answer = async () => {
			await built;
			return host(stage);
		};
		await result(`${name}: it works`, async () => equal(JSON.parse(await answer()), EXPECTED));
	}
}

async function main() {
	const tools = path.resolve(values.tools);
	const { folder, remove } = await createWorkspace(tarball);
	try {
		const browser = await launchChromium(tools);
		try {
			const place = { folder, bundlers: path.join(import.meta.dirname, "node_modules"), tools, browser };
			const stage = { ...place, signal: stopped.signal };
			for (const [name, claim] of [...baselineClaims(stage), ...refusalClaims(stage), ...partClaims(stage)]) {
				if (name.includes(values.only)) await result(name, claim);
			}
			for (const bundle of BUNDLES) {
				stopped.signal.throwIfAborted();
				if (Object.keys(bundle.runs).some((name) => name.includes(values.only))) await check(place, bundle);
			}
		} finally {
			await browser.close();
		}
	} finally {
		await remove();
	}
}

for (const [name, findings] of Object.entries(PACKAGE_CHECKS)) {
	await result(name, async () => equal(await findings(tarball), []));
}
try {
	await main();
} catch (error) {
	await result("everything is there to begin with", () => Promise.reject(error));
}
process.exit(failures === 0 ? 0 : 1);
