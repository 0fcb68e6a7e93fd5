// @ts-check
// The same handlers in Deno, Bun and workerd, each with the runtime's own server.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { copyFile, readFile } from "node:fs/promises";
import path from "node:path";
import { findTool } from "../runtimes/harness/tools.mjs";

const { Miniflare } = await import(/** @type {string} */ ("miniflare"));

const TOOLS = path.join(import.meta.dirname, "..", "node_modules");

/** @type {Record<string, string[]>} */
const PROGRAMS = { deno: ["run", "--allow-all", "--no-prompt", "--node-modules-dir=manual"], bun: ["run"] };

const WORKER = `
import { createConsole } from "./console.worker.js";

/** @type {any} */
let handler;

export default {
	fetch(request, env) {
		handler ??= createConsole({ ...env, path: "/c/", authorize: () => true });
		return handler(request);
	},
};
`;

/**
 * @param {{ startServer: any }} package_
 * @param {string} folder where the package is installed
 * @returns {{ name: string, run: () => Promise<unknown> }[]}
 */
export function runtimes({ startServer }, folder) {
	/** @param {(url: string, init?: any) => Promise<any>} ask @param {any} emulator */
	async function check(ask, emulator) {
		const page = await ask("/c/");
		assert.equal(page.status, 200);
		assert.match(await page.text(), /<script type="module" src="console.js">/);
		const wasm = await ask("/c/core.wasm", { headers: { "accept-encoding": "identity" } });
		assert.ok(WebAssembly.validate(await wasm.arrayBuffer()));
		const headers = { "sec-fetch-site": "same-origin", "content-type": "application/json" };
		const create = "/c/api/v1/mgmt/outbound/app/create";
		const created = await ask(create, { method: "POST", headers, body: '{"id":"a","name":"A"}' });
		assert.deepEqual([created.status, (await created.json()).app.id], [200, "a"]);
		assert.equal(emulator.apps().length, 1);
		const long = await ask(create, { method: "POST", headers, body: JSON.stringify({ name: "x".repeat(300_000) }) });
		assert.equal(long.status, 413);
		await long.text();
		const other = await ask(create, {
			method: "POST",
			headers: { ...headers, "sec-fetch-site": "cross-site" },
			body: "{}",
		});
		assert.equal(other.status, 403);
		await other.text();
		const found = await ask("/c/discover", { method: "POST", headers, body: '{"url":"http://127.0.0.1/"}' });
		assert.equal(found.status, 400);
		assert.match((await found.json()).message, /https|private/);
	}

	/** @param {(emulator: any) => Promise<{ ask: any, stop: () => unknown }>} start */
	const served = (start) => async () => {
		const server = await startServer({ port: 0, log: () => {} });
		const { ask, stop } = await start({ ...server.emulator, baseUrl: server.baseUrl });
		try {
			await check(ask, server.emulator);
		} finally {
			await stop();
			await server.close();
		}
	};

	return [
		...Object.entries(PROGRAMS).map(([name, args]) => ({
			name: `runs in ${name}, by its own server`,
			run: served(async ({ projectId, managementKey, baseUrl }) => {
				await copyFile(path.join(import.meta.dirname, "serve.mjs"), path.join(folder, "serve.mjs"));
				const child = spawn(findTool(TOOLS, name), [...args, "serve.mjs", projectId, managementKey, baseUrl], {
					cwd: folder,
					stdio: ["ignore", "pipe", "inherit"],
				});
				let text = "";
				while (!/port \d+/.test(text)) text += String((await once(child.stdout, "data"))[0]);
				const [, port] = /port (\d+)/.exec(text) ?? [];
				return {
					ask: (/** @type {string} */ target, /** @type {any} */ init) =>
						fetch(`http://127.0.0.1:${port}${target}`, init),
					stop: () => child.kill(),
				};
			}),
		})),
		{
			name: "runs in workerd",
			run: served(async ({ projectId, managementKey, baseUrl }) => {
				const dist = path.join(folder, "node_modules", "descope-outbound", "dist");
				const miniflare = new Miniflare({
					modules: [
						{ type: "ESModule", path: "worker.js", contents: WORKER },
						{
							type: "ESModule",
							path: "console.worker.js",
							contents: await readFile(path.join(dist, "console.worker.js"), "utf8"),
						},
						{
							type: "CompiledWasm",
							path: "provision.wasm?module",
							contents: await readFile(path.join(dist, "provision.wasm")),
						},
					],
					modulesRoot: ".",
					compatibilityDate: "2025-06-01",
					bindings: { projectId, managementKey, baseUrl },
				});
				return {
					ask: (/** @type {string} */ target, /** @type {any} */ init) =>
						miniflare.dispatchFetch(`https://admin.example${target}`, init),
					stop: () => miniflare.dispose(),
				};
			}),
		},
	];
}
