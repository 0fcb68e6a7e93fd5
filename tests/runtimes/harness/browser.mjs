// @ts-check
// A browser that opens a page, which runs the suite in itself or in a worker that it starts.
import { openSite } from "./site.mjs";

/**
 * @callback Engine starts a browser
 * @param {import("../run.mjs").Launched} launched
 * @param {(reason: string) => void} failed is told why the browser cannot come to the suite's end
 * @returns {Promise<{ open(url: string): Promise<unknown>, close(): Promise<unknown> }>}
 */

/**
 * @param {Engine} engine
 * @param {"page" | "start-worker" | "start-service-worker"} script
 * @returns {import("../run.mjs").Launch}
 */
export function browser(engine, script) {
	return async (launched) => {
		const { control, reporter, signal } = launched;
		/** @type {(trouble?: string) => void} */
		let settle = () => {};
		/** @type {Promise<string | undefined>} */
		const settled = new Promise((done) => {
			settle = done;
		});
		signal.addEventListener("abort", () => settle());
		await openSite(launched, script, {
			lines: (printed) => printed.forEach(reporter.line),
			ended: () => settle(),
			failed: (reason) => settle(`the page failed: ${reason}`),
		});
		const opened = await engine(launched, settle);
		try {
			// Some engines call a page open only when its modules have run to their end.
			opened.open(control.url).catch((reason) => settle(`the page does not open: ${reason}`));
			return await settled;
		} finally {
			await opened.close();
		}
	};
}
