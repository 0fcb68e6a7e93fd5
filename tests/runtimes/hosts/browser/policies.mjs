// @ts-check
// The minimal Content-Security-Policy that docs/toolchains.md names; each part of it is also left out once.
import { equal } from "../../lib/expect.mjs";

/**
 * @typedef {object} Outcome
 * @property {boolean} loads
 * @property {string} [because] the name of the error if it does not load
 * @property {string} [call] the code of the error of a call
 */

/** The server answers a call without a key with an error: the call reached it. */
const REACHED = { loads: true, call: "api-error" };

const NOT_COMPILED = { loads: false, because: "CompileError" };

/** @type {{ entry: "browser" | "inline", policy: string, outcome: Outcome }[]} */
const POLICIES = [
	{ entry: "browser", policy: "script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'", outcome: REACHED },
	{ entry: "browser", policy: "script-src 'self'; connect-src 'self'", outcome: NOT_COMPILED },
	// The wasm cannot be fetched, so the package imports it as a script.
	{
		entry: "browser",
		policy: "script-src 'self' 'wasm-unsafe-eval'",
		outcome: { loads: true, call: "connection-failed" },
	},
	{ entry: "inline", policy: "script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'", outcome: REACHED },
	{ entry: "inline", policy: "script-src 'self'; connect-src 'self'", outcome: NOT_COMPILED },
	{
		entry: "inline",
		policy: "script-src 'self' 'wasm-unsafe-eval'",
		outcome: { loads: true, call: "connection-failed" },
	},
];

/** @type {import("../../lib/report.mjs").Case[]} */
export const POLICY_CASES = POLICIES.map(({ entry, policy, outcome }) => ({
	name: `under "default-src 'none'; ${policy}" the entry ${entry} ${described(outcome)}`,
	run: async (bench) => {
		const { baseUrl } = await bench.server();
		equal(await probe({ entry, policy: `default-src 'none'; ${policy}`, baseUrl }), outcome);
	},
}));

/** @param {Outcome} outcome */
function described({ loads, because, call }) {
	if (!loads) return `does not load: ${because}`;
	return call === REACHED.call ? "loads, and its calls arrive" : `loads, and its calls fail: ${call}`;
}

/**
 * Tests the package in a frame whose page is served with the policy.
 *
 * @param {Record<string, string>} query
 * @returns {Promise<Outcome>}
 */
async function probe(query) {
	const frame = document.createElement("iframe");
	/** @type {Promise<Outcome>} */
	const told = new Promise((done) => {
		addEventListener("message", ({ source, data }) => {
			if (source === frame.contentWindow) done(data);
		});
	});
	frame.src = `/policed?${new URLSearchParams(query)}`;
	document.body.append(frame);
	try {
		return await told;
	} finally {
		frame.remove();
	}
}
