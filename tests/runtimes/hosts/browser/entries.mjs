// @ts-check
// Which entry a module service worker takes.
import { equal, rejection } from "../../lib/expect.mjs";

const script = (/** @type {string} */ entry) => `/resolved/${entry}/hosts/browser/service-worker.mjs`;
const register = (/** @type {string} */ entry) => navigator.serviceWorker.register(script(entry), { type: "module" });

/** Firefox has module service workers from this version on. */
const FIREFOX_WITH_MODULES = 147;

/** @param {string} runtime */
function takesModules(runtime) {
	const [, version] = /Firefox\/(\d+)/.exec(navigator.userAgent) ?? [];
	return runtime !== "firefox" || Number(version) >= FIREFOX_WITH_MODULES;
}

/** @type {import("../../lib/report.mjs").Case[]} */
export const ENTRY_CASES = [
	{
		name: "a module service worker takes ./inline",
		on: takesModules,
		run: async () => void (await (await register("inline")).unregister()),
	},
	{
		name: "a module service worker does not take the entry for browsers, which has a top-level await",
		// The registration never settles in Firefox, and WebKit does not mind.
		on: (runtime) => runtime === "chromium",
		run: async () => equal((await rejection(register("browser"))).name, "TypeError"),
	},
];
