// @ts-check
// Runs twice: with and without Node's `require()` of ES modules.
const MARK = "##suite ";
const send = (/** @type {object} */ message) => console.log(`${MARK}${JSON.stringify(message)}`);

/** @type {[string, () => unknown][]} */
const cases = [
	[
		"require() loads the package",
		() => {
			const { validate } = require("descope-outbound");
			const issues = validate({});
			if (issues[0]?.path !== "name") throw new Error(`validate({}) said ${JSON.stringify(issues)}`);
		},
	],
	[
		"require() and import, and ./inline, give the same classes",
		async () => {
			const required = require("descope-outbound");
			const others = [
				import("descope-outbound"),
				import("descope-outbound/inline"),
				require("descope-outbound/inline"),
			];
			for (const { OutboundError } of await Promise.all(others)) {
				if (required.OutboundError !== OutboundError) throw new Error("two copies of OutboundError");
			}
		},
	],
	[
		"require() loads ./inline, ./tokens and ./emulator too",
		() => {
			if (typeof require("descope-outbound/inline").OutboundApps !== "function") throw new Error("no OutboundApps");
			if (typeof require("descope-outbound/tokens").TokenCache !== "function") throw new Error("no TokenCache");
			if (typeof require("descope-outbound/emulator").createEmulator !== "function")
				throw new Error("no createEmulator");
		},
	],
];

(async () => {
	send({ plan: cases.map(([name]) => name) });
	for (const [name, run] of cases) {
		try {
			await run();
			send({ name, ok: true });
		} catch (reason) {
			send({ name, ok: false, detail: reason instanceof Error ? reason.stack : String(reason) });
		}
	}
	send({ end: true });
})();
