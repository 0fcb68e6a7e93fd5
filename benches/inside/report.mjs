// @ts-check
// How what runs in a runtime is told what to do, and answers: one JSON argument, one line of JSON.
import process from "node:process";

/** @returns {any} */
export const task = () => JSON.parse(process.argv[2] ?? "{}");

/** @param {unknown} result */
export function answer(result) {
	console.log(JSON.stringify(result));
	// A peer may hold timers or connections.
	process.exit(0);
}
