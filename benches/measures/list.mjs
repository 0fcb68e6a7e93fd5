// @ts-check
import { run } from "../host/programs.mjs";
import { compare, pooled } from "./compare.mjs";

const SIZES = [1_000, 10_000];
const PEERS = ["json()", "node-sdk"];

/** @type {import("../run.mjs").Measure} */
export const list = {
	name: "list",
	title: "All apps of a project, with nulls, `fetch` stubbed",
	async *run(context) {
		const { effort } = context;
		for (const runtime of context.runtimes) {
			for (const size of SIZES) {
				const samples = await pooled(effort.processes, () => run(runtime, "list.mjs", { effort, size }, context));
				const subject = `${size.toLocaleString("en")} apps`;
				for (const peer of PEERS) {
					const row = { id: `list/${subject}`, runtime, subject, peer };
					yield compare(
						samples,
						row,
						(of) => of("ours"),
						(of) => of(peer),
					);
				}
			}
		}
	},
};
