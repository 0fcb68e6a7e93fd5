// @ts-check
// Two questions. `validate`: what does it take to learn all that is wrong with an app? `check and serialize`: what does it
// take to check a request on its way out and to make its body?
//
// A peer makes its check, and then the body. This package makes the body and checks that, and `validate` does the same as
// a call does; so it is compared with both of a peer's. Should `validate` not make the body one day, which is looked at
// each time, the making of one is added to it.
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
