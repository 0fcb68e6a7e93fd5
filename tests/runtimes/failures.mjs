// @ts-check
// The ways in which a create can fail, one per row: how to provoke it, the resulting error, and the requests that the
// server received. Each row also checks that nothing shows a secret.
import {
	ApiError,
	ConfigError,
	ConflictError,
	ConnectionError,
	OutboundApps,
	OutboundError,
	RateLimitError,
	ResponseError,
	TimeoutError,
	ValidationError,
} from "descope-outbound";
import { hostResends } from "./lib/bench.mjs";
import { equal, ok, rejection, thrown } from "./lib/expect.mjs";
import { showsNoSecret } from "./lib/exposure.mjs";
import { BAD, MISPLACED } from "./lib/inputs.mjs";
import { CREATE, LIST, load, wasAsked } from "./lib/requests.mjs";
import { apiKey, clientSecret, headerSecret, managementKey, token, wrongKey } from "./lib/secrets.mjs";
import { clientOf, open, projectId } from "./open.mjs";

/** @typedef {import("./lib/bench.mjs").Bench} Bench */
/** @typedef {import("./lib/bench.mjs").Fault} Fault */

/** The app that each failure below tries to create. If `applied` is "no", the server must not have it afterwards. */
export const ATTEMPT = {
	name: "attempt",
	description: "the attempt",
	clientId: "client",
	clientSecret,
	authorizationUrlParams: [{ key: "access_token", value: token }],
	tokenUrlParams: [{ key: "api_key", value: apiKey }],
};

/** The answer of an intermediary that quotes the whole request. */
export const ECHO = [managementKey, clientSecret, apiKey, token, headerSecret]
	.flatMap((secret) => [secret, JSON.stringify(secret), encodeURIComponent(secret)])
	.join(" ");

/** An error of the API that quotes the request. */
export const ECHOES = {
	status: 400,
	body: JSON.stringify({ errorCode: "E011003", errorDescription: ECHO, errorMessage: `of ${ECHO}` }),
};

const PAGE = `<h1>Welcome</h1> ${ECHO}`;

/**
 * The maximum that a server has written when it notices that its client stopped reading: the capacity of the sockets.
 * WebKit reads ahead of the reader of the body.
 *
 * @param {string} runtime
 */
const mostWrittenBytes = (runtime) => (runtime === "webkit" ? 256 : 32) * 1024 * 1024;

const MINUTE_MS = 60_000;

// The additional faults are for hosts that resend a request on their own, as Firefox does ten times; other hosts leave
// them unused.
/** @param {Fault} fault */
const always = (fault) => Array.from({ length: 50 }, () => fault);

/**
 * @typedef {object} Failure a way to fail, and the expected error
 * @property {string} when
 * @property {(bench: Bench) => Promise<any>} provoke
 * @property {Function & {prototype: Error}} is
 * @property {string} code
 * @property {"no" | "yes" | "unknown"} applied
 * @property {Record<string, unknown>} [fields]
 * @property {string[]} asked all requests, in order
 * @property {string[]} [lookedUp] additional requests if the host may have sent the request twice
 * @property {(runtime: string) => boolean} [on] absent: every runtime
 */

/** @type {Failure[]} */
const FAILURES = [
	{
		when: "the management key is missing",
		provoke: async () => thrown(() => new OutboundApps({ projectId, baseUrl: "https://example.com" })),
		is: ConfigError,
		code: "invalid-config",
		applied: "no",
		asked: [],
	},
	{
		when: "the management key cannot travel in a header",
		provoke: async () => thrown(() => new OutboundApps({ projectId, managementKey: `${managementKey}\n` })),
		is: ConfigError,
		code: "invalid-config",
		applied: "no",
		asked: [],
	},
	{
		when: "the base URL is plain http and not loopback",
		provoke: async () => thrown(() => new OutboundApps({ projectId, managementKey, baseUrl: "http://example.com" })),
		is: ConfigError,
		code: "invalid-config",
		applied: "no",
		asked: [],
	},
	{
		when: "the options have secrets where they do not belong",
		provoke: async () =>
			thrown(
				() =>
					new OutboundApps(
						/** @type {any} */ ({
							projectId: `${managementKey} `,
							managementKey: [managementKey],
							baseUrl: `https://user:${encodeURIComponent(token)}@example.com/?key=${apiKey}`,
							headers: { "x-api-key": `${headerSecret}\n` },
							timeoutMs: token,
							clientSecret,
						}),
					),
			),
		is: ConfigError,
		code: "invalid-config",
		applied: "no",
		asked: [],
	},
	{
		when: "the input has errors",
		provoke: async (bench) => {
			const { apps } = await open(bench);
			return rejection(apps.create(/** @type {any} */ ({ ...ATTEMPT, ...BAD })));
		},
		is: ValidationError,
		code: "invalid-request",
		applied: "no",
		asked: [],
	},
	{
		when: "the input has secrets where they do not belong",
		provoke: async (bench) => {
			const { apps } = await open(bench);
			return rejection(apps.create(/** @type {any} */ ({ ...ATTEMPT, ...MISPLACED })));
		},
		is: ValidationError,
		code: "invalid-request",
		applied: "no",
		asked: [],
	},
	{
		when: "the server refuses what was not checked",
		provoke: async (bench) => {
			const { apps } = await open(bench);
			return rejection(apps.create(/** @type {any} */ ({ ...ATTEMPT, ...MISPLACED }), { validate: "off" }));
		},
		is: ApiError,
		code: "api-error",
		applied: "no",
		fields: { status: 400 },
		asked: [CREATE],
	},
	{
		when: "the key is wrong",
		provoke: async (bench) => {
			const { apps } = await open(bench, { managementKey: wrongKey });
			return rejection(apps.create(ATTEMPT));
		},
		is: ApiError,
		code: "api-error",
		applied: "no",
		fields: { status: 401 },
		asked: [CREATE],
	},
	{
		when: "the id is taken",
		provoke: async (bench) => {
			const { apps } = await open(bench);
			await apps.create({ id: "taken", name: "first" });
			return rejection(apps.create({ ...ATTEMPT, id: "taken" }));
		},
		is: ConflictError,
		code: "conflict",
		applied: "no",
		fields: { status: 500, errorCode: "E151001" },
		asked: [CREATE, CREATE],
		lookedUp: [load("taken")],
	},
	{
		when: "the name is taken",
		provoke: async (bench) => {
			const { apps } = await open(bench);
			await apps.create({ name: ATTEMPT.name });
			return rejection(apps.create(ATTEMPT));
		},
		is: ConflictError,
		code: "conflict",
		applied: "no",
		fields: { status: 500, errorCode: "E151001" },
		asked: [CREATE, CREATE],
		lookedUp: [LIST],
	},
	{
		when: "a gateway fails, and the look-up finds another app of that name",
		provoke: async (bench) => {
			const { apps, server } = await open(bench);
			await apps.create({ name: ATTEMPT.name });
			await server.script([{ status: 503, body: PAGE }]);
			return rejection(apps.create(ATTEMPT));
		},
		is: ConflictError,
		code: "conflict",
		applied: "no",
		asked: [CREATE, CREATE, LIST],
	},
	{
		when: "the server is down",
		provoke: (bench) => rejection(clientOf(bench, { baseUrl: bench.closedUrl }, { maxRetries: 0 }).create(ATTEMPT)),
		is: ConnectionError,
		code: "connection-failed",
		applied: "unknown",
		asked: [],
	},
	{
		when: "the server is down, and still is when the app is looked up",
		provoke: (bench) => rejection(clientOf(bench, { baseUrl: bench.closedUrl }, { maxRetries: 1 }).create(ATTEMPT)),
		is: ConnectionError,
		code: "connection-failed",
		applied: "unknown",
		asked: [],
	},
	{
		when: "a fetch of one's own throws all that it was given",
		provoke: (bench) => {
			const fetch = (/** @type {string} */ url, /** @type {RequestInit} */ init) => {
				throw Object.assign(new Error(ECHO, { cause: [init] }), { url, init, code: ECHO, name: ECHO });
			};
			return rejection(clientOf(bench, { baseUrl: "https://example.com" }, { fetch, maxRetries: 0 }).create(ATTEMPT));
		},
		is: ConnectionError,
		code: "connection-failed",
		applied: "unknown",
		asked: [],
	},
	{
		when: "the connection is cut before the server acts",
		provoke: (bench) => attempt(bench, always({ cut: "before" })),
		is: ConnectionError,
		code: "connection-failed",
		applied: "unknown",
		asked: [CREATE],
	},
	{
		when: "the connection is cut after the server has acted",
		provoke: (bench) => attempt(bench, always({ cut: "after" })),
		is: ConnectionError,
		code: "connection-failed",
		applied: "unknown",
		asked: [CREATE],
	},
	{
		when: "the host has sent the request twice without telling, as the first answer was cut",
		provoke: (bench) => attempt(bench, [{ cut: "after" }], { maxRetries: 3 }),
		is: ConflictError,
		code: "conflict",
		applied: "unknown",
		asked: [CREATE, LIST],
		on: hostResends,
	},
	{
		when: "the connection is cut in the middle of the answer's body",
		provoke: (bench) => attempt(bench, [{ cut: "within" }]),
		is: ConnectionError,
		code: "connection-failed",
		applied: "unknown",
		asked: [CREATE],
	},
	{
		when: "the server does not answer in time",
		provoke: (bench) => attempt(bench, [{ delayMs: MINUTE_MS }], { timeoutMs: 200 }),
		is: TimeoutError,
		code: "timeout",
		applied: "unknown",
		fields: { timeoutMs: 200 },
		asked: [CREATE],
	},
	{
		when: "the answer's body trickles for longer than timeoutMs",
		provoke: (bench) => attempt(bench, [{ trickleMs: MINUTE_MS }], { timeoutMs: 200 }),
		is: TimeoutError,
		code: "timeout",
		applied: "unknown",
		fields: { timeoutMs: 200 },
		asked: [CREATE],
	},
	{
		when: "the answer's body trickles without an end",
		provoke: (bench) => flooded(bench, { everyMs: 10 }, { timeoutMs: 200 }),
		is: TimeoutError,
		code: "timeout",
		applied: "unknown",
		fields: { timeoutMs: 200 },
		asked: [CREATE],
	},
	{
		when: "the server limits the rate",
		provoke: (bench) => attempt(bench, [{ status: 429, headers: { "retry-after": "7" }, body: PAGE }]),
		is: RateLimitError,
		code: "rate-limited",
		applied: "no",
		fields: { status: 429, retryAfterMs: 7000 },
		asked: [CREATE],
	},
	{
		when: "the server wants to be left alone for longer than maxWaitMs",
		provoke: (bench) =>
			attempt(bench, [{ status: 429, headers: { "retry-after": "7" }, body: "" }], { maxRetries: 3, maxWaitMs: 6999 }),
		is: RateLimitError,
		code: "rate-limited",
		applied: "no",
		fields: { status: 429, retryAfterMs: 7000 },
		asked: [CREATE],
	},
	{
		when: "a proxy answers with a page that shows what was sent",
		provoke: (bench) => attempt(bench, [{ status: 502, headers: { "content-type": "text/html" }, body: PAGE }]),
		is: ApiError,
		code: "api-error",
		applied: "unknown",
		fields: { status: 502, errorCode: undefined },
		asked: [CREATE],
	},
	{
		when: "the server's error shows what was sent",
		provoke: (bench) => attempt(bench, [ECHOES]),
		is: ApiError,
		code: "api-error",
		applied: "no",
		fields: { status: 400, errorCode: "E011003" },
		asked: [CREATE],
	},
	{
		when: "the server's error shows what was sent unchecked",
		provoke: async (bench) => {
			const { apps, server } = await open(bench);
			await server.script([ECHOES]);
			const { clientSecret: client_secret, tokenUrlParams: _, authorizationUrlParams: __, ...rest } = ATTEMPT;
			const unchecked = { ...rest, token, nested: [{ client_secret, "API-KEY": apiKey }] };
			return rejection(apps.create(/** @type {any} */ (unchecked), { validate: "off" }));
		},
		is: ApiError,
		code: "api-error",
		applied: "no",
		fields: { status: 400, errorCode: "E011003" },
		asked: [CREATE],
	},
	{
		when: "the answer is no JSON",
		provoke: (bench) => attempt(bench, [{ status: 200, headers: { "content-type": "text/html" }, body: PAGE }]),
		is: ResponseError,
		code: "response-not-json",
		// Only the status is known, and any intermediary can answer 200.
		applied: "unknown",
		asked: [CREATE],
	},
	{
		when: "the answer is empty",
		provoke: (bench) => attempt(bench, [{ status: 200, body: "" }]),
		is: ResponseError,
		code: "response-not-json",
		applied: "unknown",
		asked: [CREATE],
	},
	{
		when: "the answer is of another shape",
		provoke: (bench) =>
			attempt(bench, [{ status: 200, body: JSON.stringify({ app: { id: "x", name: [ECHO], pkce: ECHO } }) }]),
		is: ResponseError,
		code: "response-wrong-shape",
		// The answer claims success; this scripted one lies.
		applied: "yes",
		asked: [CREATE],
	},
	{
		when: "the answer is larger than maxResponseBytes",
		provoke: (bench) => attempt(bench, [{ status: 200, body: " ".repeat(5000) }], { maxResponseBytes: 1000 }),
		is: ResponseError,
		code: "response-too-large",
		applied: "unknown",
		asked: [CREATE],
	},
	...[{}, { contentLength: 2 ** 40 }].map(
		(flood) =>
			/** @type {Failure} */ ({
				when: `the answer has no end${flood.contentLength ? ", and says how long it is" : ""}`,
				provoke: (bench) => flooded(bench, flood, { maxResponseBytes: 1000 }),
				is: ResponseError,
				code: "response-too-large",
				applied: "unknown",
				asked: [CREATE],
			}),
	),
	...[301, 302, 303, 307, 308].map(
		(status) =>
			/** @type {Failure} */ ({
				when: `the answer is a redirect (${status}) to another host, which sees nothing`,
				provoke: async (bench) => {
					const { direct } = await bench.server();
					return attempt(bench, [{ status, headers: { location: `${direct}/elsewhere` } }], { maxRetries: 3 });
				},
				is: ResponseError,
				code: "response-redirect",
				applied: "unknown",
				asked: [CREATE],
			}),
	),
	...Object.entries({
		"is answered by a page": [{ status: 200, headers: { "content-type": "text/html" }, body: PAGE }],
		"is redirected": [{ status: 302, headers: { location: "/elsewhere" } }],
		"is to be left alone for too long": [{ status: 429, headers: { "retry-after": "3600" }, body: PAGE }],
		"fails for good": [ECHOES],
	}).map(
		([what, faults]) =>
			/** @type {Failure} */ ({
				when: `a gateway fails, and the look-up ${what}`,
				provoke: (bench) => attempt(bench, [{ status: 503, body: PAGE }, ...faults], { maxRetries: 3 }),
				is: ApiError,
				code: "api-error",
				applied: "unknown",
				fields: { status: 503 },
				asked: [CREATE, LIST],
			}),
	),
	...Object.entries({
		"is cut": always({ cut: "before" }),
		"is cut in the middle": always({ cut: "within" }),
		"is not answered in time": always({ delayMs: MINUTE_MS }),
		"trickles for too long": always({ trickleMs: MINUTE_MS }),
		"is answered by a failing gateway": always({ status: 502, body: PAGE }),
	}).map(
		([what, faults]) =>
			/** @type {Failure} */ ({
				when: `an answer breaks off, and each look-up ${what}`,
				provoke: (bench) => attempt(bench, [{ cut: "within" }, ...faults], { maxRetries: 1, timeoutMs: 700 }),
				is: ConnectionError,
				code: "connection-failed",
				applied: "unknown",
				asked: [CREATE, LIST, LIST],
			}),
	),
];

/** @type {import("./lib/report.mjs").Case[]} */
export const FAILURE_CASES = FAILURES.map(
	({ when, provoke, is, code, applied, fields = {}, asked, lookedUp = [], on }) => ({
		on,
		name: `when ${when}: ${is.name}, ${code}, applied ${applied}, and no secret`,
		run: async (bench) => {
			const error = await provoke(bench);
			ok(error instanceof is, `a ${is.name}, not ${error?.stack ?? error}`);
			ok(error instanceof OutboundError && error instanceof Error, "an OutboundError and an Error");
			const { name, message } = error;
			equal({ name, code: error.code, applied: error.applied }, { name: is.name, code, applied });
			ok(message.length > 0 && String(error).startsWith(`${name}: `), "it says what it is");
			for (const [field, value] of Object.entries(fields)) equal(/** @type {any} */ (error)[field], value, field);
			const stored = (await bench.stored()).some(({ description }) => description === ATTEMPT.description);
			if (applied === "no") ok(!stored, "the server does not have the app");
			await wasAsked(bench, bench.mayResend ? [...asked, ...lookedUp] : asked);
			showsNoSecret(bench, error, ...bench.clients, await bench.requests());
		},
	}),
);

/**
 * Returns the error of an attempt with these faults.
 * @param {Bench} bench
 * @param {Fault[]} faults
 * @param {object} [options] of the client
 */
async function attempt(bench, faults, options) {
	const { apps, server } = await open(bench, { maxRetries: 0, ...options });
	await server.script(faults);
	return rejection(apps.create(ATTEMPT));
}

/**
 * Returns the error of an attempt whose answer has no end. The server must notice that nobody reads it any more.
 * @param {Bench} bench
 * @param {object} flood
 * @param {object} options of the client
 */
async function flooded(bench, flood, options) {
	const server = await bench.server({ flood });
	const error = await rejection(clientOf(bench, server, { maxRetries: 0, ...options }).create(ATTEMPT));
	while ((await server.flood()).isOpen) await new Promise((done) => setTimeout(done, 10));
	const { written } = await server.flood();
	ok(written > 0 && written < mostWrittenBytes(bench.runtime), `the server has written ${written} bytes`);
	return error;
}
