// @ts-check
// Two measurements. `validate`: the time to find everything that is wrong with an app. `check and serialize`: the time
// to check a request before it is sent and to make its body.
//
// A peer first checks, and then makes the body. This package makes the body and checks that, in `validate` as in a
// call; so `validate` is compared with both. `body.mjs` checks this on every run: if `validate` does not make the body,
// the time of making one is added.
import { run } from "../host/programs.mjs";
import { SIZES } from "../subjects/apps.mjs";
import { compare, pooled } from "./compare.mjs";

const PEERS = ["zod", "valibot", "ajv"];

/** @typedef {import("./compare.mjs").Of} Of */

/**
 * @param {boolean} makesBody
 * @returns {{ subject: string, own: Of, other: (peer: string) => Of }[]}
 */
const questions = (makesBody) => [
	{ subject: "validate", own: (of) => of("ours"), other: (peer) => (of) => of(peer) },
	{
		subject: "check and serialize",
		own: makesBody ? (of) => of("ours") : (of) => of("ours") + of("stringify"),
		other: (peer) => (of) => of(peer) + of("stringify"),
	},
];

/** @type {import("../run.mjs").Measure} */
export const validate = {
	name: "validate",
	title: "Validation of a valid app, looking for everything that is wrong",
	async *run(context) {
		const { effort } = context;
		for (const runtime of context.runtimes) {
			const { isMade } = await run(runtime, "body.mjs", {}, context);
			for (const [size] of SIZES) {
				const samples = await pooled(effort.processes, () => run(runtime, "validate.mjs", { effort, size }, context));
				for (const { subject, own, other } of questions(isMade)) {
					for (const peer of PEERS) {
						const row = { id: `${subject}/${size}`, runtime, subject: `${subject}, ${size}`, peer };
						yield compare(samples, row, own, other(peer));
					}
				}
			}
		}
	},
};
