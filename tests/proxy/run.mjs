// @ts-check
// node tests/proxy/run.mjs --package <tgz> [--only <words>]
//
// Runs the proxy and the console's server as npm installs them, on sockets, against the emulator. With
// --test-reporter=./tests/reporter.mjs it prints one line per test.
import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:http";
import { after, test } from "node:test";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import { install } from "../install.mjs";
import { attacks, APP, CREATE, LIST, meant } from "./attacks.mjs";
import { consoles } from "./console.mjs";
import { runtimes } from "./runtimes.mjs";
import { CANARY, open } from "./harness.mjs";

const { values } = parseArgs({ options: { package: { type: "string" }, only: { type: "string", default: "" } } });
if (values.package === undefined) throw new Error("--package is missing: the tarball whose proxy is tested");

const { folder, remove } = await install(values.package);
after(remove);
const dist = path.join(folder, "node_modules", "descope-outbound", "dist");

/** @param {string} file */
const load = (file) => import(pathToFileURL(path.join(dist, file)).href);

const [{ OutboundApps }, { startServer }, { createProxy, toNodeListener }, console_] = await Promise.all(
	["index.js", "emulator/server.js", "proxy.js", "console.js"].map(load),
);
const package_ = { OutboundApps, startServer, createProxy, toNodeListener };

/** @param {Record<string, unknown>} options @param {(harness: import("./harness.mjs").Harness) => Promise<unknown>} run */
const within = (options, run) => async () => {
	const harness = await open(package_, options);
	try {
		await run(harness);
	} finally {
		await harness.close();
	}
};

/** @param {string} method @param {unknown} answer @param {number} [status] @returns {(url: string, init: any) => Promise<Response>} */
const answering =
	(method, answer, status = 200) =>
	async (_url, init) =>
		init.method === method
			? new Response(typeof answer === "string" ? answer : JSON.stringify(answer), { status })
			: new Response("{}");

/**
 * Unchecked arguments that suit some method: an object, an id and an object, an id, a batch, or none.
 */
const REQUEST = { id: "a", name: "A", appId: "a", userId: "u", tenantId: "t", scopes: ["s"], accessToken: "token" };
const { scopes: _scopes, ...WITHOUT_SCOPES } = REQUEST;
const UNCHECKED = { validate: "off" };
const ARGUMENTS = [[REQUEST], [WITHOUT_SCOPES], ["a", { name: "B" }], ["a"], [[REQUEST]], []];

const ALL = ["app-reads", "app-writes", "app-deletes", "token-metadata", "token-values", "token-deletes", "uploads"];

/** @type {{ name: string, run: () => Promise<unknown> }[]} */
const tests = [
	{
		name: `refuses ${attacks("").length} attacks, and sends none of them on`,
		run: within({}, async ({ ask, host, sent, records }) => {
			for (const [what, { method = "GET", target = LIST, ...other }, status] of attacks(host)) {
				const answer = await ask(method, target, other);
				assert.equal(answer.status, status, `${what}: ${answer.text.slice(0, 300)}`);
				assert.equal(sent.length, 0, what);
			}
			assert.deepEqual(records, []);
		}),
	},
	{
		name: "passes on what comes near to an attack and is meant",
		run: within({}, async ({ ask, host, apps, emulator, sent }) => {
			await apps.create({ id: "ü x", name: "Ü" });
			for (const [what, { method = "GET", target = LIST, ...other }, status] of meant(host)) {
				const before = sent.length;
				const answer = await ask(method, target, other);
				assert.equal(answer.status, status, `${what}: ${answer.text.slice(0, 300)}`);
				assert.equal(sent.length, before + 1, what);
			}
			assert.equal(emulator.apps().length, 4);
		}),
	},
	{
		name: "two lengths, or a length and chunks, of which the next server may believe the other",
		run: within({}, async ({ raw, host, sent }) => {
			const head = `POST ${CREATE} HTTP/1.1\r\nhost: ${host}\r\ncookie: session=ann\r\nsec-fetch-site: same-origin\r\ncontent-type: application/json\r\n`;
			for (const lengths of [
				"content-length: 2\r\ncontent-length: 30\r\n",
				"content-length: 2\r\ntransfer-encoding: chunked\r\n",
			]) {
				assert.equal((await raw(`${head}${lengths}\r\n{}0\r\n\r\n`)).status, 400, lengths);
			}
			assert.equal(sent.length, 0);
		}),
	},
	{
		name: "a body without a length is read as far as may be, and no further",
		run: within({}, async ({ ask, sent }) => {
			const chunked = (/** @type {string} */ body) => ({
				body: `${body.length.toString(16)}\r\n${body}\r\n0\r\n\r\n`,
				headers: { "content-length": null, "transfer-encoding": "chunked" },
			});
			const long = await ask("POST", CREATE, chunked(JSON.stringify({ name: "x".repeat(300_000) })));
			assert.deepEqual([long.status, sent.length], [413, 0]);
			assert.equal((await ask("POST", CREATE, chunked('{"name":"A"}'))).status, 200);
		}),
	},
	{
		name: "a body that does not come in time is not waited for",
		run: within({ timeoutMs: 200 }, async ({ ask, sent }) => {
			const late = await ask("POST", CREATE, { body: '{"name":', headers: { "content-length": "4000" } });
			assert.equal(late.status, 408);
			assert.equal(sent.length, 0);
		}),
	},
	{
		name: "every method of the client has its endpoint here, but connect, which takes the user's own session",
		run: within({ allow: ALL }, async ({ apps, sent }) => {
			const names = Object.getOwnPropertyNames(OutboundApps.prototype).filter((name) => name !== "constructor");
			assert.ok(names.length > 20, String(names));
			for (const name of names) {
				const before = sent.length;
				for (const args of ARGUMENTS) await apps[name](...args, UNCHECKED).catch(() => {});
				assert.equal(sent.length > before, name !== "connect", name);
			}
			const paths = new Set(sent.map(({ url }) => new URL(url).pathname.replace(/\/app\/a$/, "/app/{id}")));
			for (const owner of ["user", "tenant"]) {
				for (const end of ["", "/latest"])
					assert.ok(paths.has(`/v1/mgmt/outbound/app/${owner}/token${end}`), `${owner}${end}`);
			}
		}),
	},
	{
		name: "the page's own client works through it: retries, conflicts and refusals read as if there was none between",
		run: within({}, async ({ apps, emulator, records }) => {
			await apps.create({ id: "a", name: "A", clientId: "c", clientSecret: CANARY });
			assert.equal((await apps.patch("a", { description: "new" })).app.description, "new");
			await assert.rejects(apps.create({ id: "a", name: "B" }), { code: "conflict", applied: "no" });
			await assert.rejects(apps.uploadUserApiKey({ appId: "a", userId: "u", apiKey: "key-key" }), {
				status: 403,
				applied: "no",
			});
			emulator.fault({ status: 429, headers: { "retry-after": "7" }, body: "{}" });
			await assert.rejects(apps.loadAll(), { code: "rate-limited", retryAfterMs: 7_000 });
			emulator.fault({ cut: "after" });
			await assert.rejects(apps.createByDcrPreset({ dcrPresetId: "p", tenantId: "t" }), { applied: "unknown" });
			await apps.delete("a");
			assert.deepEqual(
				records.map(({ who, path, appId, outcome }) => [who, path.split("/").at(-1), appId, outcome]),
				[
					["ann", "create", "a", "done"],
					["ann", "update", "a", "done"],
					["ann", "create", "a", "refused"],
					["ann", "bydcrpreset", undefined, "unknown"],
					["ann", "delete", "a", "done"],
				],
			);
		}),
	},
	{
		name: "a canary in the key, the request and Descope's answers is in no answer, record or error",
		run: within(
			{
				fetch: async (/** @type {string} */ url, /** @type {any} */ init) => {
					const echo = `${init.headers.authorization} ${init.body ?? ""}`;
					if (url.endsWith("/apps")) throw new Error(echo);
					if (url.endsWith("/delete")) return new Response(echo, { status: 500 });
					const app = { id: "a", clientSecret: CANARY, nested: { apiKey: CANARY, refresh_token: CANARY } };
					return Response.json(
						{ app, errorDescription: `${echo} ${CANARY}` },
						{ status: url.endsWith("/create") ? 200 : 400 },
					);
				},
			},
			async ({ ask, emulator, records }) => {
				const body = JSON.stringify({ id: "a", name: "A", clientSecret: CANARY });
				const answers = await Promise.all([
					ask("GET", LIST),
					ask("POST", CREATE, { body }),
					ask("POST", `${APP}/update`, { body: JSON.stringify({ app: JSON.parse(body) }) }),
					ask("POST", `${APP}/delete`, { body }),
				]);
				assert.deepEqual(
					answers.map(({ status }) => status),
					[504, 200, 400, 500],
				);
				const all = JSON.stringify([answers, records]);
				assert.ok(!all.includes(CANARY) && !all.includes(emulator.managementKey), all);
				assert.equal(records.length, 3);
			},
		),
	},
	{
		name: "a token comes without its values, unless these are allowed; a client secret never comes",
		run: async () => {
			const token = {
				id: "t",
				accessToken: CANARY,
				refreshToken: CANARY,
				scopes: ["s"],
				hasRefreshToken: true,
				accessTokenType: "bearer",
			};
			const fetch = answering("POST", { token, app: { clientSecret: CANARY } });
			const request = { body: '{"appId":"a","userId":"u"}' };
			for (const [allow, shown] of /** @type {const} */ ([
				[undefined, 0],
				[["token-metadata"], 0],
				[["token-values"], 2],
			])) {
				await within({ fetch, allow }, async ({ ask }) => {
					const { text } = await ask("POST", `${APP}/user/token/latest`, request);
					assert.equal(text.split(CANARY).length - 1, shown);
					assert.match(text, /"scopes":\["s"\],"hasRefreshToken":true,"accessTokenType":"bearer"/);
				})();
			}
			await within({ fetch, allow: ["app-reads"] }, async ({ ask }) => {
				assert.equal((await ask("POST", `${APP}/user/token/latest`, request)).status, 403);
			})();
		},
	},
	{
		name: "whoever is known may be allowed less, and never more",
		run: within({ authorize: () => ({ who: "bob", allow: ["app-reads", "uploads"] }) }, async ({ ask, sent }) => {
			assert.equal((await ask("GET", LIST)).status, 200);
			assert.equal((await ask("POST", CREATE, { body: "{}" })).status, 403);
			assert.equal((await ask("POST", `${APP}/user/apikey/upload`, { body: "{}" })).status, 403);
			assert.equal(sent.length, 1);
		}),
	},
	{
		name: "nothing of a request is passed on but its body and the tier",
		run: within({}, async ({ ask, sent, emulator }) => {
			const headers = {
				"x-descope-license": "tier1",
				"x-forwarded-for": "1.2.3.4",
				authorization: "Bearer x",
				"x-descope-project-id": "P-else",
			};
			await ask("POST", CREATE, { body: '{"name":"A"}', headers });
			assert.deepEqual(sent[0]?.init.headers, {
				authorization: `Bearer ${emulator.projectId}:${emulator.managementKey}`,
				"x-descope-project-id": emulator.projectId,
				"x-descope-license": "tier1",
				"content-type": "application/json",
			});
			await ask("GET", LIST, { headers: { "x-descope-license": "a b" } });
			assert.ok(!("x-descope-license" in (sent[1]?.init.headers ?? {})));
		}),
	},
	{
		name: "a member that is there twice reaches Descope once, as the audit record has it",
		run: within({}, async ({ ask, emulator, records }) => {
			await ask("POST", CREATE, { body: '{"id":"a","id":"b","name":"A"}' });
			assert.deepEqual([emulator.apps()[0].id, records[0].appId], ["b", "b"]);
		}),
	},
	{
		name: "a redirect is not followed, and not passed on",
		run: within({}, async ({ ask, emulator }) => {
			let visits = 0;
			const elsewhere = createServer((_request, response) => {
				visits += 1;
				response.end("{}");
			}).listen(0, "127.0.0.1");
			await once(elsewhere, "listening");
			const location = `http://127.0.0.1:${/** @type {any} */ (elsewhere.address()).port}/evil`;
			emulator.fault({ status: 302, headers: { location } });
			const { status, text } = await ask("GET", LIST);
			elsewhere.close();
			assert.deepEqual([status, visits], [502, 0]);
			assert.doesNotMatch(text, /evil/);
		}),
	},
	{
		name: "JSON without a bottom ends nothing: refused as a request, and no refusal as an answer",
		run: async () => {
			const deep = `${'{"a":'.repeat(30_000)}1${"}".repeat(30_000)}`;
			await within({}, async ({ ask, sent }) => {
				const refused = await ask("POST", CREATE, { body: deep });
				assert.deepEqual([refused.status, sent.length], [500, 0]);
				assert.equal((await ask("GET", LIST)).status, 200);
			})();
			await within({ fetch: async () => new Response(deep) }, async ({ ask }) => {
				const { status, text } = await ask("GET", LIST);
				assert.equal(status, 502);
				assert.doesNotMatch(text, /errorCode/);
			})();
		},
	},
	{
		name: "a handler that throws is answered for, and the listener goes on",
		run: async () => {
			const front = createServer(
				toNodeListener(() => {
					throw new Error(CANARY);
				}),
			).listen(0, "127.0.0.1");
			await once(front, "listening");
			const response = await fetch(`http://127.0.0.1:${/** @type {any} */ (front.address()).port}/`);
			front.close();
			assert.deepEqual([response.status, (await response.text()).includes(CANARY)], [500, false]);
		},
	},
	{
		name: "an audit that throws or takes its time changes nothing of the answer, and is waited for",
		run: async () => {
			let audited = 0;
			const onAudit = async () => {
				await new Promise((resolve) => setTimeout(resolve, 50));
				audited += 1;
				throw new Error(CANARY);
			};
			await within({ onAudit }, async ({ ask }) => {
				assert.equal((await ask("POST", CREATE, { body: '{"name":"A"}' })).status, 200);
				assert.equal(audited, 1);
			})();
		},
	},
	{
		name: "an authorize that throws is no way in, and is not repeated",
		run: within(
			{
				authorize: () => {
					throw new Error(CANARY);
				},
			},
			async ({ ask, sent }) => {
				const { status, text } = await ask("GET", LIST);
				assert.deepEqual([status, text.includes(CANARY), sent.length], [500, false, 0]);
			},
		),
	},
	{
		name: "without baseUrl, requests go where the client's go",
		run: async () => {
			for (const projectId of ["P2short", "Peuc12aaaaaaaaaaaaaaaaaaaaaaaaaa"]) {
				/** @type {string[]} */
				const urls = [];
				const fetch = async (/** @type {string} */ url) => {
					urls.push(url);
					return new Response("{}");
				};
				await new OutboundApps({ projectId, managementKey: "key", fetch }).loadAll();
				const proxy = createProxy({ projectId, managementKey: "key", fetch, authorize: () => true });
				await proxy(new Request(`https://a.example${LIST}`, { headers: { "sec-fetch-site": "same-origin" } }));
				assert.equal(urls[0], urls[1]);
			}
		},
	},
	{
		name: "options that cannot be meant are refused, with what would be right",
		run: async () => {
			const good = { projectId: "P", managementKey: "K", authorize: () => true };
			for (const [options, message] of /** @type {[any, RegExp][]} */ ([
				[undefined, /authorize must be a function/],
				[{ ...good, authorize: true }, /authorize must be a function/],
				[{ ...good, projectId: "" }, /projectId is missing/],
				[{ ...good, managementKey: "" }, /managementKey is missing/],
				[{ ...good, baseUrl: "http://descope.example" }, /https/],
				[{ ...good, baseUrl: "https://u:p@descope.example" }, /https/],
				[{ ...good, prefix: "descope/" }, /prefix must be a path/],
				[{ ...good, allow: ["app-read"] }, /"app-read", which is none of app-reads/],
			])) {
				assert.throws(() => createProxy(options), { name: "TypeError", message });
			}
			createProxy({ ...good, baseUrl: "http://localhost:8787", prefix: "", allow: [] });
		},
	},
	...consoles(console_, package_, folder),
	...runtimes(package_, folder),
];

for (const { name, run } of tests) {
	if (name.includes(values.only)) test(`proxy: ${name}`, async () => void (await run()));
}
