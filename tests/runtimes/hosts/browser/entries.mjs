// @ts-check
// Which entry a module service worker takes.
import { equal, rejection } from "../../lib/expect.mjs";

const script = (/** @type {string} */ entry) => `/resolved/${entry}/hosts/browser/service-worker.mjs`;
const register = (/** @type {string} */ entry) => navigator.serviceWorker.register(script(entry), { type: "module" });

/** @type {import("../../lib/report.mjs").Case[]} */
export const ENTRY_CASES = [
	{
		name: "a module service worker takes ./inline",
		run: async () => void (await (await register("inline")).unregister()),
	},
	{
		name: "a module service worker does not take the entry for browsers, which has a top-level await",
		// The registration never settles in Firefox, and WebKit does not mind.
		on: (runtime) => runtime === "chromium",
		run: async () => equal((await rejection(register("browser"))).name, "TypeError"),
	},
];
