// @ts-check
// Measures the memory in use before, halfway and after. Needs Node with --expose-gc.
import process from "node:process";
import { pages } from "./instance.mjs";
import { validate } from "descope-outbound";
import { ANSWER, APP } from "../subjects/apps.mjs";
import { creators, stubFetch } from "../subjects/creators.mjs";
import { answer, task } from "./report.mjs";

const MIB = 1024 * 1024;

/**
 * Operations per task. Runtimes clean up between tasks, and with `fetch` stubbed the whole run would be a single task.
 */
const TASK = 1_000;

stubFetch(ANSWER);
const { ours } = creators("https://api.descope.com");

/** @type {Record<string, (times: number) => unknown>} */
const WORK = {
	validations: (times) => {
		for (let nth = 0; nth < times; nth += 1) validate(APP);
	},
	creates: async (times) => {
		for (let nth = 0; nth < times; nth += 1) await ours(APP);
	},
};

const { work, times } = task();
const rest = () => new Promise((done) => setTimeout(done));

async function used() {
	for (let nth = 0; nth < 4; nth += 1) {
		/** @type {any} */ (globalThis).gc();
		await rest();
	}
	const { rss, heapUsed, external } = process.memoryUsage();
	return {
		"resident MiB": rss / MIB,
		"heap MiB": heapUsed / MIB,
		"external MiB": external / MIB,
		"wasm pages": pages(),
	};
}

/** @param {number} count */
async function workOff(count) {
	for (let done = 0; done < count; done += TASK) {
		await WORK[work]?.(TASK);
		await rest();
	}
}

// The first tenth is the warm-up, after which the code is compiled.
await workOff(times / 10);
const before = await used();
await workOff(times / 2);
const halfway = await used();
await workOff(times / 2);
answer({ before, halfway, after: await used() });
