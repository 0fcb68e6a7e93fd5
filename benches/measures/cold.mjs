// @ts-check
// The time from the start to a client, minus the runtime's own start.
//
// Node, Deno and Bun: a process from its start to its end, in which a script imports the package and makes a client.
// workerd: from the start of the process to the first answer of a worker that made a client for it. Chromium: importing
// the bundle and making a client, in a new page of a running browser with an empty cache, served from this machine. In
// each runtime an empty script, worker or bundle takes turns too, and its time is subtracted.
import { generator, shuffled } from "../inside/random.mjs";
import { openPages } from "../host/chromium.mjs";
import { openScripts } from "../host/scripts.mjs";
import { openWorkers } from "../host/workerd.mjs";
import { compare } from "./compare.mjs";

/**
 * @typedef {object} Starter
 * @property {(subject: Subject) => Promise<number>} start the milliseconds from the start to a client
 * @property {() => Promise<unknown>} close
 */

/** @typedef {"empty" | "ours" | "node-sdk"} Subject */

const SUBJECTS = /** @type {Subject[]} */ (["empty", "ours", "node-sdk"]);

/** Other work on the machine only lengthens a start, so the shortest of these turns counts in each round. */
const TURNS = 3;

/** @type {import("../run.mjs").Measure} */
export const cold = {
	name: "cold",
	title: "Cold start: the import and a client, over the bare runtime",
	async *run(context) {
		for (const [runtime, open] of starters(context)) {
			const starter = await open();
			try {
				const samples = await started(starter, context.effort.starts);
				const row = { id: "cold", runtime, subject: "cold start", peer: "node-sdk", unit: "ms" };
				yield compare(
					samples,
					row,
					(of) => of("ours") - of("empty"),
					(of) => of("node-sdk") - of("empty"),
				);
			} finally {
				await starter.close();
			}
		}
	},
};

/**
 * @param {import("../run.mjs").Context} context
 * @returns {[runtime: string, open: () => Promise<Starter>][]}
 */
const starters = (context) => [
	...context.runtimes.map(
		(runtime) => /** @type {[string, () => Promise<Starter>]} */ ([runtime, () => openScripts(runtime, context)]),
	),
	["workerd", () => openWorkers(context)],
	["chromium", () => openPages(context)],
];

/**
 * @param {Starter} starter
 * @param {number} rounds
 */
async function started({ start }, rounds) {
	const random = generator(rounds);
	const samples = /** @type {Record<Subject, number[]>} */ ({ empty: [], ours: [], "node-sdk": [] });
	// The first start of each fills the system's file caches.
	for (const subject of SUBJECTS) await start(subject);
	for (let round = 0; round < rounds; round += 1) {
		const best = /** @type {Record<Subject, number>} */ ({});
		for (let turn = 0; turn < TURNS; turn += 1) {
			for (const subject of shuffled(SUBJECTS, random)) {
				best[subject] = Math.min(best[subject] ?? Number.POSITIVE_INFINITY, await start(subject));
			}
		}
		for (const subject of SUBJECTS) samples[subject].push(best[subject]);
	}
	return samples;
}
