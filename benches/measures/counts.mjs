// @ts-check
// Numbers that are the same on every machine: crossings between JavaScript and wasm, and xtask's counts of the core.
import { run } from "../host/programs.mjs";

/**
 * In this runtime the package's entry makes the instance where it can be intercepted; the glue is the same everywhere.
 */
const RUNTIME = "node24";

/** @type {import("../run.mjs").Measure} */
export const counts = {
	name: "counts",
	title: "Counts of a call with 15 fields",
	async *run(context) {
		const row = (/** @type {string} */ id, /** @type {number} */ value) => {
			const [what, operation] = id.split("/");
			return { id, runtime: "", subject: `${what} of ${operation}`, value, unit: "" };
		};
		for (const [operation, value] of Object.entries(await run(RUNTIME, "crossings.mjs", {}, context))) {
			yield row(`crossings/${operation}`, value);
		}
		for (const [id, value] of Object.entries(context.native)) yield row(id, value);
	},
};
