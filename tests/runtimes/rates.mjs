// @ts-check
// How a client keeps to the server's rate limit.
import { equal, ok, rejection } from "./lib/expect.mjs";
import { open } from "./open.mjs";

/** @typedef {import("./lib/bench.mjs").Bench} Bench */

const LICENSE = "GET /v1/mgmt/license";
const LIST = "GET /v1/mgmt/outbound/apps";

/** @type {{ name: string, run: (bench: Bench) => Promise<void> }[]} */
export const RATE_CASES = [
	{
		name: 'with rateLimit: "license" the tier is asked for once, and said with every request',
		run: async (bench) => {
			const { apps, server } = await open(bench, { rateLimit: "license" });
			await Promise.all([apps.loadAll(), apps.loadAll(), apps.loadAll()]);
			await apps.loadAll();
			const requests = await server.requests();
			equal(
				requests.map(({ method, path }) => `${method} ${path}`),
				[LICENSE, LIST, LIST, LIST, LIST],
			);
			equal(
				requests.map(({ license }) => license),
				[undefined, "tier1", "tier1", "tier1", "tier1"],
			);
		},
	},
	{
		name: "without rateLimit no tier is asked for",
		run: async (bench) => {
			const { apps, server } = await open(bench);
			await apps.loadAll();
			equal(
				(await server.requests()).map(({ path, license }) => [path, license]),
				[["/v1/mgmt/outbound/apps", undefined]],
			);
		},
	},
	...[
		{ status: 404, body: "" },
		{ status: 200, body: "<h1>" },
		{ status: 200, body: '{"rateLimitTier":"a\\nb"}' },
	].map((fault) => ({
		name: `a tier that cannot be had fails no call: ${fault.status} ${fault.body}`,
		run: async (/** @type {Bench} */ bench) => {
			const { apps, server } = await open(bench, { rateLimit: "license" });
			await server.script([fault]);
			await apps.loadAll();
			await apps.loadAll();
			equal(
				(await server.requests()).map(({ license }) => license),
				[undefined, undefined, undefined],
			);
		},
	})),
	{
		name: "an abort while the tier is asked for rejects at once, and sends nothing",
		run: async (bench) => {
			const { apps, server } = await open(bench, { rateLimit: "license" });
			await server.script([{ delayMs: 60_000 }]);
			const controller = new AbortController();
			const error = rejection(apps.loadAll({ signal: controller.signal }));
			await server.arrived(1);
			controller.abort("mine");
			equal(await error, "mine");
			equal((await server.requests()).length, 1, "requests");
		},
	},
	{
		name: "with a rate limit of its own a client sends no more than that",
		run: async (bench) => {
			const { apps, server } = await open(bench, { rateLimit: { requests: 3, perMs: 900 } });
			const start = performance.now();
			await Promise.all(Array.from({ length: 6 }, () => apps.loadAll()));
			const took = performance.now() - start;
			equal((await server.requests()).length, 6, "requests");
			// Three at once, then one after each 300 ms.
			ok(took >= 800, `six calls took ${took} ms`);
		},
	},
	{
		name: "a turn that comes too late is a RateLimitError at once",
		run: async (bench) => {
			const { apps, server } = await open(bench, { rateLimit: { requests: 1, perMs: 60_000 }, maxWaitMs: 1_000 });
			await apps.loadAll();
			const error = await rejection(apps.loadAll());
			equal([error.name, error.applied], ["RateLimitError", "no"]);
			ok(error.retryAfterMs > 50_000, `after ${error.retryAfterMs} ms`);
			equal((await server.requests()).length, 1, "requests");
		},
	},
];
