// @ts-check
// The time of a token cache hit.
import { run } from "../host/programs.mjs";
import { median } from "../lib/statistics.mjs";

/** @type {import("../run.mjs").Measure} */
export const tokens = {
	name: "tokens",
	title: "A token from the cache, in microseconds",
	async *run(context) {
		for (const runtime of context.runtimes) {
			const found = await run(runtime, "tokens.mjs", { effort: context.effort }, context);
			for (const [subject, micros] of Object.entries(found)) {
				yield { id: `tokens/${subject}`, runtime, subject, unit: "µs", value: median(micros) };
			}
		}
	},
};
