// @ts-check
// The ways in which a create can fail, each a row: how to get there, and what a person then holds in hand.
import {
	ApiError,
	ConfigError,
	ConflictError,
	ConnectionError,
	OutboundApps,
	RateLimitError,
	ResponseError,
	TimeoutError,
	ValidationError,
} from "descope-outbound";
import { rejection, thrown } from "./lib/expect.mjs";
import { BAD } from "./lib/inputs.mjs";
import { clientSecret, managementKey, wrongKey } from "./lib/secrets.mjs";
import { open, projectId } from "./open.mjs";

/** @typedef {import("./lib/bench.mjs").Bench} Bench */
/** @typedef {import("./lib/bench.mjs").Fault} Fault */

/** What each failure below tries to create: whether it is on the server afterwards has to be what `applied` says. */
export const ATTEMPT = { name: "attempt", description: "the attempt", clientId: "client", clientSecret };

// Some send a POST again by themselves when its connection is cut: Deno once (denoland/deno#35610), Chromium once for
// every connection that it has used before. The further faults are for those; elsewhere nobody takes them.
/** @param {Fault} fault */
const always = (fault) => Array.from({ length: 10 }, () => fault);

/**
 * @typedef {object} Failure a way to fail, and what it has to look like
 * @property {string} when
 * @property {(bench: Bench) => Promise<any>} provoke
 * @property {Function & {prototype: Error}} is
 * @property {string} code
 * @property {"no" | "yes" | "unknown"} applied
 * @property {Record<string, unknown>} [fields]
 */

/** @type {Failure[]} */
export const FAILURES = [
	{
		when: "the management key is missing",
		provoke: async () => thrown(() => new OutboundApps({ projectId, baseUrl: "https://example.com" })),
		is: ConfigError,
		code: "invalid-config",
		applied: "no",
	},
	{
		when: "the management key cannot travel in a header",
		provoke: async () => thrown(() => new OutboundApps({ projectId, managementKey: `${managementKey}\n` })),
		is: ConfigError,
		code: "invalid-config",
		applied: "no",
	},
	{
		when: "the base URL is plain http and not loopback",
		provoke: async () => thrown(() => new OutboundApps({ projectId, managementKey, baseUrl: "http://example.com" })),
		is: ConfigError,
		code: "invalid-config",
		applied: "no",
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
	},
	{
		when: "the server is down",
		provoke: async ({ closedUrl }) => {
			const apps = new OutboundApps({ projectId, managementKey, baseUrl: closedUrl, maxRetries: 0 });
			return rejection(apps.create(ATTEMPT));
		},
		is: ConnectionError,
		code: "connection-failed",
		applied: "unknown",
	},
	{
		when: "the connection is cut before the server acts",
		provoke: (bench) => attempt(bench, always({ cut: "before" })),
		is: ConnectionError,
		code: "connection-failed",
		applied: "unknown",
	},
	{
		when: "the connection is cut after the server has acted",
		provoke: (bench) => attempt(bench, always({ cut: "after" })),
		is: ConnectionError,
		code: "connection-failed",
		applied: "unknown",
	},
	{
		when: "the server does not answer in time",
		provoke: (bench) => attempt(bench, [{ delayMs: 60_000 }], { timeoutMs: 200 }),
		is: TimeoutError,
		code: "timeout",
		applied: "unknown",
		fields: { timeoutMs: 200 },
	},
	{
		when: "the server limits the rate",
		provoke: (bench) => attempt(bench, [{ status: 429, headers: { "retry-after": "7" }, body: "" }]),
		is: RateLimitError,
		code: "rate-limited",
		applied: "no",
		fields: { status: 429, retryAfterMs: 7000 },
	},
	{
		when: "a proxy answers with a page that shows what was sent",
		provoke: (bench) =>
			attempt(bench, [{ status: 502, body: `<h1>Bad gateway</h1> ${managementKey} ${clientSecret}` }]),
		is: ApiError,
		code: "api-error",
		applied: "unknown",
		fields: { status: 502, errorCode: undefined },
	},
	{
		when: "the server's error shows what was sent",
		provoke: (bench) =>
			attempt(bench, [
				{
					status: 400,
					body: JSON.stringify({ errorCode: "E011003", errorDescription: clientSecret, errorMessage: managementKey }),
				},
			]),
		is: ApiError,
		code: "api-error",
		applied: "no",
		fields: { status: 400, errorCode: "E011003" },
	},
	{
		when: "the answer is no JSON",
		provoke: (bench) => attempt(bench, [{ status: 200, body: `<h1>Welcome</h1> ${managementKey} ${clientSecret}` }]),
		is: ResponseError,
		code: "response-not-json",
		// The status is all there is to go by, and anything on the way can say 200.
		applied: "unknown",
	},
	{
		when: "the answer is larger than maxResponseBytes",
		provoke: (bench) => attempt(bench, [{ status: 200, body: " ".repeat(5000) }], { maxResponseBytes: 1000 }),
		is: ResponseError,
		code: "response-too-large",
		// The status is all there is to go by, and anything on the way can say 200.
		applied: "unknown",
	},
	{
		when: "the answer is a redirect",
		provoke: (bench) => attempt(bench, [{ status: 302, headers: { location: "/elsewhere" } }]),
		is: ResponseError,
		code: "response-redirect",
		applied: "unknown",
	},
];

/**
 * What an attempt comes to when this goes wrong.
 * @param {Bench} bench
 * @param {Fault[]} faults
 * @param {object} [options] of the client
 */
async function attempt(bench, faults, options) {
	const { apps, server } = await open(bench, { maxRetries: 0, ...options });
	await server.script(faults);
	return rejection(apps.create(ATTEMPT));
}
