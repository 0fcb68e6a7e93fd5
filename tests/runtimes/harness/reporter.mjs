// @ts-check
import { MARK } from "../lib/report.mjs";
import { secrets } from "../lib/secrets.mjs";

/**
 * Turns a runtime's output into `ok` and `not ok` lines, and ensures that nothing is lost: a planned case that never
 * reports is a failure, and so is a runtime that ends before its suite does.
 *
 * @param {string} runtime
 */
export function createReporter(runtime) {
	/** @type {Set<string>} */
	const pending = new Set();
	/** @type {string[]} */
	const printed = [];
	/** @type {string[]} */
	const overheard = [];
	let suites = 0;
	let failures = 0;

	/**
	 * @param {boolean} good
	 * @param {string} name
	 * @param {string} [detail]
	 */
	function result(good, name, detail) {
		if (!good) failures += 1;
		console.log(`${good ? "ok" : "not ok"} - ${runtime}: ${name}`);
		if (detail) console.log(detail.replace(/^/gm, "    "));
	}

	return {
		result,

		/** Counts a suite that ran to its end. */
		ended: () => {
			suites += 1;
		},

		/**
		 * Records a browser's own output, including a page's console.
		 *
		 * @param {string} text
		 */
		overheard: (text) => {
			overheard.push(text);
		},

		/** @param {string} text */
		line(text) {
			if (!text.startsWith(MARK)) {
				printed.push(text);
				return;
			}
			const message = JSON.parse(text.slice(MARK.length));
			if (message.plan) for (const name of message.plan) pending.add(name);
			else if (message.end) suites += 1;
			else {
				pending.delete(message.name);
				result(message.ok, message.name, message.detail);
			}
		},

		/**
		 * @param {number} expected how many suites should have run to their end
		 * @param {string} [trouble] what went wrong with the runtime
		 */
		finish(expected, trouble) {
			for (const name of pending) result(false, name, "the runtime ended before this case did");
			if (trouble !== undefined || suites !== expected) {
				const last = [...printed.slice(-40), ...overheard.slice(-10)].join("\n");
				result(false, "runs the suite to its end", `${trouble ?? "it ended early"}\n${last}`);
			}
			const leaks = [...printed, ...overheard].filter((text) => secrets.some((secret) => text.includes(secret)));
			// The cases print every error: without output there was nothing to search.
			if (printed.length === 0 && trouble === undefined) leaks.push("nothing was printed at all");
			if (printed.length > 0 || trouble === undefined) result(leaks.length === 0, "prints no secret", leaks.join("\n"));
			return failures === 0;
		},
	};
}

/** @typedef {ReturnType<typeof createReporter>} Reporter */
