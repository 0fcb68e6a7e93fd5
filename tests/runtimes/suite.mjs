// @ts-check
// What a user of the package gets in each runtime. A case is a row: a promise, and its check. `on` limits a case to the
// runtimes in which it can exist by design; no case is skipped for other reasons.
import { ApiError, ConflictError, OutboundApps, TimeoutError, ValidationError, validate } from "descope-outbound";
import { createEmulator } from "descope-outbound/emulator";
import { ABORT_CASES } from "./aborts.mjs";
import { FAILURE_CASES } from "./failures.mjs";
import { HOSTILE_CASES } from "./hostile.mjs";
import { equal, ok, rejection, thrown } from "./lib/expect.mjs";
import { showsNoSecret } from "./lib/exposure.mjs";
import { BAD, BAD_ISSUES, FULL, MISPLACED } from "./lib/inputs.mjs";
import { clientSecret, managementKey, wrongKey } from "./lib/secrets.mjs";
import { ENSURE_CASES, METHOD_CASES } from "./methods.mjs";
import { MISUSE_CASES } from "./misuse.mjs";
import { clientOf, open, projectId } from "./open.mjs";
import { RATE_CASES } from "./rates.mjs";
import { HELD_BACK_CASES, RECOVERY_CASES } from "./recoveries.mjs";
import { TOKEN_CASES } from "./tokens.mjs";
import { VALUE_CASES } from "./values.mjs";

/** @typedef {import("./lib/bench.mjs").Bench} Bench */

/** @type {{ what: string, fault: import("./lib/bench.mjs").Fault, code?: string, atLeastMs?: number }[]} */
const IN_MEMORY = [
	{ what: "breaks off in the middle", fault: { cut: "within" }, code: "connection-failed" },
	{ what: "trickles", fault: { trickleMs: 200 }, atLeastMs: 180 },
	{ what: "trickles for too long", fault: { trickleMs: 60_000 }, code: "timeout" },
];

/** @type {import("./lib/report.mjs").Case[]} */
export const cases = [
	{
		name: "the package works as imported, without any init",
		run: () => equal(validate({ name: "first call" }), []),
	},
	...MISUSE_CASES,
	{
		name: "create sends all documented fields and answers each of them as sent, but for the secret",
		run: async (bench) => {
			const { apps, server } = await open(bench);
			const { app } = await apps.create(FULL);
			const answered = /** @type {Record<string, unknown>} */ (app);
			for (const [field, sent] of Object.entries(FULL)) {
				equal(answered[field], field === "clientSecret" ? undefined : sent, field);
			}
			const [stored] = await server.apps();
			for (const [field, sent] of Object.entries(FULL)) equal(stored?.[field], sent, `stored ${field}`);
		},
	},
	{
		name: "create needs no more than a name, and the server assigns the id",
		run: async (bench) => {
			const { apps, server } = await open(bench);
			const { app } = await apps.create({ name: "only a name" });
			equal(app?.name, "only a name");
			ok(typeof app?.id === "string" && app.id.length > 0, "the answer has an id");
			equal(
				(await server.requests()).map(({ method, path }) => `${method} ${path}`),
				["POST /v1/mgmt/outbound/app/create"],
			);
		},
	},
	{
		name: "an emulator on another port of this machine can be reached, from a page too",
		run: async (bench) => {
			const faults = [null, { status: 429, headers: { "retry-after": "1" } }];
			const { direct, requests } = await bench.server({ faults });
			const apps = clientOf(bench, { baseUrl: direct });
			await apps.create({ name: "elsewhere" });
			equal((await apps.loadAll()).apps?.length, 1);
			const sent = (await requests()).filter(({ method }) => method !== "OPTIONS");
			equal(
				sent.map(({ status }) => status),
				[200, 429, 200],
			);
		},
	},
	{
		name: "create leaves out fields that are undefined",
		run: async (bench) => {
			const { apps } = await open(bench);
			const { app } = await apps.create(/** @type {any} */ ({ name: "undefined", description: undefined }));
			equal(app?.description, undefined);
		},
	},
	{
		name: "refused input names every issue at once and sends nothing",
		run: async (bench) => {
			const { apps, server } = await open(bench);
			const error = await rejection(apps.create(/** @type {any} */ (BAD)));
			ok(error instanceof ValidationError, `a ValidationError, not ${error}`);
			equal(summary(error.issues), BAD_ISSUES);
			equal((await server.requests()).length, 0, "requests");
		},
	},
	{
		name: "warnings do not block a create",
		run: async (bench) => {
			const { apps } = await open(bench);
			const { app } = await apps.create({ name: "warned", accessType: "sometimes" });
			equal(app?.accessType, "sometimes");
		},
	},
	{
		name: 'validate: "off" leaves the judgement to the server',
		run: async (bench) => {
			const { apps, server } = await open(bench, {}, { unknownFields: "refuse" });
			const error = await rejection(
				apps.create(/** @type {any} */ ({ name: "off", clientID: "client" }), { validate: "off" }),
			);
			ok(error instanceof ApiError, `an ApiError, not ${error}`);
			equal(error.status, 400);
			equal((await server.requests()).length, 1, "requests");
		},
	},
	...Object.entries({
		"astral characters": "🔑 𝒜𝓅𝓅 👩‍👩‍👧‍👦",
		"combining marks": "e\u0301 n\u0303 a\u0308 — not é ñ ä",
		"right-to-left text": "\u202Bעברית العربية\u202C",
		"characters that JSON escapes": '"quoted" \\ back / tab\t line\n return\r \b\f \u0001 \u001f \u007f',
		"line and paragraph separators": "line\u2028paragraph\u2029end",
		"a byte order mark and non-characters": "\uFEFFbom \uFFFE \uFFFF \u{10FFFF}",
	}).map(([what, text]) => ({
		name: `${what} come back as they were sent`,
		run: async (/** @type {Bench} */ bench) => {
			const { apps } = await open(bench);
			const params = [{ key: text, value: text }];
			const { app } = await apps.create({ name: text, description: text, tokenUrlParams: params });
			equal(app?.name, text, "name");
			equal(app?.description, text, "description");
			equal(app?.tokenUrlParams, params, "tokenUrlParams");
		},
	})),
	{
		name: "an answer that comes in many pieces is read whole, wherever it is cut",
		run: async (bench) => {
			const { apps, server } = await open(bench);
			// Chunks whose size is a power of two split characters of three bytes.
			const answer = { app: { id: "long", name: "€".repeat(100_000) } };
			await server.script([{ status: 200, body: JSON.stringify(answer) }]);
			equal(await apps.load("long"), answer);
		},
	},
	...METHOD_CASES,
	...ENSURE_CASES,
	...RATE_CASES,
	...RECOVERY_CASES,
	...HOSTILE_CASES,
	...FAILURE_CASES,
	...ABORT_CASES,
	{
		name: "a client shows no secret, before its first call and after one that succeeded or failed",
		run: async (bench) => {
			const { apps } = await open(bench);
			showsNoSecret(bench, apps);
			await apps.create(FULL);
			showsNoSecret(bench, apps);
			await rejection(apps.create(FULL));
			showsNoSecret(bench, apps, await bench.requests());
		},
	},
	{
		name: "issues show no value, wherever it stands",
		run: (bench) => showsNoSecret(bench, validate(MISPLACED), validate(clientSecret), validate([MISPLACED])),
	},
	{
		name: "timeoutMs of a call is stronger than that of the client",
		run: async (bench) => {
			const { apps, server } = await open(bench);
			await server.script([{ delayMs: 60_000 }]);
			const error = await rejection(apps.create({ name: "impatient" }, { timeoutMs: 100, maxRetries: 0 }));
			ok(error instanceof TimeoutError, `a TimeoutError, not ${error}`);
			equal(error.timeoutMs, 100, "timeoutMs");
		},
	},
	{
		name: "a call after a failed one works: the instance lives on",
		run: async (bench) => {
			const { apps, server } = await open(bench, { timeoutMs: 100, maxRetries: 0 });
			await rejection(apps.create(/** @type {any} */ (null)));
			await server.script([{ delayMs: 60_000 }]);
			await rejection(apps.create({ name: "too slow" }));
			const { app } = await apps.create({ name: "in time" }, { timeoutMs: 10_000 });
			equal(app?.name, "in time");
		},
	},
	...HELD_BACK_CASES,
	{
		name: "calls at the same time do not get in each other's way",
		run: async (bench) => {
			const { apps } = await open(bench);
			const names = Array.from({ length: 25 }, (_, index) => `concurrent ${index}`);
			const answers = await Promise.all(names.map((name) => apps.create({ name })));
			equal(
				answers.map(({ app }) => app?.name),
				names,
			);
		},
	},
	{
		name: "a fetch of one's own gets the request, and its answer counts",
		run: async () => {
			/** @type {Request[]} */
			const seen = [];
			/** @type {unknown[]} */
			const caches = [];
			const apps = new OutboundApps({
				projectId,
				managementKey,
				baseUrl: "https://example.com/base",
				headers: { "x-mine": "yes" },
				fetch: async (input, init) => {
					seen.push(new Request(input, init));
					caches.push(init?.cache);
					return Response.json({ app: { id: "mine", name: "from my fetch", templateId: "custom" } });
				},
			});
			const { app } = await apps.create({ name: "mine" });
			equal(app, { id: "mine", name: "from my fetch", templateId: "custom" });
			equal(seen.length, 1, "calls");
			const [request] = seen;
			ok(request !== undefined, "a request");
			equal(request.url, "https://example.com/base/v1/mgmt/outbound/app/create", "url");
			equal(request.method, "POST", "method");
			equal(request.headers.get("authorization"), `Bearer ${projectId}:${managementKey}`, "authorization");
			equal(request.headers.get("content-type"), "application/json", "content-type");
			equal(request.headers.get("x-mine"), "yes", "x-mine");
			equal(await request.json(), { name: "mine" }, "body");
			// Next.js 14 caches answers forever unless the request says `no-store`.
			equal(caches, ["no-store"], "cache");
		},
	},
	{
		name: "managementKey: null sends no authorization, for a proxy that adds it",
		run: async () => {
			/** @type {Request[]} */
			const seen = [];
			const apps = new OutboundApps({
				projectId,
				managementKey: null,
				baseUrl: "https://example.com",
				fetch: async (input, init) => {
					seen.push(new Request(input, init));
					return Response.json({ app: { name: "through a proxy" } });
				},
			});
			equal(await apps.create({ name: "through a proxy" }), { app: { name: "through a proxy" } });
			equal(
				seen.map(({ headers }) => headers.has("authorization")),
				[false],
			);
		},
	},
	{
		name: "validate finds nothing in an app with all fields",
		run: () => equal(summary(validate({ ...FULL, dcrUrl: undefined })), []),
	},
	{
		name: "validate names every issue with path, code, severity and a message",
		run: () => {
			const issues = validate(BAD);
			equal(summary(issues), BAD_ISSUES);
			for (const { path, message } of issues) ok(message.length > 10, `${path} says more than "${message}"`);
			const nearMiss = issues.find(({ path }) => path === "clientID");
			ok(nearMiss?.message.includes("clientId"), "the near miss names the field that was meant");
		},
	},
	{
		name: "validate takes any value and never throws",
		run: () => {
			for (const value of [undefined, null, 0, "app", true, 1n, Symbol("app"), [], () => {}, new Map()]) {
				ok(
					validate(value).some(({ severity }) => severity === "error"),
					`${String(value)} is refused`,
				);
			}
		},
	},
	{
		name: "options fall back to the DESCOPE_* variables, and options given are stronger",
		// The other runtimes have no environment that a library could read without a permission or a flag.
		on: (runtime) => runtime.startsWith("node") || runtime === "bun",
		run: async (bench) => {
			const { baseUrl } = await bench.server();
			const { env } = /** @type {any} */ (globalThis).process;
			Object.assign(env, {
				DESCOPE_PROJECT_ID: projectId,
				DESCOPE_MANAGEMENT_KEY: managementKey,
				DESCOPE_BASE_URL: baseUrl,
			});
			try {
				const { app } = await new OutboundApps().create({ name: "from the environment" });
				equal(app?.name, "from the environment");
				const error = await rejection(new OutboundApps({ managementKey: wrongKey }).create({ name: "wrong" }));
				equal(error.status, 401, "status");
			} finally {
				for (const name of ["PROJECT_ID", "MANAGEMENT_KEY", "BASE_URL"]) delete env[`DESCOPE_${name}`];
			}
		},
	},
	{
		name: "./emulator plugs into a client as its fetch",
		run: async () => {
			const emulator = createEmulator();
			const { projectId, managementKey, fetch } = emulator;
			const apps = new OutboundApps({ projectId, managementKey, fetch });
			await apps.create({ name: "in memory" });
			equal(
				emulator.apps().map(({ name }) => name),
				["in memory"],
			);
			const error = await rejection(apps.create({ name: "in memory" }));
			ok(error instanceof ConflictError, `a ConflictError, not ${error}`);
		},
	},
	...IN_MEMORY.map(({ what, fault, code, atLeastMs = 0 }) => ({
		name: `./emulator as a fetch: an answer that ${what} ${code ? `is ${code}` : "is read"}, and the server has acted`,
		run: async () => {
			const { projectId, managementKey, fetch, apps, fault: script, requests } = createEmulator();
			const client = new OutboundApps({ projectId, managementKey, fetch, maxRetries: 0, timeoutMs: 500 });
			script(fault);
			const begun = performance.now();
			const outcome = await client.create({ name: "in memory" }).catch((error) => error);
			const took = performance.now() - begun;
			equal(outcome.code, code, "code");
			if (code === undefined) equal(outcome, { app: apps()[0] }, "answer");
			ok(took >= atLeastMs, `it took ${took} ms`);
			equal(apps().length, 1, "apps");
			equal(requests.length, 1, "requests");
		},
	})),
	{
		name: "./emulator says what a fault is to whoever gives another",
		run: async () => {
			for (const fault of [{ cut: "during" }, { trickleMs: -1 }, { cut: "within", trickleMs: 1 }]) {
				const { message } = thrown(() => createEmulator().fault(/** @type {any} */ (fault)));
				ok(message.includes('{cut: "before" | "after" | "within", delayMs?}'), message);
				ok(message.includes("{trickleMs, delayMs?}"), message);
			}
		},
	},
	{
		name: "./inline is the same package with the wasm inside",
		// workerd refuses to compile wasm at run time, so it has a separate entry. A service worker forbids dynamic
		// imports, and the whole suite runs with ./inline there.
		on: (runtime) => runtime !== "workerd" && runtime !== "chromium-service-worker",
		run: async (bench) => {
			const inline = await import("descope-outbound/inline");
			equal(summary(inline.validate(BAD)), BAD_ISSUES);
			const { baseUrl } = await bench.server();
			const { app } = await new inline.OutboundApps({ projectId, managementKey, baseUrl }).create({ name: "inline" });
			equal(app?.name, "inline");
		},
	},
	...TOKEN_CASES,
	// Last: these cases take so long that idle connections of the bench would be closed meanwhile.
	...VALUE_CASES,
];

/** @param {import("descope-outbound").Issue[]} issues */
function summary(issues) {
	return issues.map(({ path, code, severity }) => `${path} ${code} ${severity}`).sort();
}
