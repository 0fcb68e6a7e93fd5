// @ts-check
// Runs many calls, which must give back everything they use. Counts things, not the process's bytes: pages of wasm's
// memory, entries of its table of JavaScript values, listeners, timers, and objects by class.
import { getEventListeners } from "node:events";
import { queryObjects } from "node:v8";
import { used } from "./instance.mjs";
import { OutboundApps, validate } from "descope-outbound";
import { equal, ok } from "../runtimes/lib/expect.mjs";
import { FULL } from "../runtimes/lib/inputs.mjs";

const CREATES = 100_000;
const VALIDATIONS = 1_000_000;
const AT_ONCE = 1_000;

/** @type {any} */
const OPTIONS = { projectId: "P2x", managementKey: "K2x", maxRetries: 0 };

const { dcrUrl: _, ...APP } = FULL;

const shared = new AbortController();

/** Each way for a call to end, in turn. */
const ENDINGS = [
	() => Response.json({ app: { id: "x" } }),
	() => Response.json({ errorCode: "E011001", errorMessage: "no" }, { status: 400 }),
	() => new Response("<html>"),
	() => Response.json({}, { status: 429, headers: { "retry-after": "0" } }),
	() => {
		throw new Error("no connection");
	},
];

const apps = new OutboundApps({
	...OPTIONS,
	fetch: async (/** @type {string} */ _, /** @type {RequestInit} */ init) => {
		const { name } = JSON.parse(String(init.body));
		return ENDINGS[Number(name) % ENDINGS.length]?.();
	},
});

/** @param {number} count */
async function creates(count) {
	for (let done = 0; done < count; done += AT_ONCE) {
		const calls = Array.from({ length: AT_ONCE }, (_, nth) => {
			const controller = new AbortController();
			const call = apps.create(
				{ name: String(nth) },
				{ signal: nth % 7 === 6 ? controller.signal : shared.signal, timeoutMs: 60_000 },
			);
			if (nth % 7 === 6) queueMicrotask(() => controller.abort());
			return call;
		});
		await Promise.allSettled(calls);
	}
}

/** @param {number} count */
function validations(count) {
	const apps = [APP, { clientID: 1 }, { name: "x", defaultScopes: ["a b", 1n] }];
	for (let done = 0; done < count; done += 1) validate(apps[done % apps.length]);
}

/** Runs finalizers, which need turns of the event loop. */
async function settle() {
	for (let turn = 0; turn < 5; turn += 1) {
		globalThis.gc?.();
		await new Promise((resolve) => setTimeout(resolve, 20));
	}
}

async function counts() {
	await settle();
	const objects = (/** @type {Function} */ kind) => queryObjects?.(kind, { format: "count" }) ?? 0;
	const resources = process.getActiveResourcesInfo();
	const { pages, values } = used();
	return {
		"pages of wasm memory": pages,
		"places for values in the wasm's table": values,
		"listeners on the shared signal": getEventListeners(shared.signal, "abort").length,
		timers: resources.filter((resource) => resource === "Timeout").length,
		clients: objects(OutboundApps),
		"abort controllers": objects(AbortController),
		signals: objects(AbortSignal),
		responses: objects(Response),
	};
}

export const MANY = [
	{
		name: `${CREATES} creates and ${VALIDATIONS} validations leave nothing behind`,
		run: async () => {
			// Warms up to the most that is ever in use at once.
			await creates(10 * AT_ONCE);
			validations(10_000);
			const before = await counts();
			await creates(CREATES);
			validations(VALIDATIONS);
			const after = await counts();
			equal(after, before);
			return JSON.stringify(after);
		},
	},
	{
		name: "10,000 clients leave nothing behind",
		run: async () => {
			const open = () => {
				for (let nth = 0; nth < 10_000; nth += 1) new OutboundApps(OPTIONS);
			};
			open();
			await settle();
			const before = await counts();
			open();
			ok(before.clients < 10, `${before.clients} clients`);
			equal(await counts(), before);
		},
	},
];
