// @ts-check
// How the time grows with the request: an exponent of 1 is linear. The fit uses the larger sizes only: below them the
// fixed cost of a call hides the cost of a byte.
import { run } from "../host/programs.mjs";
import { serve } from "../host/serve.mjs";
import { exponent, median } from "../lib/statistics.mjs";

const KINDS = ["validate", "create", "create over loopback"];
const SCOPES = [1, 10, 100, 1_000, 10_000];
const FITTED_FROM = 100;

/** @type {import("../run.mjs").Measure} */
export const growth = {
	name: "growth",
	title: `Growth with 1 to 10,000 scopes: the exponent of the request's length, from ${FITTED_FROM} on`,
	async *run(context) {
		const { effort } = context;
		const server = await serve();
		try {
			for (const runtime of context.runtimes) {
				for (const kind of KINDS) {
					/** @type {{ scopes: number, bytes: number, micros: number[] }[]} */
					const sizes = [];
					for (const scopes of SCOPES) {
						const task = { kind, effort, scopes, url: server.url };
						sizes.push({ scopes, ...(await run(runtime, "growth.mjs", task, context)) });
					}
					const large = sizes.filter(({ scopes }) => scopes >= FITTED_FROM);
					const fitted = exponent(
						large.map(({ bytes }) => bytes),
						large.map(({ micros }) => micros),
					);
					const costs = sizes.map(({ bytes, micros }) => ((median(micros) * 1_000) / bytes).toFixed(1));
					yield {
						id: `growth/${kind}`,
						runtime,
						subject: kind,
						value: fitted.middle,
						unit: "",
						note: `95 %: ${fitted.low.toFixed(2)}–${fitted.high.toFixed(2)}; ns a byte: ${costs.join(", ")}`,
					};
				}
			}
		} finally {
			server.close();
		}
	},
};
