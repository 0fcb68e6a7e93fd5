// @ts-check
// How code inside a runtime receives its task and reports its result: one JSON argument, one line of JSON.
import process from "node:process";

/** @returns {any} */
export const task = () => JSON.parse(process.argv[2] ?? "{}");

/** @param {unknown} result */
export function answer(result) {
	console.log(JSON.stringify(result));
	// A peer may keep timers or connections open.
	process.exit(0);
}
