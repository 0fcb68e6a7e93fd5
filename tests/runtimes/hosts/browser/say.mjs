// @ts-check
// Sends lines from a page or a worker to the harness, over HTTP.

/** @param {string[]} printed */
export const lines = (printed) => say("lines", printed);

export const ended = () => say("ended", null);

/** @param {unknown} reason */
export const fail = (reason) => say("failed", reason instanceof Error ? `${reason}\n${reason.stack}` : String(reason));

/**
 * @param {keyof import("../../harness/site.mjs").Listener} what
 * @param {unknown} value
 */
async function say(what, value) {
	await fetch(`/said/${what}`, { method: "POST", body: JSON.stringify(value) });
}
