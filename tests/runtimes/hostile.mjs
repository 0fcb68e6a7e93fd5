// @ts-check
// Values that nobody should pass, but somebody will: each must cause an error of the package's own, in time, and leave
// the instance working.
import { ConfigError, OutboundApps, OutboundError, ResponseError, validate, ValidationError } from "descope-outbound";
import { createEmulator } from "descope-outbound/emulator";
import { equal, ok, rejection, thrown } from "./lib/expect.mjs";

/** @param {unknown} answer `fetch`'s result, or a function that makes it */
function client(answer) {
	const fetch = async () => (typeof answer === "function" ? answer() : answer);
	return new OutboundApps({
		projectId: "P2x",
		managementKey: "K2-canary",
		fetch: /** @type {any} */ (fetch),
		maxRetries: 0,
	});
}

function worksOn() {
	equal(
		validate({}).map(({ path }) => path),
		["name"],
		"the instance",
	);
}

/** @type {[name: string, answer: unknown][]} */
const ANSWERS = [
	["null", null],
	["undefined", undefined],
	["a string", "200"],
	["an empty object", {}],
	["a body and no status", { body: "{}", ok: true }],
	["a status beyond HTTP", { status: 99, headers: {}, body: null }],
	[
		"headers that throw",
		{
			status: 200,
			get headers() {
				throw new Error("canary");
			},
		},
	],
	["an error response", () => Response.error()],
	["a text that is no string", { status: 200, text: async () => ({}) }],
	[
		"a text that throws",
		{
			status: 200,
			text() {
				throw new Error("canary");
			},
		},
	],
	[
		"a status that throws",
		() =>
			Object.defineProperty(new Response("{}"), "status", {
				get() {
					throw new Error("canary");
				},
			}),
	],
	[
		"a retry-after that is no string",
		() =>
			Object.defineProperty(new Response("{}", { status: 500 }), "headers", {
				value: { has: () => false, get: () => 5 },
			}),
	],
	[
		"a body that is locked",
		() => {
			const response = new Response("{}");
			response.body?.getReader();
			return response;
		},
	],
	[
		"a synchronous throw",
		() => {
			throw new Error("canary K2-canary");
		},
	],
	["a rejection with nothing", () => Promise.reject(undefined)],
];

/** @type {[name: string, signal: unknown][]} */
const SIGNALS = [
	["an AbortController", new AbortController()],
	["an empty object", {}],
	["half a signal", { aborted: true }],
	["a listener's half of a signal", { aborted: false, addEventListener() {} }],
	["a string", "signal"],
];

/** @type {[name: string, app: () => unknown, path: string][]} */
const APPS = [
	[
		"denies its toJSON",
		() => new Proxy({ name: "x" }, { has: () => false, get: (_, key) => (key === "toJSON" ? () => undefined : "x") }),
		"",
	],
	[
		"is a revoked proxy",
		() => {
			const { proxy, revoke } = Proxy.revocable({}, {});
			revoke();
			return proxy;
		},
		"",
	],
	["has the bytes of a file for a logo", () => ({ name: "x", logo: new Uint8Array(5_000_000) }), "logo"],
	[
		"has a great many fields",
		() => Object.fromEntries(Array.from({ length: 100_000 }, (_, index) => [`field${index}`, 1])),
		"field0",
	],
];

const URL_OF_IT = "https://api.descope.com/v1/mgmt/outbound/app/create";

/** Headers of responses, and the URL that they claim to come from. @type {Record<string, Record<string, string>>} */
const LONGER_THAN_THEY_SAY = {
	"": {},
	", compressed": { url: URL_OF_IT, "content-encoding": "gzip" },
	", in chunks": { url: URL_OF_IT, "transfer-encoding": "chunked" },
	", by far": { url: URL_OF_IT, "content-length": "20000" },
};

/** @type {{ name: string, run: () => Promise<void> | void }[]} */
export const HOSTILE_CASES = [
	...ANSWERS.map(([name, answer]) => ({
		name: `a fetch that gives ${name} is an error, and no secret gets out`,
		run: async () => {
			const error = await rejection(client(answer).create({ name: "x" }));
			ok(error instanceof OutboundError, `an OutboundError, not ${error}`);
			equal(error.applied, "unknown", "applied");
			for (const text of [error.message, error.stack, String(error.cause)]) {
				ok(!text?.includes("K2-canary"), `no secret in ${text}`);
			}
			worksOn();
		},
	})),
	...Object.entries(LONGER_THAN_THEY_SAY).map(([what, { url = "", ...headers }]) => ({
		name: `a body that is longer than it says is not read beyond maxResponseBytes${what}`,
		run: async () => {
			let read = 0;
			const body = new ReadableStream({
				pull(stream) {
					read += 1000;
					stream.enqueue(new Uint8Array(1000).fill(32));
				},
			});
			const answer = new Response(body, { headers: { "content-length": "5", ...headers } });
			Object.defineProperty(answer, "url", { value: url });
			const fetch = async () => answer;
			const apps = new OutboundApps({ projectId: "P2x", managementKey: "K2x", fetch, maxResponseBytes: 10_000 });
			equal((await rejection(apps.create({ name: "x" }))).code, "response-too-large");
			ok(read < 20_000, `${read} bytes were read`);
		},
	})),
	{
		name: "a body that nobody waits for any more is not read on",
		run: async () => {
			let pulled = 0;
			let cancelled = false;
			const body = new ReadableStream({
				async pull(stream) {
					pulled += 1;
					await new Promise((resolve) => setTimeout(resolve, 20));
					if (!cancelled) stream.enqueue(new Uint8Array([32]));
				},
				cancel() {
					cancelled = true;
					return new Promise(() => {});
				},
			});
			const error = await rejection(client(new Response(body)).create({ name: "x" }, { timeoutMs: 100 }));
			equal(error.code, "timeout");
			const until = pulled;
			await new Promise((resolve) => setTimeout(resolve, 200));
			ok(cancelled, "the body was cancelled");
			ok(pulled <= until + 1, `${pulled - until} further reads`);
		},
	},
	{
		name: "an answer that only says where it is from is read, whatever kind of body it has",
		run: async () => {
			const answer = Object.defineProperty(new Response('{"app":{"id":"x"}}'), "url", {
				value: "https://example.com/",
			});
			equal(await client(answer).create({ name: "x" }), { app: { id: "x" } });
		},
	},
	{
		name: "of an error whose body breaks the status is kept",
		run: async () => {
			const broken = () =>
				new Response(new ReadableStream({ start: (stream) => stream.error(new Error("reset")) }), {
					status: 429,
					headers: { "retry-after": "7" },
				});
			const error = await rejection(client(broken).create({ name: "x" }));
			equal(error.name, "RateLimitError");
			equal(error.retryAfterMs, 7000);
		},
	},
	{
		name: "a mock with a text() and no body is an answer",
		run: async () => {
			const mock = { status: 200, ok: true, text: async () => '{"app":{"id":"mock"}}' };
			equal(await client(mock).create({ name: "x" }), { app: { id: "mock" } });
		},
	},
	{
		name: "a mock with a json() and no body is an answer",
		run: async () => {
			const mock = { status: 200, ok: true, json: async () => ({ app: { id: "mock" } }) };
			equal(await client(mock).create({ name: "x" }), { app: { id: "mock" } });
		},
	},
	{
		name: "a body that is an async iterator is read, and no further than maxResponseBytes",
		run: async () => {
			let read = 0;
			let isClosed = false;
			async function* body() {
				try {
					for (;;) {
						read += 1;
						yield new Uint8Array(1_000).fill(32);
					}
				} finally {
					isClosed = true;
				}
			}
			const fetch = /** @type {any} */ (async () => ({ status: 200, body: body() }));
			const apps = new OutboundApps({ projectId: "P2x", managementKey: "K2x", fetch, maxResponseBytes: 10_000 });
			equal((await rejection(apps.create({ name: "x" }))).code, "response-too-large");
			equal([read, isClosed], [11, true]);
		},
	},
	{
		name: "what Next.js throws to be told of it comes out as it is and at once, and nothing else that has a digest",
		run: async () => {
			for (const [digest, passes] of /** @type {[string, boolean][]} */ ([
				["DYNAMIC_SERVER_USAGE", true],
				["HANGING_PROMISE_REJECTION", true],
				["NEXT_PRERENDER_INTERRUPTED", true],
				["sha256", false],
			])) {
				let calls = 0;
				const thrown = Object.assign(new Error("of Next"), { digest });
				const fetch = async () => {
					calls += 1;
					throw thrown;
				};
				const apps = new OutboundApps({ projectId: "P2x", managementKey: "K2x", fetch, maxRetries: passes ? 3 : 0 });
				equal((await rejection(apps.loadAll())) === thrown, passes, digest);
				equal(calls, 1, "calls");
			}
			worksOn();
		},
	},
	...[{}, "", new Uint8Array(0)].map((part) => ({
		name: `a body without an end of which each part is ${part.constructor.name} of nothing ends the call`,
		run: async () => {
			async function* body() {
				for (;;) yield part;
			}
			const fetch = /** @type {any} */ (async () => ({ status: 200, body: body() }));
			const apps = new OutboundApps({
				projectId: "P2x",
				managementKey: "K2x",
				fetch,
				maxRetries: 0,
				maxResponseBytes: 100,
			});
			ok((await rejection(apps.loadAll())) instanceof OutboundError, "an OutboundError");
		},
	})),
	{
		name: "a Response that was read before is told as what it is",
		run: async () => {
			const answer = Response.json({ app: { id: "x" } });
			const apps = client(() => answer);
			await apps.create({ name: "x" });
			const error = await rejection(apps.create({ name: "x" }));
			equal(error.code, "response-not-http");
			ok(error.message.includes("whose body was read before; make a new Response for each call"), error.message);
		},
	},
	...[
		["12345678901234567890", false],
		["9007199254740991", true],
		["0.1", true],
	].map(([number, isSent]) => ({
		name: `a patch of an app with the number ${number} ${isSent ? "sends it back" : "is refused, as it would be another"}`,
		run: async () => {
			/** @type {string[]} */
			const sent = [];
			const fetch = async (/** @type {string} */ _, /** @type {RequestInit} */ { body }) => {
				if (body) sent.push(String(body));
				return new Response(`{"app":{"id":"a","name":"n","size":${number},"none":null}}`);
			};
			const apps = new OutboundApps({ projectId: "P2x", managementKey: "K2x", fetch: /** @type {any} */ (fetch) });
			const outcome = apps.patch("a", { name: "m" });
			if (isSent) await outcome;
			else equal((await rejection(outcome)).applied, "no");
			equal(sent, isSent ? [`{"app":{"id":"a","size":${number},"name":"m"}}`] : []);
			equal((await apps.patch("a", { name: "n" })).sent, [], "what changes nothing is no harm");
		},
	})),
	{
		name: "a load of many apps leaves out what is null, and keeps what no document names",
		run: async () => {
			const app = { id: "a", logo: null, prompt: ["login"], tokenUrlParams: [{ key: "k", value: null }], extra: null };
			const apps = Array.from({ length: 3 }, () => app);
			const loaded = await client(Response.json({ apps, more: [null] })).loadAll();
			const expected = { id: "a", prompt: ["login"], tokenUrlParams: [{ key: "k" }], extra: null };
			equal(loaded, /** @type {any} */ ({ apps: apps.map(() => expected), more: [null] }));
			const named = JSON.parse('{"apps":[{"id":"a","logo":null,"__proto__":{"name":"x"},"constructor":null}]}');
			const [first] = (await client(Response.json(named)).loadAll()).apps ?? [];
			equal(Object.keys(first ?? {}), ["id", "__proto__", "constructor"]);
			const inherited = { value: "x", enumerable: true, configurable: true };
			Object.defineProperty(Object.prototype, "inherited", inherited);
			const [own] = (await client(Response.json({ apps: [app] })).loadAll()).apps ?? [];
			delete (/** @type {any} */ (Object.prototype).inherited);
			equal(Object.keys(own ?? {}), ["id", "prompt", "tokenUrlParams", "extra"]);
			for (const wrong of [[1], [{ id: 1 }], [null], {}, "apps"]) {
				const error = await rejection(client(Response.json({ apps: wrong })).loadAll());
				equal(error.code, "response-wrong-shape", JSON.stringify(wrong));
			}
		},
	},
	{
		name: "a fetch that never settles runs into the timeout",
		run: async () => {
			const pending = client(() => new Promise(() => {})).create({ name: "x" }, { timeoutMs: 50 });
			equal((await rejection(pending)).code, "timeout");
			worksOn();
		},
	},
	...SIGNALS.map(([name, signal]) => ({
		name: `${name} is no signal, and nothing is sent`,
		run: async () => {
			let calls = 0;
			const apps = client(() => {
				calls += 1;
				return Response.json({});
			});
			const error = await rejection(apps.create({ name: "x" }, /** @type {any} */ ({ signal, timeoutMs: 50 })));
			ok(error instanceof ConfigError, `a ConfigError, not ${error}`);
			ok(error.message.includes("signal: must be an AbortSignal"), error.message);
			equal(calls, 0, "calls");
			// A leftover timer would have thrown by now.
			await new Promise((resolve) => setTimeout(resolve, 100));
		},
	})),
	...APPS.map(([name, app, path]) => ({
		name: `an app that ${name} is refused, and nothing throws`,
		run: async () => {
			equal(validate(app())[0]?.path, path, "path");
			const error = await rejection(client(Response.json({})).create(/** @type {any} */ (app())));
			ok(error instanceof ValidationError, `a ValidationError, not ${error}`);
			worksOn();
		},
	})),
	{
		name: "an answer that says it worked and is not the API's is told as what it is",
		run: async () => {
			const error = await rejection(client(new Response("<html>")).create({ name: "x" }));
			ok(error instanceof ResponseError, `a ResponseError, not ${error}`);
			ok(error.message.includes("the server answered 200, but its body is not the API's JSON"), error.message);
		},
	},
	{
		name: "the emulator refuses what it does not know, and lives on",
		run: () => {
			thrown(() => createEmulator(/** @type {any} */ ({ projectID: "x" })));
			const emulator = createEmulator();
			/** @type {any} */
			const cyclic = { status: 503 };
			cyclic.headers = cyclic;
			thrown(() => emulator.fault(cyclic));
			thrown(() =>
				emulator.fault(
					/** @type {any} */ ({
						get status() {
							throw new Error("mine");
						},
					}),
				),
			);
			thrown(() => emulator.fault(/** @type {any} */ ({ stauts: 503 })));
			emulator.fault({ status: 503, headers: /** @type {any} */ (new Headers({ "retry-after": "1" })) });
			equal(emulator.apps(), []);
		},
	},
];
