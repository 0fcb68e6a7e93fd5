// @ts-check
// Faults that end well: a create that is retried, or that a look-up finds. Each row checks the apps on the server at
// the end, the requests, and the time that it took.
import { ATTEMPT } from "./failures.mjs";
import { hostResends } from "./lib/bench.mjs";
import { equal, ok } from "./lib/expect.mjs";
import { showsNoSecret } from "./lib/exposure.mjs";
import { CREATE, LIST, load, wasAsked } from "./lib/requests.mjs";
import { open } from "./open.mjs";

/** @typedef {import("./lib/bench.mjs").Bench} Bench */
/** @typedef {import("./lib/bench.mjs").Fault} Fault */

const MINUTE_MS = 60_000;

/** How much timers may fire early. */
const EARLY_MS = 20;

/**
 * @typedef {object} Recovery
 * @property {string} when
 * @property {() => (Fault | null)[]} faults
 * @property {object} [fields] of the app, in addition to the attempt's
 * @property {string[]} asked the requests, in order
 * @property {string[]} [resent] the requests if the host itself resends a POST
 * @property {number} [atLeastMs] the minimum duration
 * @property {number} [timeoutMs] of an attempt
 * @property {(runtime: string) => boolean} [on] absent: every runtime
 */

/** @type {Recovery[]} */
const RECOVERIES = [
	{
		when: "a gateway fails before it passes the request on",
		faults: () => [{ status: 503, body: "<h1>Unavailable</h1>" }],
		asked: [CREATE, LIST, CREATE],
	},
	{
		when: "a gateway and then the list fail",
		faults: () => [
			{ status: 502, body: "" },
			{ status: 504, body: "" },
		],
		asked: [CREATE, LIST, LIST, CREATE],
	},
	{
		when: "an id was given, which is not there",
		faults: () => [{ status: 521, body: "" }],
		fields: { id: "an id/with a slash" },
		asked: [CREATE, load("an id/with a slash"), LIST, CREATE],
	},
	{
		when: "the connection is cut before the server acts",
		faults: () => [{ cut: "before" }],
		asked: [CREATE, LIST, CREATE],
		resent: [CREATE],
	},
	{
		when: "the connection is cut after the server has acted",
		faults: () => [{ cut: "after" }],
		asked: [CREATE, LIST],
		// failures.mjs has the other outcomes.
		on: (runtime) => !hostResends(runtime),
	},
	{
		when: "the connection is cut after the server has acted, and the app is there under its id",
		faults: () => [{ cut: "after" }],
		fields: { id: "mine" },
		asked: [CREATE, load("mine")],
		on: (runtime) => !hostResends(runtime),
	},
	{
		when: "the answer breaks off in the middle of its body",
		faults: () => [{ cut: "within" }],
		asked: [CREATE, LIST],
	},
	{
		when: "the answer breaks off, and the look-up is cut",
		faults: () => [{ cut: "within" }, { cut: "before" }],
		asked: [CREATE, LIST, LIST],
	},
	{
		when: "the answer breaks off, and so does that of the look-up",
		faults: () => [{ cut: "within" }, { cut: "within" }],
		asked: [CREATE, LIST, LIST],
	},
	{
		when: "the answer breaks off, and the look-up is to wait for a second",
		faults: () => [{ cut: "within" }, { status: 429, headers: { "retry-after": "1" }, body: "" }],
		asked: [CREATE, LIST, LIST],
		atLeastMs: 1_000,
	},
	{
		when: "the answer breaks off, and the look-up by id is answered by a page",
		faults: () => [{ cut: "within" }, { status: 404, body: "<h1>Not found</h1>" }],
		fields: { id: "mine" },
		asked: [CREATE, load("mine"), LIST],
	},
	{
		when: "the answer's body trickles",
		faults: () => [{ trickleMs: 300 }],
		asked: [CREATE],
		atLeastMs: 300,
		// A busy machine takes longer.
		timeoutMs: 10_000,
	},
	{
		when: "the answer's body trickles for too long",
		faults: () => [{ trickleMs: MINUTE_MS }],
		asked: [CREATE, LIST],
	},
	{
		when: "the server wants to be left alone for a second",
		faults: () => [{ status: 429, headers: { "retry-after": "1" }, body: "" }],
		asked: [CREATE, CREATE],
		atLeastMs: 1_000,
	},
	{
		when: "the server wants to be left alone until a date",
		faults: () => [{ status: 429, headers: { "retry-after": new Date(Date.now() + 2_000).toUTCString() }, body: "" }],
		asked: [CREATE, CREATE],
		// The date has no milliseconds.
		atLeastMs: 1_000,
	},
	{
		when: "the answer is late, and the app is there",
		faults: () => [{ delayMs: MINUTE_MS }],
		asked: [CREATE, LIST],
	},
	{
		when: "the answer is late, and the app is there under its id",
		faults: () => [{ delayMs: MINUTE_MS }],
		fields: { id: "mine" },
		asked: [CREATE, load("mine")],
	},
];

/** @type {import("./lib/report.mjs").Case[]} */
export const RECOVERY_CASES = RECOVERIES.map((row) => ({
	name: `a create resolves, and is there once, when ${row.when}`,
	on: row.on,
	run: async (bench) => {
		const { faults, fields, asked, resent = asked, atLeastMs = 0, timeoutMs = 1_000 } = row;
		const { apps, server } = await open(bench, { timeoutMs });
		await server.script(faults());
		const sent = { ...ATTEMPT, ...fields };
		const begun = Date.now();
		const { app } = await apps.create(sent);
		const took = Date.now() - begun;
		ok(took >= atLeastMs - EARLY_MS, `it took ${took} ms`);
		const { clientSecret: _, ...shown } = sent;
		for (const [name, value] of Object.entries(shown)) equal(/** @type {any} */ (app)?.[name], value, name);
		ok(app?.id !== undefined, "the app has an id");
		const stored = (await server.apps()).filter(({ name }) => name === ATTEMPT.name);
		equal(stored.length, 1, "apps of this name");
		await wasAsked(bench, bench.hostResends ? resent : asked);
		showsNoSecret(bench, apps, await bench.requests());
	},
}));

/** @type {Record<string, () => string>} */
const RETRY_AFTER = {
	"a second": () => "1",
	"a date": () => new Date(Date.now() + 2_000).toUTCString(),
};

/** @type {import("./lib/report.mjs").Case[]} */
export const HELD_BACK_CASES = Object.entries(RETRY_AFTER).map(([until, retryAfter]) => ({
	name: `a server that wants to be left alone for or until ${until} is so by the client's other calls, too`,
	run: async (bench) => {
		const { apps, server } = await open(bench);
		await server.script([{ status: 429, headers: { "retry-after": retryAfter() }, body: "" }]);
		const begun = Date.now();
		const first = apps.create({ name: "first" });
		await server.arrived(1);
		// Lets the 429 reach the client.
		await sleep(100);
		const second = apps.create({ name: "second" });
		await sleep(200);
		equal((await server.requests()).length, 1, "requests so far");
		await Promise.all([first, second]);
		const took = Date.now() - begun;
		// The date has no milliseconds.
		ok(took >= 1_000 - EARLY_MS, `it took ${took} ms`);
		await wasAsked(bench, [CREATE, CREATE, CREATE]);
	},
}));

const sleep = (/** @type {number} */ ms) => new Promise((done) => setTimeout(done, ms));
