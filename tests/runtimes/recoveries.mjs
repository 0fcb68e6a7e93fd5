// @ts-check
// What goes wrong and ends well: a create that is tried again, or found to be there. Each is checked by what the server
// holds in the end, and by what it was asked.
import { ATTEMPT } from "./failures.mjs";
import { equal, ok } from "./lib/expect.mjs";
import { CREATE, LIST, load } from "./lib/requests.mjs";
import { open } from "./open.mjs";

/** @typedef {import("./lib/bench.mjs").Bench} Bench */
/** @typedef {import("./lib/bench.mjs").Fault} Fault */

/**
 * @typedef {object} Recovery
 * @property {string} when
 * @property {(Fault | null)[]} faults
 * @property {object} [fields] of the app, beside the attempt's
 * @property {string[]} asked the requests, in their order
 */

/** @type {Recovery[]} */
const RECOVERIES = [
	{
		when: "a gateway fails before it passes the request on",
		faults: [{ status: 503, body: "<h1>Unavailable</h1>" }],
		asked: [CREATE, LIST, CREATE],
	},
	{
		when: "a gateway and then the list fail",
		faults: [
			{ status: 502, body: "" },
			{ status: 504, body: "" },
		],
		asked: [CREATE, LIST, LIST, CREATE],
	},
	{
		when: "an id was given, which is not there",
		faults: [{ status: 521, body: "" }],
		fields: { id: "an id/with a slash" },
		asked: [CREATE, "GET /v1/mgmt/outbound/app/an%20id%2Fwith%20a%20slash", LIST, CREATE],
	},
	{
		when: "the server wants to be left alone for a second",
		faults: [{ status: 429, headers: { "retry-after": "1" }, body: "" }],
		asked: [CREATE, CREATE],
	},
	{
		when: "the answer is late, and the app is there",
		faults: [{ delayMs: 60_000 }],
		asked: [CREATE, LIST],
	},
	{
		when: "the answer is late, and the app is there under its id",
		faults: [{ delayMs: 60_000 }],
		fields: { id: "mine" },
		asked: [CREATE, "GET /v1/mgmt/outbound/app/mine"],
	},
];

/** @type {{ name: string, run: (bench: Bench) => Promise<void> }[]} */
export const RECOVERY_CASES = RECOVERIES.map(({ when, faults, fields, asked }) => ({
	name: `a create resolves, and is there once, when ${when}`,
	run: async (bench) => {
		const { apps, server } = await open(bench, { timeoutMs: 1_000 });
		await server.script(faults);
		const sent = { ...ATTEMPT, ...fields };
		const { app } = await apps.create(sent);
		const { clientSecret: _, ...shown } = sent;
		for (const [name, value] of Object.entries(shown)) equal(/** @type {any} */ (app)?.[name], value, name);
		const stored = (await server.apps()).filter(({ name }) => name === ATTEMPT.name);
		equal(stored.length, 1, "apps of this name");
		const requests = (await server.requests()).map(({ method, path }) => `${method} ${path}`);
		equal(requests, asked, "requests");
		ok(app?.id !== undefined, "the app has an id");
	},
}));
