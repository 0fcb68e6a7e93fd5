// @ts-check
// Ways to misuse a client that the language allows: each must cause an error in the package's own words, and leave the
// instance working.
import { ConfigError, OutboundApps, OutboundError, validate } from "descope-outbound";
import { equal, ok, rejection, thrown } from "./lib/expect.mjs";
import { METHOD_NAMES } from "./methods.mjs";

/** @type {any} */
const OPTIONS = { projectId: "P2x", managementKey: "K2x", maxRetries: 0 };

const answered = async () => Response.json({ app: { id: "answered" } });

/** @param {object} [options] */
const client = (options) => new OutboundApps({ ...OPTIONS, fetch: answered, ...options });

/** Disposes of a client, in runtimes that have the symbol. */
const dispose = (/** @type {any} */ apps) => apps[Symbol.dispose]?.();

const canDispose = Symbol.dispose !== undefined;

/** Waits a few turns of the event loop, until deferred work is done. */
const later = () => new Promise((resolve) => setTimeout(resolve, 20));

/** @type {[name: string, call: () => Promise<unknown>][]} */
const WRONG_RECEIVERS = [
	["nothing", () => OutboundApps.prototype.create.call(/** @type {any} */ (undefined), { name: "x" })],
	["a string", () => OutboundApps.prototype.create.call(/** @type {any} */ ("apps"), { name: "x" })],
	["an object", () => OutboundApps.prototype.create.call(/** @type {any} */ ({}), { name: "x" })],
	["the prototype", () => OutboundApps.prototype.create({ name: "x" })],
	["a look-alike", () => OutboundApps.prototype.create.call(/** @type {any} */ ({ __wbg_ptr: 8 }), { name: "x" })],
	[
		"a copy with the prototype",
		() => Object.assign(Object.create(OutboundApps.prototype), client()).create({ name: "x" }),
	],
	["a proxy", () => new Proxy(client(), {}).create({ name: "x" })],
	[
		"a variable of its own",
		() => {
			const { create } = client();
			return create({ name: "x" });
		},
	],
];

/** @type {[name: string, signal: () => any, rejects: (error: any) => boolean][]} */
const SIGNALS = [
	[
		"throws when it is asked whether it aborted",
		() => Object.defineProperty(signal(), "aborted", { get: fail }),
		(error) => error instanceof ConfigError,
	],
	["throws when it is listened to", () => ({ ...signal(), addEventListener: fail }), isOurs],
	["throws when it is left alone", () => ({ ...signal(), removeEventListener: fail }), () => false],
	["aborts while it is listened to", () => abortingAtOnce(), (error) => error === "mine"],
	["does not say why it aborted", () => ({ ...signal(), aborted: true }), (error) => error.name === "AbortError"],
	[
		"throws when it is asked why it aborted",
		() => Object.defineProperty({ ...signal(), aborted: true }, "reason", { get: fail }),
		(error) => error.name === "AbortError",
	],
	[
		"calls the package while it is listened to",
		() => ({ ...signal(), addEventListener: () => validate({}) }),
		() => false,
	],
];

function signal() {
	return { aborted: false, addEventListener() {}, removeEventListener() {} };
}

function abortingAtOnce() {
	return {
		...signal(),
		reason: "mine",
		addEventListener: (/** @type {string} */ _, /** @type {() => void} */ listener) => listener(),
	};
}

function fail() {
	throw new Error("thrown by a signal");
}

/** @param {unknown} error */
function isOurs(error) {
	return error instanceof OutboundError;
}

function worksOn() {
	equal(validate({ name: "x" }), [], "the instance");
}

/** @type {import("./lib/report.mjs").Case[]} */
export const MISUSE_CASES = [
	// First: functions that have been called often are optimized, and use less stack.
	{
		name: "a stack that is full is the host's own error, and leaves the instance as it was",
		run: async () => {
			const apps = client();
			let left = 0;
			let full = 0;
			let within = 0;
			// Tries on the way back up, with a little more stack each time.
			function dive() {
				try {
					dive();
				} catch {
					left = 1_000;
				}
				left -= 1;
				if (left > 0) attempt();
			}
			function attempt() {
				try {
					validate({ name: "x", unknown: [[[[]]]] });
					new OutboundApps(OPTIONS);
				} catch (error) {
					full += 1;
					if (/wasm-function|wasm:/.test(/** @type {Error} */ (error).stack ?? "")) within += 1;
				}
			}
			// The first call of a function compiles it, which uses stack.
			attempt();
			for (let round = 0; round < 10; round += 1) dive();
			// The host may recompile at any time, so a few overflows within wasm are allowed.
			ok(within < 5, `in the midst of wasm: ${within} of ${full}`);
			ok(full > 0, "the stack was full");
			equal(await apps.create({ name: "x" }), { app: { id: "answered" } });
			worksOn();
		},
	},
	...WRONG_RECEIVERS.map(([name, call]) => ({
		name: `a method called on ${name} says so`,
		run: async () => {
			const error = await rejection(call());
			ok(error instanceof TypeError, `a TypeError, not ${error}`);
			equal(
				error.message,
				"create was called on something that is not an OutboundApps, such as a copy or a proxy of one",
			);
			worksOn();
		},
	})),
	{
		name: "a client is made with new, and can be extended",
		run: async () => {
			ok(thrown(() => /** @type {any} */ (OutboundApps)(OPTIONS)) instanceof TypeError, "a TypeError");
			class Mine extends OutboundApps {
				/** @param {string} name */
				named(name) {
					return this.create({ name });
				}
			}
			const mine = new Mine({ ...OPTIONS, fetch: answered });
			ok(mine instanceof OutboundApps, "an OutboundApps");
			equal(await mine.named("x"), { app: { id: "answered" } });
		},
	},
	{
		name: "nothing of a client shows, copies or leaves it by accident",
		run: () => {
			const apps = client();
			equal(Reflect.ownKeys(apps), [], "own keys");
			equal(JSON.stringify(apps), "{}");
			equal(structuredClone(apps), {});
			const names = Object.getOwnPropertyNames(OutboundApps.prototype).filter((name) => name !== "constructor");
			equal(names.sort(), [...METHOD_NAMES].sort(), "the prototype");
			equal(Object.getOwnPropertySymbols(OutboundApps.prototype), canDispose ? [Symbol.dispose] : [], "its symbols");
		},
	},
	{
		name: "a client may be disposed of twice, and calls after that say so",
		on: () => canDispose,
		run: async () => {
			const apps = client();
			dispose(apps);
			dispose(apps);
			await later();
			const error = await rejection(apps.create({ name: "x" }));
			ok(error instanceof TypeError, `a TypeError, not ${error}`);
			equal(error.message, "create was called on a client that is disposed of");
			dispose(apps);
			ok(thrown(() => dispose(Object.create(apps))) instanceof TypeError, "what is no client cannot be disposed of");
			worksOn();
		},
	},
	{
		name: "calls in flight end as they would when their client is disposed of",
		on: () => canDispose,
		run: async () => {
			/** @type {(() => void)[]} */
			const answer = [];
			const apps = client({
				fetch: () => new Promise((resolve) => answer.push(() => resolve(Response.json({ app: { id: "late" } })))),
			});
			const calls = [apps.create({ name: "a" }), apps.create({ name: "b" })];
			await later();
			dispose(apps);
			await later();
			for (const send of answer) send();
			equal(await Promise.all(calls), [{ app: { id: "late" } }, { app: { id: "late" } }]);
			worksOn();
		},
	},
	{
		name: "a client may be disposed of by a value that it reads, and by the fetch that it calls",
		on: () => canDispose,
		run: async () => {
			const read = client();
			/** @type {unknown[]} */
			const thrown = [];
			const app = {
				get name() {
					try {
						dispose(read);
					} catch (error) {
						thrown.push(error);
					}
					return "x";
				},
			};
			equal(await read.create(app), { app: { id: "answered" } });
			equal(thrown, []);
			/** @type {OutboundApps} */
			const asked = client({
				fetch: async () => {
					dispose(asked);
					return answered();
				},
			});
			equal(await asked.create({ name: "x" }), { app: { id: "answered" } });
			worksOn();
		},
	},
	{
		name: "what is passed is read before the call returns, and may be changed then",
		run: async () => {
			/** @type {unknown[]} */
			const sent = [];
			const apps = client({
				fetch: async (/** @type {string} */ _, /** @type {RequestInit} */ init) => {
					sent.push(JSON.parse(String(init.body)).name);
					return answered();
				},
			});
			const app = { name: "first" };
			const calls = [apps.create(app)];
			app.name = "second";
			calls.push(apps.create(app));
			app.name = "";
			await Promise.all(calls);
			equal(sent, ["first", "second"]);
		},
	},
	{
		name: "values and a fetch may call the package themselves",
		run: async () => {
			const inner = client();
			/** @type {Promise<unknown>[]} */
			const calls = [];
			const app = {
				get name() {
					equal(validate({}).length, 1, "within a getter");
					calls.push(inner.create({ name: "inner" }));
					return "x";
				},
				description: { toJSON: () => (validate({ name: "x" }).length === 0 ? "well" : 1) },
			};
			const outer = client({
				fetch: async () => {
					equal(validate({}).length, 1, "within a fetch");
					await inner.create({ name: "inner" });
					return answered();
				},
			});
			equal(validate(app), []);
			equal(await outer.create(/** @type {any} */ (app)), { app: { id: "answered" } });
			ok(calls.length > 0, "calls from the getter");
			await Promise.all(calls);
		},
	},
	{
		name: "a value that has itself read is refused, and not read forever",
		run: () => {
			let reads = 0;
			const app = {
				get name() {
					reads += 1;
					validate(this);
					return "x";
				},
			};
			validate(app);
			ok(reads < 100, `${reads} reads`);
			worksOn();
		},
	},
	{
		name: "two headers of one name are joined, whatever objects inherit under it",
		run: async () => {
			/** @type {Headers | undefined} */
			let sent;
			const apps = client({
				headers: [
					["constructor", "a"],
					["x-mine", "b"],
					["x-mine", "c"],
				],
				fetch: async (/** @type {string} */ _, /** @type {RequestInit} */ init) => {
					sent = new Headers(init.headers);
					return answered();
				},
			});
			await apps.create({ name: "x" });
			equal([sent?.get("constructor"), sent?.get("x-mine")], ["a", "b, c"]);
		},
	},
	...SIGNALS.map(([name, make, rejects]) => ({
		name: `a signal that ${name} is no more than that`,
		run: async () => {
			const call = client().create({ name: "x" }, { signal: make(), timeoutMs: 1_000 });
			const [outcome] = await Promise.allSettled([call]);
			if (outcome?.status === "rejected") ok(rejects(outcome.reason), `not ${outcome.reason}`);
			else equal(outcome?.value, { app: { id: "answered" } });
			// An unhandled rejection would have been reported by now.
			await later();
			worksOn();
		},
	})),
	{
		name: "a thousand creates at once each settle with their own",
		run: async () => {
			const apps = client({
				maxRetries: 0,
				fetch: async (/** @type {string} */ _, /** @type {RequestInit} */ init) => {
					const { name } = JSON.parse(String(init.body));
					const nth = Number(name);
					await new Promise((resolve) => setTimeout(resolve, (nth * 7) % 20));
					if (nth % 4 === 1) throw new Error(name);
					if (nth % 4 === 2) return Response.json({ errorCode: "E011001", errorMessage: name }, { status: 400 });
					return Response.json({ app: { name } });
				},
			});
			const calls = Array.from({ length: 1_000 }, (_, nth) => {
				const signal = nth % 4 === 3 ? AbortSignal.abort(nth) : null;
				return apps.create({ name: String(nth) }, { signal });
			});
			const outcomes = await Promise.allSettled(calls);
			for (const [nth, outcome] of outcomes.entries()) {
				/** @type {any} */
				const { value, reason } = /** @type {any} */ (outcome);
				const own = [value?.app?.name, reason?.cause?.message, reason?.errorMessage, reason][nth % 4];
				equal(String(own), String(nth), `call ${nth}`);
			}
		},
	},
];
