// @ts-check
// Properties that hold for any value: fast-check generates values, and shrinks a counterexample.
import { ConfigError, OutboundApps, OutboundError, ValidationError, validate } from "descope-outbound";
import fc from "fast-check";
import { equal, ok } from "../runtimes/lib/expect.mjs";
import { FULL } from "../runtimes/lib/inputs.mjs";
import { CANARY, SMALL } from "../runtimes/lib/nowhere.mjs";

const { VALUES_SEED, VALUES_PATH } = process.env;
const seed = VALUES_SEED === undefined ? Date.now() & 0x7fffffff : Number(VALUES_SEED);

/** @type {any} */
const OPTIONS = { projectId: "P2x", managementKey: "K2-canary", maxRetries: 0, timeoutMs: 1_000 };

/** The secrets that no message may quote. */
const SECRETS = [FULL.clientSecret, CANARY, OPTIONS.managementKey];

const anything = fc.anything({
	withBigInt: true,
	withBoxedValues: true,
	withDate: true,
	withMap: true,
	withSet: true,
	withNullPrototype: true,
	withObjectString: true,
	withSparseArray: true,
	withTypedArray: true,
	withUnicodeString: true,
	maxDepth: 3,
});

/** A value that is made later, because fast-check inspects the values that it generates. */
class Unmade {
	/**
	 * @param {string} name
	 * @param {() => unknown} make
	 */
	constructor(name, make) {
		this.name = name;
		this.make = make;
	}
}

/** Slow values, and those that differ each time, have separate cases. */
const hostile = fc
	.constantFrom(...SMALL.filter(([name]) => !/50,000|forever|each time|turns into/.test(name)))
	.map(([name, make]) => new Unmade(name, make));

/**
 * @param {any} value
 * @returns {any}
 */
function made(value) {
	if (value instanceof Unmade) return value.make();
	if (typeof value !== "object" || value === null) return value;
	const members = Object.getOwnPropertyDescriptors(value);
	const unmade = Object.entries(members).filter(([, { value }]) => value instanceof Unmade);
	if (unmade.length === 0) return value;
	for (const [name, member] of unmade) members[name] = { ...member, value: member.value.make() };
	return Object.create(Object.getPrototypeOf(value), members);
}

const text = fc.oneof(
	fc.string({ unit: "binary" }),
	fc.webUrl(),
	fc.constantFrom("", " ", "https://example.com", "http://example.com#x", "\ud800", "offline", "none", SECRETS[0]),
);
const value = fc.oneof(
	{ weight: 4, arbitrary: anything },
	{ weight: 2, arbitrary: text },
	{ weight: 1, arbitrary: hostile },
);
const field = fc.constantFrom(...Object.keys(FULL));
const { dcrUrl: _, ...VALID } = FULL;

/** An app with one field replaced. */
const nearlyValid = fc
	.record({ field: fc.oneof(field, fc.string()), value })
	.map(({ field, value }) =>
		Object.defineProperty({ ...VALID }, field, { value, enumerable: true, configurable: true }),
	);

/** An app whose fields have the right types. */
const wellTyped = fc.record(Object.fromEntries(Object.entries(FULL).map(([field, sample]) => [field, like(sample)])), {
	requiredKeys: [],
});

const app = fc.oneof(value, nearlyValid, wellTyped, fc.dictionary(fc.oneof(field, fc.string()), value));

/**
 * @param {unknown} sample
 * @returns {fc.Arbitrary<unknown>}
 */
function like(sample) {
	if (typeof sample === "boolean") return fc.boolean();
	if (typeof sample === "string") return text;
	if (Array.isArray(sample)) return fc.array(like(sample[0]), { maxLength: 3 });
	return fc.record({ key: text, value: text }, { requiredKeys: [] });
}

/**
 * @template T
 * @param {string} name
 * @param {number} runs
 * @param {fc.Arbitrary<T>} arbitrary
 * @param {(value: T) => unknown} holds
 */
function property(name, runs, arbitrary, holds) {
	return {
		name,
		run: async () => {
			const path = VALUES_PATH === undefined ? {} : { path: VALUES_PATH };
			const holdsFor = fc.asyncProperty(arbitrary, async (value) => void (await holds(made(value))));
			await fc.assert(holdsFor, { seed, numRuns: runs, ...path });
			return `${runs} values, seed ${seed}`;
		},
	};
}

/**
 * @param {string} shown
 * @param {string[]} secrets
 */
function showsNoSecret(shown, secrets = SECRETS) {
	for (const secret of secrets) ok(!shown.includes(secret), `no secret in ${shown}`);
}

/** @param {import("descope-outbound").Issue[]} issues */
function areWellFormed(issues) {
	ok(Array.isArray(issues), "an array");
	for (const issue of issues) {
		equal(Object.keys(issue), ["path", "code", "severity", "message"]);
		ok(typeof issue.path === "string" && /^[a-z]+(-[a-z]+)*$/.test(issue.code), JSON.stringify(issue));
		ok(issue.severity === "error" || issue.severity === "warning", issue.severity);
		ok(issue.message.length > 0, "a message");
		showsNoSecret(issue.message);
	}
}

/**
 * Returns a value's JSON without members that are `null`.
 *
 * @param {unknown} value
 */
function withoutNulls(value) {
	/** @type {(value: any) => unknown} */
	const plain = (value) => {
		if (typeof value !== "object" || value === null) return value;
		if (Array.isArray(value)) return value.map(plain);
		return Object.fromEntries(
			Object.entries(value).flatMap(([name, member]) => (member === null ? [] : [[name, plain(member)]])),
		);
	};
	return JSON.stringify(plain(JSON.parse(JSON.stringify(value))));
}

/** @param {unknown} app */
async function created(app) {
	/** @type {unknown[]} */
	const sent = [];
	const fetch = async (/** @type {string} */ _, /** @type {RequestInit} */ init) => {
		sent.push(init.body);
		return Response.json({ app: { id: JSON.parse(String(init.body)).id ?? "x" } });
	};
	const apps = new OutboundApps({ ...OPTIONS, fetch });
	const [outcome] = await Promise.allSettled([apps.create(/** @type {any} */ (app))]);
	return { sent, outcome: /** @type {any} */ (outcome) };
}

/**
 * @param {any} error
 * @param {string[]} [secrets]
 */
function isOurs(error, secrets) {
	ok(error instanceof OutboundError, `an OutboundError, not ${error?.stack ?? String(error)}`);
	showsNoSecret(error.message, secrets);
}

export const PROPERTIES = [
	property("validate takes anything and answers well-formed issues", 60_000, app, (app) => {
		areWellFormed(validate(app));
		equal(validate({ name: "x" }), [], "the instance");
	}),
	property(
		"create refuses what validate finds errors in, and sends JSON's text of all else but null",
		25_000,
		app,
		async (app) => {
			const issues = validate(app);
			const { sent, outcome } = await created(app);
			if (issues.some(({ severity }) => severity === "error")) {
				equal(outcome.status, "rejected");
				ok(outcome.reason instanceof ValidationError, `a ValidationError, not ${outcome.reason}`);
				equal(outcome.reason.issues, issues, "issues");
				equal(sent.length, 0, "requests");
				showsNoSecret(outcome.reason.message);
			} else {
				equal(outcome.status, "fulfilled");
				equal(sent, [withoutNulls(app)], "body");
			}
		},
	),
	property(
		"an app whose fields hold what they should has no errors",
		5_000,
		fc.subarray(Object.keys(VALID)),
		(fields) => {
			const { name, ...rest } = VALID;
			const app = { name, ...Object.fromEntries(Object.entries(rest).filter(([field]) => fields.includes(field))) };
			equal(
				validate(app).filter(({ severity }) => severity === "error"),
				[],
			);
		},
	),
	property(
		"a client's options are refused with a ConfigError, or work",
		10_000,
		fc.dictionary(
			fc.constantFrom("projectId", "managementKey", "baseUrl", "headers", "timeoutMs", "maxRetries", "maxWaitMs", "x"),
			value,
			{ maxKeys: 3 },
		),
		async (given) => {
			const fetch = async () => Response.json({ app: { id: "x" } });
			let apps;
			try {
				apps = new OutboundApps({ ...OPTIONS, fetch, ...given });
			} catch (error) {
				ok(error instanceof ConfigError, `a ConfigError, not ${error}`);
				return showsNoSecret(error.message);
			}
			const [outcome] = await Promise.allSettled([apps.create({ name: "x" })]);
			// JSON turns some values into `null`, and a client without a key needs a proxy or an access token.
			if (outcome.status === "rejected" && "managementKey" in given) {
				return ok(outcome.reason instanceof ConfigError, `a ConfigError, not ${outcome.reason}`);
			}
			equal(outcome, { status: "fulfilled", value: { app: { id: "x" } } });
		},
	),
	property(
		"a call's options are refused with a ConfigError, or work",
		5_000,
		fc.oneof(
			value,
			fc.dictionary(fc.constantFrom("signal", "timeoutMs", "maxRetries", "validate", "x"), value, { maxKeys: 2 }),
		),
		async (given) => {
			const apps = new OutboundApps({ ...OPTIONS, fetch: async () => Response.json({ app: { id: "x" } }) });
			const [outcome] = await Promise.allSettled([apps.create({ name: "x" }, /** @type {any} */ (given))]);
			if (outcome?.status === "rejected") isOurs(outcome.reason);
		},
	),
	property(
		"whatever a fetch gives or rejects with, a call resolves or rejects with an error of ours",
		10_000,
		fc.record({
			answer: fc.oneof(
				value,
				fc.record(
					{ status: fc.oneof(fc.integer({ min: 99, max: 600 }), value), headers: value, body: value, text: value },
					{ requiredKeys: [] },
				),
				fc.string().map((body) => new Response(body)),
				anything.map((body) => new Response(JSON.stringify(body, (_, item) => (typeof item === "bigint" ? 1 : item)))),
			),
			rejects: fc.boolean(),
		}),
		async ({ answer, rejects }) => {
			const fetch = /** @type {any} */ (() => (rejects ? Promise.reject(made(answer)) : made(answer)));
			const { clientId, clientSecret } = FULL;
			const call = new OutboundApps({ ...OPTIONS, fetch }).create({ name: "x", clientId, clientSecret });
			const [outcome] = await Promise.allSettled([call]);
			// The message may quote what a host throws, except for the client's own secrets.
			if (outcome?.status === "rejected") isOurs(outcome.reason, [OPTIONS.managementKey, clientSecret]);
		},
	),
];
