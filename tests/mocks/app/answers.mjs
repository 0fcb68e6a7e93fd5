// @ts-check
// Answers written by hand instead of a Response, and the error messages if they are incomplete.
import assert from "node:assert/strict";
import vm from "node:vm";
import { check, client } from "./case.mjs";

const APP = { app: { id: "mine" } };
const json = async () => APP;
const refused = async () => ({ errorCode: "E130429" });

/** @type {Record<string, () => unknown>} each makes an answer */
const READ = {
	"only json()": () => ({ ok: true, status: 200, json }),
	"only text()": () => ({ ok: true, status: 200, text: async () => JSON.stringify(APP) }),
	"json(), and a body that is none": () => ({ status: 200, body: {}, json }),
	"a json() that is not async": () => ({ status: 200, json: () => APP }),
	"a body that is a string": () => ({ status: 200, body: JSON.stringify(APP) }),
	"a body that is bytes": () => ({ status: 200, body: new TextEncoder().encode(JSON.stringify(APP)) }),
	"a body in strings, piece by piece": () => ({
		status: 200,
		get body() {
			return (async function* () {
				yield '{"app":{"id"';
				yield ':"mine"}}';
			})();
		},
	}),
	"a Response": () => Response.json(APP),
	"a Response of another realm": () =>
		vm.runInNewContext("({ status: 200, body: null, headers: {}, text: async () => text })", {
			text: JSON.stringify(APP),
		}),
	"a class of one's own": () =>
		new (class {
			get status() {
				return 200;
			}
			json() {
				return Promise.resolve(APP);
			}
		})(),
};
for (const [what, answer] of Object.entries(READ)) {
	await check(`${what} is an answer`, async () => {
		assert.deepEqual(await client({ fetch: async () => answer() }).create({ name: "mine" }), APP);
	});
}

/** @type {Record<string, unknown>} */
const HEADERS = {
	"a plain object": { "retry-after": "9" },
	"a plain object as people write it": { "Retry-After": "9" },
	"a number in a plain object": { "retry-after": 9 },
	"a Map": new Map([["retry-after", "9"]]),
	"a Map as people write it": new Map([["Retry-After", "9"]]),
	Headers: new Headers({ "retry-after": "9" }),
};
for (const [what, headers] of Object.entries(HEADERS)) {
	await check(`Retry-After is found in headers that are ${what}`, async () => {
		const fetch = async () => ({ ok: false, status: 429, headers, json: refused });
		await assert.rejects(client({ fetch }).loadAll(), {
			name: "RateLimitError",
			errorCode: "E130429",
			retryAfterMs: 9_000,
		});
	});
}
for (const headers of [undefined, null, 5, { get: () => ({}) }, { get: () => assert.fail() }]) {
	await check(`headers that are ${typeof headers} say nothing of a wait`, async () => {
		const fetch = async () => ({ ok: false, status: 429, headers, json: refused });
		await assert.rejects(client({ fetch }).loadAll(), { name: "RateLimitError", retryAfterMs: undefined });
	});
}

const NEEDED = "; it has to give a Response, or { status, text() } or { status, json() }";

/** @type {Record<string, [answer: () => unknown, gave: string]>} */
const MISSING = {
	"nothing, as a mock without an implementation": [() => undefined, `undefined${NEEDED}`],
	"the data itself": [() => ({ apps: [] }), `an object with apps and no numeric status${NEEDED}`],
	"no status": [() => ({ ok: true, json }), `an object with ok, json and no numeric status${NEEDED}`],
	"a status that is a text": [
		() => ({ status: "200", json }),
		`an object with status, json and no numeric status${NEEDED}`,
	],
	"a status beyond HTTP": [
		() => ({ status: 1e6, json }),
		`an object with status, json and a status that HTTP does not have${NEEDED}`,
	],
	"no body": [
		() => ({ status: 200, data: {} }),
		`an object with status, data and neither text() nor json() nor a body that can be read${NEEDED}`,
	],
	"a text() that is none": [
		() => ({ status: 200, text: async () => APP }),
		`an object with status, text whose text() gave an object and no string${NEEDED}`,
	],
	"a json() that gives a function": [
		() => ({ status: 200, json: async () => () => {} }),
		`an object with status, json whose json() gave something that is not JSON${NEEDED}`,
	],
	"no status, as of an error response": [
		() => Response.error(),
		'a Response of status 0, as Response.error() and the mode "no-cors" do',
	],
};
for (const [what, [answer, gave]] of Object.entries(MISSING)) {
	await check(`an answer with ${what} is told as what it is, and what it should be`, async () => {
		const { message, code, applied } = await client({ fetch: async () => answer() })
			.create({ name: "mine" })
			.then(
				() => assert.fail("it resolved"),
				(/** @type {any} */ error) => error,
			);
		assert.equal(message, `Could not create the app: fetch gave ${gave}`);
		assert.deepEqual({ code, applied }, { code: "response-not-http", applied: "unknown" });
	});
}

await check(
	"one Response for two calls, as mockResolvedValue gives it, says what is wrong the second time",
	async () => {
		const answer = Response.json({ apps: [] });
		const apps = client({ fetch: async () => answer });
		assert.deepEqual(await apps.loadAll(), { apps: [] });
		await assert.rejects(apps.loadAll(), {
			code: "response-not-http",
			message:
				"Could not load the apps: fetch gave a Response whose body was read before; make a new Response for each call, " +
				"or read a clone() of it",
		});
	},
);

await check("what a mock's keys show is no secret", async () => {
	const fetch = async () => ({ "K2mocks-canary": 1 });
	const { message } = await client({ managementKey: "K2mocks-canary", fetch })
		.loadAll()
		.then(
			() => assert.fail("it resolved"),
			(/** @type {any} */ error) => error,
		);
	assert.ok(!message.includes("canary"), message);
});

await check("a text() that is longer than maxResponseBytes is too large", async () => {
	const fetch = async () => ({ status: 200, text: async () => " ".repeat(1_001) });
	await assert.rejects(client({ fetch, maxResponseBytes: 1_000 }).loadAll(), { code: "response-too-large" });
});

await check("a json() that never settles runs into the timeout", async () => {
	const fetch = async () => ({ status: 200, json: () => new Promise(() => {}) });
	await assert.rejects(client({ fetch, timeoutMs: 50 }).loadAll(), { code: "timeout" });
});
