// @ts-check
// What the page's table of headers may say, and whether it is so.

/** @typedef {import("./recorder.mjs").Recorded} Recorded */
/** @typedef {{ header: string | undefined, path: string, body: unknown }} Sent */

/** @type {Record<string, (sent: Sent[]) => boolean>} */
const CLAIMS = {
	always: (sent) => sent.every(({ header }) => header !== undefined),
	never: (sent) => sent.every(({ header }) => header === undefined),
	// That client has a test of its own.
	'with `rateLimit: "license"`': (sent) => sent.every(({ header }) => header === undefined),
	"with a body": (sent) => sent.every(({ header, body }) => (header !== undefined) === (body !== undefined)),
	"once the licence is answered, but for `connect`": (sent) => {
		const isConnect = (/** @type {Sent} */ { path }) => path.endsWith("/connect");
		// By then it has been answered.
		const last = sent.findLast((one) => !isConnect(one));
		return last?.header !== undefined && sent.filter(isConnect).every(({ header }) => header === undefined);
	},
};

/**
 * Whether the header is in these requests as the cell says.
 *
 * @param {string} cell
 * @param {string} name
 * @param {Recorded[]} requests
 * @param {string} version of whoever sent them
 */
export function holds(cell, name, requests, version) {
	const sent = requests.map(({ headers, path, body }) => ({ header: headers[name]?.toString(), path, body }));
	const claim = CLAIMS[cell];
	if (claim !== undefined) return claim(sent);
	const value = cell === "its version" ? version : cell.replaceAll("`", "");
	return sent.every(({ header }) => header === value);
}

/**
 * The names of headers that are not the same in both. The length is the body's, which is compared for what it means.
 *
 * @param {Recorded} before
 * @param {Recorded} after
 */
export function differing(before, after) {
	const names = new Set([...Object.keys(before.headers), ...Object.keys(after.headers)]);
	names.delete("content-length");
	return [...names].filter((name) => before.headers[name] !== after.headers[name]);
}
