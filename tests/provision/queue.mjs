// @ts-check
// examples/queue under miniflare: a message that is delivered twice, a server with limits, an app that is wrong.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";

/** Untyped: its types import packages that are not installed here. */
const { Miniflare } = await import(/** @type {string} */ ("miniflare"));

const WORKER = fileURLToPath(new URL("../../examples/queue/worker.js", import.meta.url));

/** Reports dead-lettered messages to the test. */
const READER = `export default { async queue({ messages }, env) {
	for (const { body } of messages) await env.REPORT.fetch("http://report", { method: "POST", body: JSON.stringify(body) });
} };`;

const COUNT = 40;

/**
 * @param {string} dist
 * @param {{ startServer: any }} package_
 * @returns {{ name: string, run: () => Promise<string | void> }[]}
 */
export function queue(dist, { startServer }) {
	return [
		{
			name: "a queue of apps: each is made once, waits as long as the server asks, and dies if it is wrong or its name is taken",
			run: async () => {
				const server = await startServer({ port: 0, log: () => {} });
				const { projectId, managementKey, fault, apps } = server.emulator;
				/** @type {any[]} */
				const dead = [];
				const miniflare = new Miniflare({
					workers: [
						{
							name: "apps",
							modules: await modules(dist),
							compatibilityDate: "2026-04-01",
							bindings: {
								DESCOPE_PROJECT_ID: projectId,
								DESCOPE_MANAGEMENT_KEY: managementKey,
								DESCOPE_BASE_URL: server.baseUrl,
							},
							queueProducers: { APPS: "apps", DEAD: "dead" },
							queueConsumers: { apps: { maxBatchSize: 10, maxBatchTimeout: 0.1, maxRetries: 10 } },
						},
						{
							name: "reader",
							modules: [{ type: "ESModule", path: "reader.js", contents: READER }],
							compatibilityDate: "2026-04-01",
							queueConsumers: { dead: { maxBatchSize: 10, maxBatchTimeout: 0.1 } },
							serviceBindings: {
								REPORT: async (/** @type {any} */ request) => {
									dead.push(await request.json());
									return /** @type {any} */ (new Response());
								},
							},
						},
					],
				});
				try {
					// More than a call retries: the queue has to wait.
					for (let nth = 0; nth < 12; nth += 1) fault({ status: 429, headers: { "retry-after": "1" } });
					const list = Array.from({ length: COUNT }, (_, index) => ({
						id: `q${index}`,
						name: `Q${index}`,
						clientId: "c",
						clientSecret: "S-canary",
					}));
					const bad = { id: "bad", name: "Bad", tokenUrl: "http://not-secure.example", clientSecret: "S-canary" };
					// One of them gets the name; for the other, no attempt can succeed.
					const rivals = ["r1", "r2"].map((id) => ({ id, name: "Rival" }));
					const answer = await miniflare.dispatchFetch("http://producer", {
						method: "POST",
						body: JSON.stringify([...list, bad, ...list.slice(0, 5), ...rivals]),
					});
					assert.deepEqual([answer.status, await answer.json()], [202, { queued: COUNT + 8 }]);
					for (let waits = 0; waits < 300 && (apps().length <= COUNT || dead.length < 2); waits += 1) await sleep(100);
					const stored = new Set(apps().map((/** @type {any} */ { id }) => id));
					assert.equal(apps().length, COUNT + 1);
					assert.ok(list.every(({ id }) => stored.has(id)));
					const errors = Object.fromEntries(dead.map(({ id, error }) => [id, error]));
					const [loser] = rivals.map(({ id }) => id).filter((id) => !stored.has(id));
					assert.deepEqual(Object.keys(errors).sort(), ["bad", loser].sort());
					assert.match(errors.bad, /tokenUrl/);
					assert.match(errors[/** @type {string} */ (loser)], /ConflictError/);
					assert.doesNotMatch(JSON.stringify(dead), /canary/);
				} finally {
					await miniflare.dispose();
					await server.close();
				}
			},
		},
	];
}

/** Returns the worker, the package's file for workers, and its wasm, as wrangler bundles them. @param {string} dist */
async function modules(dist) {
	const worker = await readFile(WORKER, "utf8");
	const client = await readFile(path.join(dist, "worker.js"), "utf8");
	return [
		{
			type: /** @type {const} */ ("ESModule"),
			path: "worker.js",
			contents: worker.replace('"descope-outbound"', '"./client.js"'),
		},
		{
			type: /** @type {const} */ ("ESModule"),
			path: "client.js",
			contents: client.replace("core.wasm?module", "core.wasm"),
		},
		{
			type: /** @type {const} */ ("CompiledWasm"),
			path: "core.wasm",
			contents: await readFile(path.join(dist, "core.wasm")),
		},
	];
}
