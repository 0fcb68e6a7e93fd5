// @ts-check
// The token cache: its requests to the server, its results, and where it sends a token.
import { OutboundApps } from "descope-outbound";
import { createEmulator } from "descope-outbound/emulator";
import { TokenCache } from "descope-outbound/tokens";
import { equal, ok, rejection, thrown } from "./lib/expect.mjs";
import { showsNoSecret } from "./lib/exposure.mjs";

/** @typedef {import("./lib/report.mjs").Case} Case */

const USER = { appId: "github", userId: "u" };
const TENANT = { appId: "github", tenantId: "t" };

/** A secret that no output may show. */
const SECRET = "deadbea7canary";

/**
 * Makes a cache for an emulator's app, to which two users and a tenant are connected.
 *
 * @param {object} [options] of the cache
 * @param {object} [connection] options of the connections
 */
async function connected(options, connection) {
	const emulator = createEmulator();
	const { projectId, managementKey, fetch } = emulator;
	const apps = new OutboundApps({ projectId, managementKey, fetch, maxRetries: 0 });
	await apps.create({ id: "github", name: "GitHub", defaultScopes: ["repo"] });
	for (const owner of [{ userId: "u" }, { userId: "v" }, { tenantId: "t" }]) {
		emulator.connectUser({ appId: "github", ...owner, ...connection });
	}
	emulator.requests.length = 0;
	return { emulator, apps, cache: new TokenCache(apps, options) };
}

/** Answers `run`'s calls to a third party's API in turn, and returns the requests. */
async function withApi(/** @type {(() => Response)[]} */ answers, /** @type {() => Promise<unknown>} */ run) {
	const { fetch } = globalThis;
	/** @type {Request[]} */
	const asked = [];
	globalThis.fetch = async (input, init) => {
		asked.push(new Request(input, init));
		return (answers.shift() ?? (() => new Response("ok")))();
	};
	try {
		await run();
	} finally {
		globalThis.fetch = fetch;
	}
	return asked;
}

/** @param {Request} request */
const bearer = ({ headers }) => headers.get("authorization");

const unauthorized = () => new Response("", { status: 401 });

/** @param {number} status @param {string} location */
const redirect = (status, location) => () => new Response(null, { status, headers: { location } });

const API = "https://api.example.com/user";

/** @type {Case[]} */
const GET_CASES = [
	{
		name: "a token is fetched once, however many ask, and is a user's or a tenant's",
		run: async () => {
			const { emulator, cache } = await connected();
			const asked = [USER, USER, { ...USER, userId: "v" }, TENANT, TENANT, USER];
			const tokens = await Promise.all(asked.map((request) => cache.get(request)));
			const stored = emulator.tokens().map(({ accessToken }) => accessToken);
			equal(
				tokens.map(({ accessToken }) => stored.indexOf(accessToken)),
				[0, 0, 1, 2, 2, 0],
			);
			equal(emulator.requests.length, 3, "requests");
			await cache.get(USER);
			equal(cache.stats(), { hits: 1, misses: 3, shared: 3, refreshes: 0, evicted: 0 });
		},
	},
	{
		name: "scopes are a set",
		run: async () => {
			const { emulator, cache } = await connected({}, { scopes: ["read", "write"] });
			await cache.get({ ...USER, scopes: ["write", "read"] });
			await cache.get({ ...USER, scopes: ["read", "write", "read"] });
			equal(emulator.requests.length, 1, "requests");
			equal((await rejection(cache.get({ ...USER, scopes: ["read"] }))).code, "not-connected");
		},
	},
	{
		name: "two bearers never share a token, and one that may not have it gets none",
		run: async () => {
			const { emulator, cache } = await connected();
			const mine = { accessToken: emulator.accessToken({ userId: "u" }) };
			const other = { accessToken: emulator.accessToken({ userId: "v" }) };
			await cache.get(USER, mine);
			await cache.get(USER, mine);
			await cache.get(USER);
			equal(emulator.requests.length, 2, "requests");
			equal((await rejection(cache.get(USER, other))).status, 403);
		},
	},
	{
		name: "userId: undefined is a mistake, and not a request for the tenant's token",
		run: async () => {
			const { cache } = await connected();
			const mistaken = /** @type {any} */ ({ ...TENANT, userId: undefined });
			equal((await rejection(cache.get(mistaken))).code, "invalid-request");
			equal((await rejection(cache.get(/** @type {any} */ (null)))).code, "invalid-request");
		},
	},
	{
		name: "an abort ends one's own wait, and nobody else's",
		run: async () => {
			const { emulator, cache } = await connected();
			const stop = new AbortController();
			const aborted = rejection(cache.get(USER, { signal: stop.signal }));
			const others = [cache.get(USER), cache.get(USER, { signal: new AbortController().signal })];
			stop.abort(new Error("enough"));
			equal((await aborted).message, "enough");
			equal((await Promise.all(others)).length, 2);
			equal(emulator.requests.length, 1, "requests");
			equal((await rejection(cache.get(USER, { signal: stop.signal }))).message, "enough");
		},
	},
	{
		name: "that there is no token is remembered for a while",
		run: async () => {
			const { emulator, cache } = await connected({ notConnectedMs: 60_000 });
			const nobody = { ...USER, userId: "nobody" };
			for (let nth = 0; nth < 3; nth += 1) equal((await rejection(cache.get(nobody))).code, "not-connected");
			equal(emulator.requests.length, 1, "requests");
			emulator.connectUser(nobody);
			cache.invalidate(nobody);
			ok((await cache.get(nobody)).accessToken.length > 0, "a token");
		},
	},
	{
		name: "near its end a token is served while one refresh runs, and a refresh that fails takes nothing away",
		run: async () => {
			const { emulator, cache } = await connected({ refreshBeforeMs: 3_600_000 });
			const { accessToken } = await cache.get(USER);
			emulator.fault({ status: 503, body: "" });
			const served = await Promise.all([cache.get(USER), cache.get(USER), cache.get(USER)]);
			equal(
				served.map((token) => token.accessToken),
				[accessToken, accessToken, accessToken],
			);
			await new Promise((resolve) => setTimeout(resolve, 50));
			equal(emulator.requests.length, 2, "requests");
			equal((await cache.get(USER)).accessToken, accessToken);
			await new Promise((resolve) => setTimeout(resolve, 50));
			equal(emulator.requests.length, 2, "it is not tried again at once");
			equal(cache.stats().refreshes, 1);
		},
	},
	{
		name: "an expired token is never served, and one that arrives expired is fetched anew",
		run: async () => {
			const { emulator, apps, cache } = await connected({}, { expiresIn: 1 });
			const { accessToken } = await cache.get(USER);
			await new Promise((resolve) => setTimeout(resolve, 1_100));
			const next = await cache.get(USER);
			ok(next.accessToken !== accessToken, "another token");
			emulator.requests.length = 0;
			await apps.uploadUserToken({ ...USER, userId: "w", refreshToken: "r", accessToken: "a", accessTokenExpiry: 1 });
			equal((await cache.get({ ...USER, userId: "w" })).accessToken, "a", "nothing better can be had");
			equal(emulator.requests.length, 3, "an upload, a fetch, and one that forces a refresh");
		},
	},
	{
		name: "forceRefresh asks the provider, and later calls get what came of it",
		run: async () => {
			const { cache } = await connected();
			const { accessToken } = await cache.get(USER);
			const forced = await cache.get({ ...USER, options: { forceRefresh: true } });
			ok(forced.accessToken !== accessToken, "another token");
			equal((await cache.get(USER)).accessToken, forced.accessToken);
			equal(cache.stats(), { hits: 1, misses: 2, shared: 0, refreshes: 1, evicted: 0 });
		},
	},
	{
		name: "the least recently used token goes first",
		run: async () => {
			const { emulator, cache } = await connected({ maxEntries: 2 });
			const other = { ...USER, userId: "v" };
			for (const request of [USER, other, USER, TENANT, USER]) await cache.get(request);
			equal(emulator.requests.length, 3, "requests");
			equal(cache.stats().evicted, 1);
			await cache.get(other);
			equal(emulator.requests.length, 4, "requests");
		},
	},
	{
		name: "a token that is shared cannot be changed",
		run: async () => {
			const { cache } = await connected();
			const token = /** @type {any} */ (await cache.get(USER));
			ok(Object.isFrozen(token) && Object.isFrozen(token.scopes), "frozen");
		},
	},
	{
		name: "a cache shows no token and no bearer, nor do its errors and its counts",
		run: async (bench) => {
			const { emulator, apps } = await connected();
			await apps.uploadUserToken({ ...USER, userId: "w", accessToken: SECRET, refreshToken: SECRET });
			const cache = new TokenCache(apps);
			await cache.get({ ...USER, userId: "w" });
			const refused = await rejection(cache.get(USER, { accessToken: SECRET }));
			const insecure = await rejection(cache.fetch({ ...USER, userId: "w" }, "http://api.example.com/"));
			await apps.uploadUserToken({ ...USER, userId: "x", accessToken: `${SECRET} ` }, { validate: "off" });
			const unsendable = await rejection(cache.fetch({ ...USER, userId: "x" }, API));
			equal(unsendable.code, "invalid-request");
			showsNoSecret(bench, cache, cache.stats(), refused, insecure, unsendable, emulator.requests);
		},
	},
	{
		name: "a cache of nothing, and options that are none, are refused",
		run: async () => {
			const { apps } = await connected();
			const make = (/** @type {any} */ ...given) => thrown(() => new TokenCache(given[0], given[1]));
			for (const [given, expected] of /** @type {const} */ ([
				[[undefined], /OutboundApps first/],
				[[apps, { maxEntries: 0 }], /"maxEntries" must be a number from 1, not 0/],
				[[apps, { refreshBefore: 1 }], /no option "refreshBefore"; there are refreshBeforeMs, /],
			])) {
				const error = make(...given);
				equal(error.code, "invalid-config");
				ok(expected.test(error.message), error.message);
			}
		},
	},
];

/** @type {Case[]} */
const FETCH_CASES = [
	{
		name: "fetch calls a third party's API with the token, and is the host's own otherwise",
		run: async () => {
			const { cache } = await connected();
			const { accessToken } = await cache.get(USER);
			const asked = await withApi([], async () => {
				await cache.fetch(USER, API, { headers: { accept: "a" } });
				await cache.fetch(USER, new Request(API, { method: "POST", body: "b", headers: { "content-type": "c" } }));
				await cache.fetch(USER, new URL("http://127.0.0.1:1/"), { method: "put", body: "d" });
			});
			equal(asked.map(bearer), Array(3).fill(`Bearer ${accessToken}`));
			equal(asked[0]?.headers.get("accept"), "a");
			equal([asked[1]?.method, asked[1]?.headers.get("content-type"), await asked[1]?.text()], ["POST", "c", "b"]);
			equal([asked[2]?.method, await asked[2]?.text()], ["PUT", "d"]);
		},
	},
	{
		name: "fetch sends no token over http, but to this machine",
		run: async () => {
			const { cache } = await connected();
			for (const address of ["http://api.example.com/", "http://127.0.0.1.example.com/", "ftp://example.com/"]) {
				equal((await rejection(cache.fetch(USER, address))).code, "invalid-request", address);
			}
			const local = ["http://localhost:1/", "http://[::1]:1/", "http://127.1:1/"];
			const asked = await withApi([], async () => {
				for (const address of local) await cache.fetch(USER, address);
			});
			equal(asked.length, local.length);
		},
	},
	{
		name: "fetch answered 401 gets a new token, once, and repeats the call",
		run: async () => {
			const { emulator, cache } = await connected();
			const asked = await withApi([unauthorized], async () => {
				const response = await cache.fetch(USER, API, { method: "POST", body: "again" });
				equal(response.status, 200);
			});
			equal(new Set(asked.map(bearer)).size, 2, "two tokens");
			equal(await asked[1]?.text(), "again");
			equal(emulator.requests.length, 2, "fetches of tokens");
			const { length } = await withApi([unauthorized, unauthorized, unauthorized], async () => {
				equal((await cache.fetch(USER, API)).status, 401);
			});
			equal(length, 2, "calls");
		},
	},
	{
		name: "many calls that are answered 401 at once get one new token",
		run: async () => {
			const { emulator, cache } = await connected();
			await cache.get(USER);
			emulator.requests.length = 0;
			await withApi(Array(5).fill(unauthorized), async () => {
				const responses = await Promise.all(Array.from({ length: 5 }, () => cache.fetch(USER, API)));
				equal(
					responses.map(({ status }) => status),
					Array(5).fill(200),
				);
			});
			equal(emulator.requests.length, 1, "fetches of tokens");
		},
	},
	{
		name: "fetch gives the 401 where nothing can be repeated, and where there is no new token",
		run: async () => {
			const { emulator, cache } = await connected();
			const body = () => new ReadableStream({ start: (stream) => stream.close() });
			const streamed = await withApi([unauthorized], async () => {
				const init = /** @type {any} */ ({ method: "POST", body: body(), duplex: "half" });
				equal((await cache.fetch(USER, API, init)).status, 401);
			});
			equal(streamed.length, 1, "calls");
			const failing = await withApi([unauthorized], async () => {
				emulator.fault({ status: 503, body: "" });
				equal((await cache.fetch(USER, API)).status, 401);
			});
			equal(failing.length, 1, "calls");
		},
	},
	{
		name: "fetch answered 401 says so if nobody is connected any more",
		run: async () => {
			const { apps, cache } = await connected();
			await cache.get(USER);
			await apps.deleteUserTokens({ appId: "github", userId: "u" });
			await withApi([unauthorized], async () => {
				equal((await rejection(cache.fetch(USER, API))).code, "not-connected");
			});
		},
	},
	{
		name: "a redirect to another origin goes without the token, and one within it with it",
		run: async () => {
			const { cache } = await connected();
			const { accessToken } = await cache.get(USER);
			const asked = await withApi(
				[redirect(302, "/moved"), redirect(307, "https://elsewhere.example.com/a"), unauthorized],
				async () => {
					const response = await cache.fetch(USER, API, { headers: { cookie: "c", accept: "a" } });
					equal(response.status, 401, "which is not about the token");
				},
			);
			equal(
				asked.map(({ url }) => url),
				[API, "https://api.example.com/moved", "https://elsewhere.example.com/a"],
			);
			equal(asked.map(bearer), [`Bearer ${accessToken}`, `Bearer ${accessToken}`, null]);
			equal(asked[2]?.headers.get("accept"), "a");
		},
	},
	{
		name: "a redirect changes the method as fetch does",
		run: async () => {
			const { cache } = await connected();
			for (const [status, method, expected] of /** @type {const} */ ([
				[301, "POST", "GET"],
				[302, "POST", "GET"],
				[303, "PUT", "GET"],
				[303, "HEAD", "HEAD"],
				[307, "POST", "POST"],
				[308, "PUT", "PUT"],
			])) {
				const init = method === "HEAD" ? { method } : { method, body: "b" };
				const asked = await withApi([redirect(status, "/b")], () => cache.fetch(USER, API, init));
				equal(asked[1]?.method, expected, `${status} ${method}`);
				equal(await asked[1]?.text(), expected === "GET" || expected === "HEAD" ? "" : "b", `${status} ${method}`);
			}
		},
	},
	{
		name: "fetch follows no redirect that it was told not to",
		run: async () => {
			const { cache } = await connected();
			const asked = await withApi([redirect(302, "/b")], async () => {
				equal((await cache.fetch(USER, API, { redirect: "manual" })).status, 302);
			});
			equal(asked.length, 1, "calls");
		},
	},
	{
		name: "fetch follows redirects over the network",
		run: async (bench) => {
			const { cache } = await connected();
			const server = await bench.server();
			const address = `${server.baseUrl}/v1/mgmt/outbound/apps`;
			const moved = { status: 302, headers: { location: address }, body: "" };
			await server.script([moved, moved]);
			// The bench's emulator does not know this bearer.
			const response = await cache.fetch(USER, address);
			equal(response.status, 401);
			await response.text();
			const requests = await server.requests();
			equal(requests.map(({ status }) => status).slice(0, 3), [302, 302, 401]);
		},
	},
	{
		name: "fetch calls a server over the network, and an abort of its signal ends it",
		run: async (bench) => {
			const { cache } = await connected();
			const server = await bench.server();
			// The bench's emulator does not know this bearer.
			const response = await cache.fetch(USER, `${server.baseUrl}/v1/mgmt/outbound/apps`);
			equal(response.status, 401);
			await response.text();
			equal((await server.requests()).length, 2, "with one token and with another");
			await server.script([{ delayMs: 60_000 }]);
			const stop = new AbortController();
			const aborted = rejection(cache.fetch(USER, `${server.baseUrl}/v1/mgmt/outbound/apps`, { signal: stop.signal }));
			await server.arrived(3);
			stop.abort(new Error("enough"));
			equal((await aborted).message, "enough");
		},
	},
];

/** @type {Case[]} */
const CONNECTION_CASES = [
	{
		name: "waitForConnection gives the token once the user has connected at the address of connectUrl",
		run: async () => {
			const { emulator, cache } = await connected();
			const nobody = { ...USER, userId: "nobody", scopes: ["read"] };
			/** @type {number[]} */
			const waits = [];
			const accessToken = emulator.accessToken({ userId: "nobody" });
			const url = await cache.connectUrl(nobody, { accessToken, redirectUrl: "https://app.example.com/" });
			const token = await cache.waitForConnection(nobody, {
				onWait: ({ attempt, waitMs, error }) => {
					waits.push(waitMs);
					equal(/** @type {any} */ (error).code, "not-connected");
					if (attempt === 0) emulator.connectUser({ url, userId: "nobody" });
				},
			});
			equal(token.scopes, ["read"]);
			equal(waits, [1_000]);
		},
	},
	{
		name: "connectUrl says whose connection it is to be: a user's, a user's in a tenant, or a tenant's own",
		run: async () => {
			const { emulator, cache } = await connected();
			const accessToken = emulator.accessToken({ userId: "u" });
			const asked = async (/** @type {any} */ request) => {
				const { searchParams } = new URL(await cache.connectUrl(request, { accessToken }));
				return Object.fromEntries(searchParams);
			};
			equal(await asked({ ...USER, externalIdentifier: "e" }), { appId: "github", externalIdentifier: "e" });
			equal(await asked({ ...USER, tenantId: "t" }), { appId: "github", tenantId: "t" });
			equal(await asked(TENANT), { appId: "github", tenantId: "t", tenantLevel: "true" });
		},
	},
	{
		name: "waitForConnection ends with its time, with its signal, and with what no wait will change",
		run: async () => {
			const { cache } = await connected();
			const nobody = { ...USER, userId: "nobody" };
			equal((await rejection(cache.waitForConnection(nobody, { timeoutMs: 20 }))).code, "not-connected");
			const stop = new AbortController();
			const onWait = () => stop.abort(new Error("enough"));
			const aborted = await rejection(cache.waitForConnection(nobody, { signal: stop.signal, onWait }));
			equal(aborted.message, "enough");
			const mistaken = /** @type {any} */ ({ appId: 1, userId: "u" });
			equal((await rejection(cache.waitForConnection(mistaken))).code, "invalid-request");
			const denied = rejection(cache.waitForConnection(USER, { accessToken: "not-one-of-the-emulator" }));
			equal((await denied).status, 401);
		},
	},
	{
		name: "clear forgets everything, and what is in flight then is not stored",
		run: async () => {
			const { emulator, cache } = await connected();
			await cache.get(USER);
			const tenants = cache.get(TENANT);
			cache.clear();
			await tenants;
			await Promise.all([cache.get(USER), cache.get(TENANT)]);
			equal(emulator.requests.length, 4, "requests");
		},
	},
	{
		name: "invalidate forgets a token for whoever asked, and no other",
		run: async () => {
			const { emulator, cache } = await connected();
			const accessToken = emulator.accessToken({ userId: "u" });
			const everyone = () =>
				Promise.all([cache.get(USER), cache.get(USER, { accessToken }), cache.get({ ...USER, userId: "v" })]);
			await everyone();
			cache.invalidate(USER);
			await everyone();
			equal(emulator.requests.length, 5, "requests");
		},
	},
];

/** @type {Case[]} */
export const TOKEN_CASES = [...GET_CASES, ...FETCH_CASES, ...CONNECTION_CASES].map(({ name, ...rest }) => ({
	name: `tokens: ${name}`,
	...rest,
}));
