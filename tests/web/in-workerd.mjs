// @ts-check
// The cases in workerd, and the Worker of examples/rust-worker.
import assert from "node:assert/strict";
import { readdir, readFile } from "node:fs/promises";
import path from "node:path";

const ROOT = path.join(import.meta.dirname, "..", "..");
const PROJECT = "P2test";
const KEY = "K-canary-management";
const SECRET = "canary-client-secret";
const APP = { id: "github", name: "GitHub", clientId: "Iv1.0123456789abcdef", clientSecret: SECRET };

const CASES = `
import { initSync, run } from "./build/web_cases.js";
import module from "./build/web_cases_bg.wasm";

initSync({ module });

export default { fetch: async (request) => new Response(await run(await request.text())) };
`;

/**
 * @param {string} worker
 * @param {string} folder
 * @param {string} name of the wasm
 * @param {Record<string, string>} bindings
 */
async function workerd(worker, folder, name, bindings = {}) {
	// The glue may import snippets beside it.
	const scripts = (await readdir(folder, { recursive: true })).filter((file) => file.endsWith(".js"));
	const module = async (/** @type {"ESModule" | "CompiledWasm"} */ type, /** @type {string} */ file) => ({
		type,
		path: `build/${file}`,
		contents: await readFile(path.join(folder, file)),
	});
	const { Miniflare } = await import(/** @type {string} */ ("miniflare"));
	return new Miniflare({
		modules: [
			{ type: "ESModule", path: "worker.mjs", contents: worker },
			await module("CompiledWasm", `${name}_bg.wasm`),
			...(await Promise.all(scripts.map((file) => module("ESModule", file)))),
		],
		modulesRoot: ".",
		compatibilityDate: "2025-06-01",
		bindings,
	});
}

/**
 * @param {string} folder of the glue
 * @param {string} origin
 */
async function runCases(folder, origin) {
	const miniflare = await workerd(CASES, folder, "web_cases");
	try {
		const response = await miniflare.dispatchFetch("http://cases/", { method: "POST", body: origin });
		console.log(await response.text());
	} finally {
		await miniflare.dispose();
	}
}

/** @typedef {(method: string, target: string, body?: unknown) => Promise<{ status: number, body: any, headers: Headers }>} Ask */
/** @typedef {{ ask: Ask, seen: () => Promise<number> }} Harness `seen`: how many requests the emulator got */

/** @type {[string, unknown[], (harness: Harness) => Promise<void>][]} */
const EXAMPLE = [
	[
		"an app is ensured, loaded, listed and deleted",
		[],
		async ({ ask }) => {
			assert.deepEqual((await ask("PUT", "/apps", APP)).body, { id: "github", outcome: "created" });
			assert.deepEqual((await ask("PUT", "/apps", APP)).body, { id: "github", outcome: "unchanged" });
			const loaded = await ask("GET", "/apps/github");
			assert.deepEqual([loaded.status, loaded.body.name, loaded.body.clientId], [200, "GitHub", APP.clientId]);
			assert.deepEqual((await ask("GET", "/apps")).body, [{ id: "github", name: "GitHub" }]);
			assert.equal((await ask("DELETE", "/apps/github")).status, 204);
			assert.equal((await ask("GET", "/apps/github")).status, 404);
		},
	],
	[
		"an invalid app is a 400 that says what to mend, and nothing is sent",
		[],
		async ({ ask, seen }) => {
			const { status, body } = await ask("PUT", "/apps", { ...APP, tokenUrl: "ftp://x" });
			assert.deepEqual([status, body.applied, body.issues[0].path], [400, "no", "tokenUrl"]);
			assert.equal(await seen(), 0);
		},
	],
	[
		"a body that is no app is a 400",
		[],
		async ({ ask, seen }) => {
			const { status, body } = await ask("PUT", "/apps", { name: "GitHub" });
			assert.equal(status, 400);
			assert.match(body.message, /id/);
			assert.equal(await seen(), 0);
		},
	],
	[
		"a 429 that lasts is passed on with its Retry-After",
		Array(8).fill({ status: 429, headers: { "retry-after": "700" } }),
		async ({ ask }) => {
			const { status, headers, body } = await ask("GET", "/apps");
			assert.deepEqual([status, headers.get("retry-after"), body.applied], [429, "700", "no"]);
		},
	],
	[
		"a create whose answer is lost is reconciled",
		[{ delayMs: 0 }, { cut: "after" }],
		async ({ ask }) => {
			assert.deepEqual([(await ask("PUT", "/apps", APP)).status], [200]);
			assert.equal((await ask("GET", "/apps")).body.length, 1);
		},
	],
	[
		"an outcome that stays unknown is a 503",
		Array(30).fill({ cut: "after" }),
		async ({ ask }) => {
			const { status, body } = await ask("DELETE", "/apps/github");
			assert.deepEqual([status, body.applied], [503, "unknown"]);
		},
	],
];

/**
 * @param {string} folder of the glue
 * @param {string} origin
 */
async function runExample(folder, origin) {
	const worker = await readFile(path.join(ROOT, "examples/rust-worker/worker.mjs"), "utf8");
	for (const [name, faults, test] of EXAMPLE) {
		const emulator = { projectId: PROJECT, managementKey: KEY, faults };
		const number = await (await fetch(`${origin}/new`, { method: "POST", body: JSON.stringify(emulator) })).text();
		const miniflare = await workerd(worker, folder, "rust_worker", {
			DESCOPE_PROJECT_ID: PROJECT,
			DESCOPE_MANAGEMENT_KEY: KEY,
			DESCOPE_BASE_URL: `${origin}/${number}`,
		});
		/** @type {Ask} */
		async function ask(method, target, body) {
			const init = body === undefined ? { method } : { method, body: JSON.stringify(body) };
			const response = await miniflare.dispatchFetch(`http://outbound${target}`, init);
			const text = await response.text();
			assert.ok(!text.includes(KEY) && !text.includes(SECRET), `a secret in ${text}`);
			return { status: response.status, headers: response.headers, body: text === "" ? undefined : JSON.parse(text) };
		}
		const seen = async () => parseInt(await (await fetch(`${origin}/seen/${number}`)).text(), 10);
		try {
			await test({ ask, seen });
			console.log(`ok - the example: ${name}`);
		} catch (error) {
			console.log(
				`not ok - the example: ${name}\n    ${/** @type {Error} */ (error).stack?.replaceAll("\n", "\n    ")}`,
			);
		} finally {
			await miniflare.dispose();
		}
	}
}

/**
 * @param {string} cases the folder of their glue
 * @param {string} example the folder of the Worker's
 * @param {string} origin of the emulators
 */
export async function inWorkerd(cases, example, origin) {
	await runCases(cases, origin);
	await runExample(example, origin);
	return undefined;
}
