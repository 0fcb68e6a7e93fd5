// @ts-check
// node tests/migration/run.mjs --package <tgz> [--tools <node_modules>]
//
// Checks docs/migrating-from-node-sdk.md against the real @descope/node-sdk and this package: runs the code of each
// row, and records and compares the requests. Prints one line per test, as tests/runtimes does.
import { readFile } from "node:fs/promises";
import path from "node:path";
import { parseArgs } from "node:util";
import { compare } from "./calls.mjs";
import { DIFFERENCES, wire } from "./differences.mjs";
import { differing, holds } from "./headers.mjs";
import { moduleOf } from "./module.mjs";
import { readPage } from "./page.mjs";
import { startRecorder } from "./recorder.mjs";
import { createWorkspace } from "./workspace.mjs";

/** @typedef {import("./page.mjs").Page} Page */
/** @typedef {import("./module.mjs").Module} Module */
/** @typedef {import("./recorder.mjs").Recorder} Recorder */
/** @typedef {import("./recorder.mjs").Recorded} Recorded */
/** @typedef {import("./calls.mjs").Pair} Pair */

const { values } = parseArgs({
	options: {
		package: { type: "string" },
		tools: { type: "string", default: path.join(import.meta.dirname, "..", "node_modules") },
	},
});
const tarball = values.package ?? "";
if (tarball === "") {
	console.error("usage: run.mjs --package <tgz>");
	process.exit(2);
}
const tools = path.resolve(values.tools);
let failures = 0;

/**
 * @param {string} name
 * @param {string[]} troubles
 */
function result(name, troubles) {
	if (troubles.length > 0) failures += 1;
	console.log(`${troubles.length > 0 ? "not ok" : "ok"} - migration: ${name}`);
	for (const trouble of troubles) console.log(trouble.replace(/^/gm, "    "));
}

async function check() {
	const page = await readPage();
	const versions = { sdk: await version(path.join(tools, "@descope/node-sdk")), here: await version(pkg) };
	result("the page is about the SDK that is compared", missing([`\`@descope/node-sdk\` ${versions.sdk}`], page.text));
	const listed = page.rows.map((row) => row.wire);
	result("each difference that the test knows is on the page", missing(Object.keys(DIFFERENCES), listed));

	const recorder = await startRecorder();
	const code = moduleOf(page, { baseUrl: recorder.baseUrl, projectId: "P2test", managementKey: "K2test" });
	const workspace = await createWorkspace(tarball, tools, code);
	try {
		const diagnostics = await workspace.compile();
		result("the code of the page compiles, given values with the SDK's types", diagnostics ? [diagnostics] : []);
		const module = await workspace.load();
		checkCompleteness(page, module);
		await checkLicense(module, recorder);
		checkHeaders(page, await checkCalls(page, module, recorder), versions);
	} finally {
		recorder.close();
		await workspace.remove();
	}
}

const pkg = path.resolve(import.meta.dirname, "../../pkg");

/** @param {string} folder of a package */
async function version(folder) {
	return JSON.parse(await readFile(path.join(folder, "package.json"), "utf8")).version;
}

/**
 * @param {Page} page
 * @param {Module} module
 */
function checkCompleteness({ rows, examples }, { sdk, apps }) {
	const before = rows.map((row) => row.before).join();
	const calls = Object.keys(sdk.management.outboundApplication).map((name) => `outbound.${name}(`);
	result("each call of the SDK is in the table", missing(calls, before));
	const after = [...rows.map((row) => row.after), ...examples].join();
	// wasm-bindgen's own methods are not calls.
	const methods = Object.getOwnPropertyNames(Object.getPrototypeOf(apps)).filter(
		(name) => !["constructor", "free", "__destroy_into_raw"].includes(name),
	);
	const used = methods.map((name) => `apps.${name}(`);
	result("each method of this package is on the page", missing(used, after));
}

/**
 * Returns a sentence for each text that `there` does not include.
 *
 * @param {string[]} wanted
 * @param {string | string[]} there
 */
const missing = (wanted, there) => wanted.filter((one) => !there.includes(one)).map((one) => `${one} is missing`);

/**
 * @param {Module} module
 * @param {Recorder} recorder
 */
async function checkLicense({ licensed }, recorder) {
	const [asked, ...more] = await recorder.wait();
	const isAlone = asked?.path === "/v1/mgmt/license" && more.length === 0;
	result(
		"made, the SDK asks for its licence, and this package for nothing",
		isAlone ? [] : [asked, ...more].map((request) => JSON.stringify(request)),
	);
	await licensed.loadAll();
	const [askedHere, call] = recorder.take();
	const isSame = asked && askedHere && wire(asked) === wire(askedHere);
	result('with rateLimit: "license" this package asks for the same', isSame ? [] : [JSON.stringify(askedHere)]);
	const tier = call?.headers["x-descope-license"];
	result("and calls carry the tier", tier === "tier4" ? [] : [`x-descope-license is ${tier}`]);
}

/**
 * @param {Page} page
 * @param {Module} module
 * @param {Recorder} recorder
 */
async function checkCalls({ rows }, { calls }, recorder) {
	/** @type {Pair[]} */
	const all = [];
	for (const [at, row] of rows.entries()) {
		const callsOfRow = (/** @type {import("./values.mjs").Values} */ values) =>
			/** @type {import("./module.mjs").Calls} */ (calls(values)[at]);
		const { pairs, troubles } = await compare(row, callsOfRow, recorder);
		all.push(...pairs);
		result(`${row.before} is ${row.after}; on the wire: ${row.wire}`, troubles);
	}
	return all;
}

/**
 * @param {Page} page
 * @param {Pair[]} pairs
 * @param {{ sdk: string, here: string }} versions
 */
function checkHeaders({ headers }, pairs, versions) {
	const found = new Set(pairs.flatMap(({ before, after }) => differing(before, after)));
	const names = headers.map(({ name }) => name);
	result("each header that is not the same is on the page", missing([...found], names));
	const befores = pairs.map(({ before }) => before);
	const afters = pairs.map(({ after }) => after);
	for (const { name, sdk, here } of headers) {
		const troubles = [];
		if (!holds(sdk, name, befores, versions.sdk)) troubles.push(`the SDK does not send it so: ${sdk}`);
		if (!holds(here, name, afters, versions.here)) troubles.push(`this package does not send it so: ${here}`);
		if (!found.has(name)) troubles.push("it is the same in both");
		result(`the header ${name} is as the page says`, troubles);
	}
}

try {
	await check();
} catch (reason) {
	result("the page was held against both packages", [String(/** @type {any} */ (reason)?.stack ?? reason)]);
}
process.exit(failures === 0 ? 0 : 1);
