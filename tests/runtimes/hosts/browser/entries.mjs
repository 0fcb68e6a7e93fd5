// @ts-check
// Tests which entries a module service worker accepts.
import { equal, rejection } from "../../lib/expect.mjs";

const script = (/** @type {string} */ entry) => `/resolved/${entry}/hosts/browser/service-worker.mjs`;
const register = (/** @type {string} */ entry) => navigator.serviceWorker.register(script(entry), { type: "module" });

/** The first version of Firefox with module service workers. */
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
		// In Firefox the registration never settles; WebKit accepts the entry.
		on: (runtime) => runtime === "chromium",
		run: async () => equal((await rejection(register("browser"))).name, "TypeError"),
	},
];
