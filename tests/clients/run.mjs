// @ts-check
// node tests/clients/run.mjs --package <tgz> --environment <folder for the Python environment>
//
// Runs official SDKs against the emulator on a socket: every outbound call that they have, its answer, and the state
// stored afterwards. Prints one line per test, as tests/runtimes does.
import { spawn } from "node:child_process";
import path from "node:path";
import { createInterface } from "node:readline";
import { pathToFileURL } from "node:url";
import { isDeepStrictEqual, parseArgs } from "node:util";
import { install } from "../install.mjs";
import { ROWS } from "./calls.mjs";
import { ensurePython } from "./environment.mjs";
import { methods, runNode } from "./node.mjs";
import { startPython } from "./python.mjs";

/** @typedef {import("./calls.mjs").Row} Row */
/** @typedef {import("./calls.mjs").Step} Step */

/**
 * @typedef {object} Client an SDK
 * @property {string} name
 * @property {"python" | "node"} has the key of its calls in the table's steps
 * @property {(steps: Step[], env: Record<string, string>) => Promise<unknown[]>} run returns the outcome of each step
 */

const { values } = parseArgs({ options: { package: { type: "string" }, environment: { type: "string" } } });
const { package: tarball, environment } = values;
if (tarball === undefined || environment === undefined) {
	console.error("usage: run.mjs --package <tgz> --environment <folder for the Python environment>");
	process.exit(2);
}
let failures = 0;

/** @type {Step} */
const LOAD_ALL = { python: ["outbound_application.load_all_applications", {}] };

/**
 * @param {string} name
 * @param {string[]} troubles
 */
function result(name, troubles) {
	if (troubles.length > 0) failures += 1;
	console.log(`${troubles.length > 0 ? "not ok" : "ok"} - clients: ${name}`);
	for (const trouble of troubles) console.log(trouble.replace(/^/gm, "    "));
}

/**
 * @param {string} folder of the installed package
 * @param {string} environment
 */
async function check(folder, environment) {
	const { startServer } = await import(pathToFileURL(path.join(folder, "dist", "emulator", "server.js")).href);
	await checkAll({ name: "@descope/node-sdk", has: "node", run: runNode }, startServer);
	complete(
		"@descope/node-sdk",
		methods(),
		ROWS.flatMap(({ steps }) => steps(String)).flatMap(({ node }) => (node ? [node[0]] : [])),
	);
	const python = startPython(await ensurePython(environment));
	try {
		await checkAll({ name: "Python SDK", has: "python", run: python.run(false) }, startServer);
		await checkAll({ name: "Python SDK, async", has: "python", run: python.run(true) }, startServer);
		complete(
			"Python SDK",
			await python.methods(),
			ROWS.flatMap(({ steps }) => steps(String)).flatMap(({ python }) => (python ? [python[0]] : [])),
		);
		await checkLicense(python.run(false), startServer);
		await checkCommandLine(path.join(folder, "dist", "bin", "descope-outbound.js"), python.run(false));
	} finally {
		python.close();
	}
}

/**
 * @param {Client} client
 * @param {(options: object) => Promise<any>} startServer
 */
async function checkAll(client, startServer) {
	for (const row of ROWS) {
		const server = await startServer({ projectId: "P2test", managementKey: "K2test" });
		try {
			const all = row.steps(server.emulator.accessToken);
			const steps = all.filter((step) => step[client.has] !== undefined);
			if (steps.length === 0) continue;
			result(`${client.name}: ${row.name}`, await troublesOf(row, steps, client, server));
		} catch (reason) {
			result(`${client.name}: ${row.name}`, [String(/** @type {any} */ (reason)?.stack ?? reason)]);
		} finally {
			await server.close();
		}
	}
}

/**
 * @param {Row} row
 * @param {Step[]} steps
 * @param {Client} client
 * @param {{ baseUrl: string, emulator: import("descope-outbound/emulator").Emulator }} server
 */
async function troublesOf(row, steps, client, { baseUrl, emulator }) {
	for (const [target, body] of row.before ?? []) await send(baseUrl, target, body);
	emulator.requests.length = 0;
	const env = {
		DESCOPE_BASE_URI: baseUrl,
		DESCOPE_BASE_URL: baseUrl,
		DESCOPE_PROJECT_ID: "P2test",
		DESCOPE_MANAGEMENT_KEY: "K2test",
	};
	const outcomes = await client.run(steps, env);
	const troubles = steps.flatMap(({ answer, error, ...call }, at) =>
		difference(JSON.stringify(call[client.has]), outcomes[at], error ?? answer),
	);
	if (row.apps) troubles.push(...difference("apps()", emulator.apps(), row.apps));
	if (row.tokens) troubles.push(...difference("tokens()", emulator.tokens(), row.tokens));
	const unknown = emulator.requests.flatMap(({ unknownFields }) => unknownFields);
	troubles.push(...difference("the unknown fields of all requests", unknown, []));
	return troubles;
}

/**
 * @param {string} baseUrl
 * @param {string} target
 * @param {object} body
 */
async function send(baseUrl, target, body) {
	const headers = { authorization: "Bearer P2test:K2test" };
	const init = { method: "POST", headers, body: JSON.stringify(body) };
	const response = await fetch(`${baseUrl}/v1/mgmt/outbound/${target}`, init);
	if (!response.ok) throw new Error(`${target} was answered with ${response.status} ${await response.text()}`);
}

/**
 * @param {string} what
 * @param {unknown} found
 * @param {unknown} expected
 */
function difference(what, found, expected) {
	if (isDeepStrictEqual(found, expected)) return [];
	return [`${what} is\n  ${JSON.stringify(found)}\ninstead of\n  ${JSON.stringify(expected)}`];
}

/**
 * @param {string} sdk
 * @param {string[]} wanted
 * @param {string[]} called
 */
function complete(sdk, wanted, called) {
	const missing = wanted.filter((name) => !called.includes(name));
	result(
		`${sdk}: each of its ${wanted.length} outbound calls is in the table`,
		missing.map((name) => `${name} is missing`),
	);
}

/**
 * @param {Client["run"]} run
 * @param {(options: object) => Promise<any>} startServer
 */
async function checkLicense(run, startServer) {
	const server = await startServer({ rateLimitTier: "tier3" });
	const { projectId, managementKey, requests } = server.emulator;
	const env = {
		DESCOPE_PROJECT_ID: projectId,
		DESCOPE_MANAGEMENT_KEY: managementKey,
		DESCOPE_BASE_URI: server.baseUrl,
	};
	await run([LOAD_ALL], env);
	await server.close();
	const said = requests.map((/** @type {any} */ { path, license }) => [path, license ?? "none"]);
	const expected = [
		["/v1/mgmt/license", "none"],
		["/v1/mgmt/outbound/apps", "tier3"],
	];
	result("Python SDK: says the tier that the emulator gave it", difference("what was sent", said, expected));
}

/**
 * Runs a program that knows only what the command line prints.
 *
 * @param {string} program
 * @param {Client["run"]} run
 */
async function checkCommandLine(program, run) {
	const child = spawn(process.execPath, [program, "emulate", "--port", "0"], { stdio: ["ignore", "pipe", "inherit"] });
	try {
		/** @type {Record<string, string>} */
		const env = {};
		for await (const line of createInterface({ input: child.stdout })) {
			const [, name, value] = /^ {2}export (\w+)=(\S+)/.exec(line) ?? [];
			if (name !== undefined) env[name] = value ?? "";
			if (name === "DESCOPE_MANAGEMENT_KEY") break;
		}
		const outcomes = await run([LOAD_ALL], env);
		result(
			"Python SDK: takes what `descope-outbound emulate` prints",
			difference("load_all_applications", outcomes, [{ apps: [] }]),
		);
	} finally {
		child.kill();
	}
}

const { folder, remove } = await install(tarball);
try {
	await check(path.join(folder, "node_modules", "descope-outbound"), environment);
} catch (reason) {
	result("the SDKs were held against the emulator", [String(/** @type {any} */ (reason)?.stack ?? reason)]);
} finally {
	await remove();
}
process.exit(failures === 0 ? 0 : 1);
