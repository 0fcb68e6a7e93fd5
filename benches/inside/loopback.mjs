// @ts-check
// Creates over a socket, with the runtime's own `fetch` on both sides; all share its connection pool.
import { APP } from "../subjects/apps.mjs";
import { creators } from "../subjects/creators.mjs";
import { answer, task } from "./report.mjs";
import { concurrent, interleaved, passed } from "./rounds.mjs";

const { url, concurrency, rounds, creates } = task();
const { ours, fetch, "node-sdk": sdk } = creators(url);
const subjects = Object.entries({ ours, fetch, "node-sdk": sdk }).map(([name, create]) => ({
	name,
	batch: concurrent(() => create(APP), concurrency),
	times: Math.round(creates / rounds),
}));
// Warms up: opens connections and compiles code.
await interleaved(subjects, 1, 1, passed);
answer(await interleaved(subjects, rounds, 1, passed));
