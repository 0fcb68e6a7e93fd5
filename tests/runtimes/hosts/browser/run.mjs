// @ts-check
import { report } from "../../lib/report.mjs";
import { ended, lines } from "./say.mjs";

/**
 * Runs the cases here, in a page or in a worker, and reports to the harness.
 *
 * @param {import("../../lib/report.mjs").Case[]} cases
 */
export async function run(cases) {
	const context = await (await fetch("/context")).json();
	const printed = listen();
	await report(cases, context, [], (line) => lines([...printed.splice(0), line]));
	await ended();
}

/**
 * Collects console output as text from now on: not every driver exposes its browser's console.
 *
 * @returns {string[]}
 */
function listen() {
	/** @type {string[]} */
	const printed = [];
	for (const method of /** @type {const} */ (["debug", "dir", "error", "info", "log", "trace", "warn"])) {
		const print = console[method];
		console[method] = (/** @type {unknown[]} */ ...values) => {
			printed.push(values.map(text).join(" "));
			print.apply(console, values);
		};
	}
	return printed;
}

/** @param {unknown} value */
function text(value) {
	return value instanceof Error ? `${value}\n${value.stack}` : String(value);
}
