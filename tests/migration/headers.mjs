// @ts-check
// The values that the page's table of headers may have, and their checks.

/** @typedef {import("./recorder.mjs").Recorded} Recorded */
/** @typedef {{ header: string | undefined, path: string, body: unknown }} Sent */

/** @type {Record<string, (sent: Sent[]) => boolean>} */
const CLAIMS = {
	always: (sent) => sent.every(({ header }) => header !== undefined),
	never: (sent) => sent.every(({ header }) => header === undefined),
	// `checkLicense` tests the client with this option.
	'with `rateLimit: "license"`': (sent) => sent.every(({ header }) => header === undefined),
	"with a body": (sent) => sent.every(({ header, body }) => (header !== undefined) === (body !== undefined)),
	"once the licence is answered, but for `connect`": (sent) => {
		const isConnect = (/** @type {Sent} */ { path }) => path.endsWith("/connect");
		// The licence is answered before the last request.
		const last = sent.findLast((one) => !isConnect(one));
		return last?.header !== undefined && sent.filter(isConnect).every(({ header }) => header === undefined);
	},
};

/**
 * Checks whether the header in these requests matches the cell.
 *
 * @param {string} cell
 * @param {string} name
 * @param {Recorded[]} requests
 * @param {string} version of the sending package
 */
export function holds(cell, name, requests, version) {
	const sent = requests.map(({ headers, path, body }) => ({ header: headers[name]?.toString(), path, body }));
	const claim = CLAIMS[cell];
	if (claim !== undefined) return claim(sent);
	const value = cell === "its version" ? version : cell.replaceAll("`", "");
	return sent.every(({ header }) => header === value);
}

/**
 * Returns the names of the headers that differ. Ignores the length: the bodies are compared as JSON.
 *
 * @param {Recorded} before
 * @param {Recorded} after
 */
export function differing(before, after) {
	const names = new Set([...Object.keys(before.headers), ...Object.keys(after.headers)]);
	names.delete("content-length");
	return [...names].filter((name) => before.headers[name] !== after.headers[name]);
}
