// @ts-check
// Runs at the last compatibility date at which a request with `cache` is an error.
import { equal, thrown } from "../lib/expect.mjs";
import { report } from "../lib/report.mjs";
import { clientOf } from "../open.mjs";
import { serve } from "./serve.mjs";

/** @type {import("../lib/report.mjs").Case[]} */
const cases = [
	{
		name: "a request that says how to cache is an error here",
		run: () => {
			const { message } = thrown(() => new Request("https://example.com", { cache: "no-store" }));
			equal(message, "The 'cache' field on 'RequestInitializerDict' is not implemented.");
		},
	},
	{
		name: "an old compatibility date: a call works, and its requests do not say it",
		run: async (bench) => {
			const server = await bench.server();
			/** @type {string[][]} */
			const said = [];
			const apps = clientOf(bench, server, {
				fetch: (/** @type {string} */ url, /** @type {RequestInit} */ init) => {
					said.push(Object.keys(init).filter((key) => key === "cache"));
					return fetch(url, init);
				},
			});
			await apps.create({ name: "old" });
			equal((await server.apps()).length, 1);
			equal(said, [[]]);
		},
	},
	{
		name: "an old compatibility date: the global fetch works",
		run: async (bench) => {
			const { apps } = await bench.server().then(async (server) => clientOf(bench, server).loadAll());
			equal(apps, []);
		},
	},
];

export default serve((context, write) => report(cases, context, [], write));
