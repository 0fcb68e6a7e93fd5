// @ts-check
// Looks for leaks: the memory that the second half of a long run adds.
import { run } from "../host/programs.mjs";

/**
 * The runtimes with V8's switch for the collector, and an entry that makes the instance where it can be intercepted.
 */
const RUNTIMES = ["node20", "node24"];

/** V8 grows its young generation by tens of megabytes in long runs and keeps it; a fixed size avoids that. */
const FLAGS = ["--expose-gc", "--min-semi-space-size=16", "--max-semi-space-size=16"];

/** @type {import("../run.mjs").Measure} */
export const memory = {
	name: "memory",
	title: "Memory: what the second half of a long run adds",
	async *run(context) {
		for (const runtime of context.runtimes.filter((name) => RUNTIMES.includes(name))) {
			for (const [work, times] of Object.entries(context.effort.memory)) {
				const { before, halfway, after } = await run(runtime, "memory.mjs", { work, times }, context, FLAGS);
				for (const kind of Object.keys(after)) {
					const series = [before, halfway, after].map((used) => used[kind].toFixed(1));
					yield {
						id: `memory/${work}/${kind}`,
						runtime,
						subject: `${times.toLocaleString("en")} ${work}, ${kind}`,
						value: after[kind] - halfway[kind],
						unit: "",
						note: `before, halfway, after: ${series.join(", ")}`,
					};
				}
			}
		}
	},
};
