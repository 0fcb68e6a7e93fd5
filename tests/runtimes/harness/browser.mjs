// @ts-check
// A browser that opens a page, which runs the suite there or in a worker that it starts.
import { openSite } from "./site.mjs";

/**
 * @param {import("./engines.mjs").Engine} engine
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
		const running = await engine(launched, control.url);
		running.closed.then((ending) => settle(`the browser ended: ${ending}`));
		try {
			return await settled;
		} finally {
			running.stop();
			await running.closed;
		}
	};
}
