// @ts-check
// An abort at every point of a call: the call rejects at once with the signal's own reason, and sends nothing more.
import { OutboundApps } from "descope-outbound";
import { ATTEMPT } from "./failures.mjs";
import { equal, ok, rejection } from "./lib/expect.mjs";
import { showsNoSecret } from "./lib/exposure.mjs";
import { CREATE, LIST, wasAsked } from "./lib/requests.mjs";
import { clientOf } from "./open.mjs";

/** @typedef {import("./lib/bench.mjs").Bench} Bench */
/** @typedef {import("./lib/bench.mjs").Fault} Fault */

const MINUTE_MS = 60_000;

/** Longer than the longest first back-off. */
const AFTERWARDS_MS = 550;

/** An aborted call rejects within this time; nearly everything that it could otherwise wait for takes half a minute. */
const PROMPT_MS = 1_000;

/** @type {Fault} */
const WAIT = { status: 429, headers: { "retry-after": "30" }, body: "" };

/**
 * @typedef {object} Point of a call
 * @property {string} when
 * @property {Fault[]} [faults]
 * @property {object} [flood] an endless answer instead of an emulator
 * @property {number} [answers] how many answers must have begun to arrive
 * @property {string[]} asked the requests, in order
 */

/** @type {Point[]} */
const POINTS = [
	{ when: "before the call", asked: [] },
	{ when: "in flight", faults: [{ delayMs: MINUTE_MS }], asked: [CREATE] },
	{ when: "while the body trickles in", faults: [{ trickleMs: MINUTE_MS }], answers: 1, asked: [CREATE] },
	{ when: "while a body without an end is read", flood: { everyMs: 5 }, answers: 1, asked: [CREATE] },
	{ when: "during a back-off", faults: [{ status: 503, body: "" }], answers: 1, asked: [CREATE] },
	{ when: "while it is left alone for a while", faults: [WAIT], answers: 1, asked: [CREATE] },
	{
		when: "while it is looked up",
		faults: [{ cut: "within" }, { delayMs: MINUTE_MS }],
		answers: 1,
		asked: [CREATE, LIST],
	},
	{
		when: "while the body of the look-up trickles in",
		faults: [{ cut: "within" }, { trickleMs: MINUTE_MS }],
		answers: 2,
		asked: [CREATE, LIST],
	},
	{
		when: "while the look-up is left alone for a while",
		faults: [{ status: 502, body: "" }, WAIT],
		answers: 2,
		asked: [CREATE, LIST],
	},
];

/** @type {import("./lib/report.mjs").Case[]} */
const AT_EACH_POINT = POINTS.map(({ when, faults = [], flood, answers = 0, asked }) => ({
	name: `an abort ${when} rejects with the signal's own reason at once, and nothing more is sent`,
	run: async (bench) => {
		const server = await bench.server(flood && { flood });
		await server.script(faults);
		let answered = 0;
		const apps = clientOf(bench, server, {
			fetch: async (/** @type {string} */ url, /** @type {RequestInit} */ init) => {
				const answer = await fetch(url, init);
				answered += 1;
				return answer;
			},
		});
		const controller = new AbortController();
		const reason = { mine: true };
		if (asked.length === 0) controller.abort(reason);
		const aborted = longestBackOffs(() => rejection(apps.create(ATTEMPT, { signal: controller.signal })));
		await server.arrived(asked.length);
		while (answered < answers) await sleep(5);
		// Lets the client start to read the response.
		await sleep(20);
		const begun = performance.now();
		controller.abort(reason);
		ok((await aborted) === reason, "the reason itself");
		const took = performance.now() - begun;
		ok(took < PROMPT_MS, `it took ${took} ms`);
		await sleep(AFTERWARDS_MS);
		await wasAsked(bench, asked);
		if (flood) equal((await server.flood()).isOpen, false, "whether the server still writes");
		showsNoSecret(bench, apps);
	},
}));

/**
 * Counts a signal's listeners: how many it has now, and the maximum so far.
 *
 * @param {AbortSignal} signal
 */
function listeners(signal) {
	const count = { now: 0, most: 0 };
	const { addEventListener, removeEventListener } = signal;
	/** @type {any} */ (signal).addEventListener = (/** @type {any[]} */ ...args) => {
		count.now += 1;
		count.most = Math.max(count.most, count.now);
		return Reflect.apply(addEventListener, signal, args);
	};
	/** @type {any} */ (signal).removeEventListener = (/** @type {any[]} */ ...args) => {
		count.now -= 1;
		return Reflect.apply(removeEventListener, signal, args);
	};
	return count;
}

/** Node and Bun warn of a leak from the eleventh listener on. */
const MANY = 100;

/** @type {import("./lib/report.mjs").Case[]} */
const OF_MANY = [
	{
		name: "calls that share a signal listen to it once, while they are sent and while they wait, and not when they are over",
		run: async () => {
			const { signal } = new AbortController();
			const count = listeners(signal);
			let sent = 0;
			const fetch = async () => {
				sent += 1;
				// Retries may be sent before other first attempts are answered.
				const isFirst = sent <= MANY;
				await sleep(5);
				return isFirst ? new Response("", { status: 503 }) : Response.json({ apps: [] });
			};
			const apps = new OutboundApps({ projectId: "P2x", managementKey: "K2x", fetch });
			const calls = Array.from({ length: MANY }, () => apps.loadAll({ signal }));
			equal((await Promise.all(calls)).length, MANY);
			equal(sent, 2 * MANY, "requests");
			equal(count, { now: 0, most: 1 });
		},
	},
	{
		name: "an abort ends each of the calls that share a signal, and a call that comes later",
		run: async () => {
			const controller = new AbortController();
			const { signal } = controller;
			const count = listeners(signal);
			const reason = { mine: true };
			const options = { projectId: "P2x", managementKey: "K2x" };
			const apps = new OutboundApps({ ...options, fetch: () => new Promise(() => {}) });
			const over = new OutboundApps({ ...options, fetch: async () => Response.json({ apps: [] }) });
			await over.loadAll({ signal });
			const calls = Array.from({ length: MANY }, () => apps.loadAll({ signal }).catch((error) => error));
			await sleep(20);
			equal(count, { now: 1, most: 1 });
			controller.abort(reason);
			calls.push(over.loadAll({ signal }).catch((error) => error));
			ok(
				(await Promise.all(calls)).every((outcome) => outcome === reason),
				"each rejects with the reason itself",
			);
			equal(count.now, 0, "listeners");
		},
	},
];

/** @type {import("./lib/report.mjs").Case[]} */
export const ABORT_CASES = [...AT_EACH_POINT, ...OF_MANY];

/**
 * Runs something with `Math.random` fixed to the longest back-off, to leave time for an abort.
 *
 * @template T
 * @param {() => Promise<T>} run
 * @returns {Promise<T>}
 */
async function longestBackOffs(run) {
	const { random } = Math;
	Math.random = () => 1 - Number.EPSILON;
	try {
		return await run();
	} finally {
		Math.random = random;
	}
}

const sleep = (/** @type {number} */ ms) => new Promise((done) => setTimeout(done, ms));
