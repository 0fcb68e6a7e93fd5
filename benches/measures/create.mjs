// @ts-check
import { run } from "../host/programs.mjs";
import { compare, pooled } from "./compare.mjs";

const PEERS = ["fetch", "fetch with a timeout", "node-sdk"];

/** "unchecked" is the same call with `validate: "off"`: the difference is the check. */
const SUBJECTS = [
	{ id: "create", subject: "create", own: "ours" },
	{ id: "create unchecked", subject: "create, unchecked", own: "ours, unchecked" },
];

/** @type {import("../run.mjs").Measure} */
export const create = {
	name: "create",
	title: "A create of 15 fields, `fetch` stubbed",
	async *run(context) {
		const { effort } = context;
		for (const runtime of context.runtimes) {
			const samples = await pooled(effort.processes, () => run(runtime, "create.mjs", { effort }, context));
			for (const { id, subject, own } of SUBJECTS) {
				for (const peer of PEERS) {
					const row = { id, runtime, subject, peer };
					yield compare(
						samples,
						row,
						(of) => of(own),
						(of) => of(peer),
					);
				}
			}
		}
	},
};
