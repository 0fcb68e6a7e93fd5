// @ts-check
// Many apps, against a server that rate-limits and fails.
import assert from "node:assert/strict";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

/** The server's rate limit. */
const RATE_LIMIT = { requests: 200, perMs: 300 };

/** How much more memory the second half of an apply may use than the first. */
const MOST_GROWTH = 16 * 2 ** 20;

setFlagsFromString("--expose-gc");

/** Runs the garbage collector. */
const collect = runInNewContext("gc");

/**
 * @param {{ OutboundApps: any, createEmulator: any, provision: any }} package_
 * @param {number} count
 * @returns {{ name: string, run: () => Promise<string | void> }[]}
 */
export function scale({ OutboundApps, createEmulator, provision }, count) {
	const { apply, parse, plan } = provision;
	return [undefined, { ...RATE_LIMIT, requests: RATE_LIMIT.requests / 2 }].map((rateLimit) => ({
		name: `${count} apps under ${rateLimit ? "a limit that is kept" : "429s"} and cuts are each made once`,
		run: async () => {
			const emulator = createEmulator({ rateLimit: RATE_LIMIT });
			const { projectId, managementKey, fetch } = emulator;
			let [limited, cut, sent, most] = [0, 0, 0, 0];
			/** @param {unknown} input @param {RequestInit} [init] */
			async function faulty(input, init) {
				sent += 1;
				if (sent % 50 === 0) {
					cut += 1;
					emulator.fault({ cut: sent % 100 === 0 ? "after" : "before" });
				}
				try {
					const response = await fetch(input, init);
					if (response.status === 429) limited += 1;
					return response;
				} finally {
					emulator.requests.length = 0;
				}
			}
			const options = { projectId, managementKey, fetch: faulty, maxRetries: 8, maxWaitMs: 600_000, rateLimit };
			const apps = new OutboundApps(options);
			const list = Array.from({ length: count }, (_, index) => ({
				id: `a${index}`,
				name: `A${index}`,
				description: "x".repeat(100),
			}));
			const desired = await parse(JSON.stringify({ apps: list }));
			let [last, half] = [0, 0];
			const began = performance.now();
			const onProgress = (/** @type {any} */ { kind, done, total, running }) => {
				assert.ok(done >= last && done <= total && running.length <= 4 && total === count);
				last = done;
				if (kind === "ended" && done === Math.floor(count / 2)) {
					collect();
					half = process.memoryUsage().heapUsed;
				}
			};
			const { counts, results } = await apply(apps, await plan(apps, desired), { onProgress });
			collect();
			most = process.memoryUsage().heapUsed - half;
			const seconds = (performance.now() - began) / 1000;
			const failed = results.filter((/** @type {any} */ { outcome }) => outcome === "failed");
			assert.equal(failed.length, 0, String(failed[0]?.error));
			assert.equal(last, count);
			assert.equal((counts.created ?? 0) + (counts.unchanged ?? 0), count);
			assert.deepEqual(new Set(emulator.apps().map((/** @type {any} */ { id }) => id)).size, count);
			assert.equal(emulator.apps().length, count);
			assert.ok(cut > count / 50, `${cut}`);
			assert.equal(limited > 0, rateLimit === undefined, `${limited}`);
			assert.ok(most < MOST_GROWTH, `${most}`);
			const left = await plan(apps, desired);
			assert.equal(left.counts.unchanged, count);
			const growth = (most / 2 ** 20).toFixed(1);
			return `${sent} requests, ${cut} cut, ${limited} limited, ${seconds.toFixed(1)} s, ${growth} MiB more in the latter half`;
		},
	}));
}
