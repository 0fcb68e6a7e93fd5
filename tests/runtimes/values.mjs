// @ts-check
// Every value of nowhere.mjs in every place that takes one: the result must be an issue or an error of the package's
// own, in time, and the instance must keep working.
import { OutboundApps, OutboundError, validate } from "descope-outbound";
import { ok } from "./lib/expect.mjs";
import { CANARY, LARGE, SMALL } from "./lib/nowhere.mjs";

/** The limit for one call. On an idle machine no call takes a tenth of it. */
const LONGEST_MS = 10_000;

/** The vocabulary of wasm, the glue and Rust. */
const FOREIGN_WORDS = /unreachable|recursive use|null pointer|out of bounds|moved value|borrowed|wasm/i;

/** @type {any} */
const OPTIONS = {
	projectId: "P2x",
	managementKey: "K2-canary",
	maxRetries: 0,
	timeoutMs: 5_000,
	fetch: async () => Response.json({ app: { name: "x" } }),
};

/** @type {[place: string, app: (value: any) => unknown][]} */
const APPS = [
	["the app", (value) => value],
	["a field", (value) => ({ name: "x", description: value })],
	["an unknown field", (value) => ({ name: "x", unknown: value })],
	["a list", (value) => ({ name: "x", defaultScopes: value })],
	["an item", (value) => ({ name: "x", defaultScopes: ["a", value] })],
	["a parameter", (value) => ({ name: "x", tokenUrlParams: [value] })],
	["a parameter's value", (value) => ({ name: "x", tokenUrlParams: [{ key: "k", value }] })],
];

const CLIENT_OPTIONS = [
	"projectId",
	"managementKey",
	"baseUrl",
	"fetch",
	"headers",
	"timeoutMs",
	"maxRetries",
	"maxWaitMs",
	"maxResponseBytes",
	"allowInsecureBaseUrl",
	"unknown",
];

const CALL_OPTIONS = ["signal", "timeoutMs", "maxRetries", "validate", "unknown"];

/** @type {[place: string, call: (value: any) => unknown][]} */
const CLIENTS = [
	["the client's options", (value) => use(value)],
	...CLIENT_OPTIONS.map(
		(name) =>
			/** @type {[string, (value: any) => unknown]} */ ([
				`the client's ${name}`,
				(value) => use({ ...OPTIONS, [name]: value }),
			]),
	),
	["a header", (value) => use({ ...OPTIONS, headers: { "x-mine": value } })],
	["an entry of the headers", (value) => use({ ...OPTIONS, headers: [value] })],
	["a header's name among entries", (value) => use({ ...OPTIONS, headers: [[value, "x"]] })],
	["a header's value among entries", (value) => use({ ...OPTIONS, headers: [["x-mine", value]] })],
	["the call's options", (value) => client().create({ name: "x" }, value)],
	...CALL_OPTIONS.map(
		(name) =>
			/** @type {[string, (value: any) => unknown]} */ ([
				`the call's ${name}`,
				(value) => client().create({ name: "x" }, { [name]: value }),
			]),
	),
	["what fetch gives", (value) => client({ fetch: () => value }).create({ name: "x" })],
	["what fetch rejects with", (value) => client({ fetch: () => Promise.reject(value) }).create({ name: "x" })],
	[
		"what fetch throws",
		(value) =>
			client({
				fetch: () => {
					throw value;
				},
			}).create({ name: "x" }),
	],
	...["status", "headers", "body", "type", "text"].map(
		(name) =>
			/** @type {[string, (value: any) => unknown]} */ ([
				`the ${name} of what fetch gives`,
				(value) => client({ fetch: () => ({ status: 200, [name]: value }) }).create({ name: "x" }),
			]),
	),
];

/** @param {object} [options] */
const client = (options) => new OutboundApps({ ...OPTIONS, ...options });

/**
 * With environment variables, the constructor may accept the options; then the client must work.
 *
 * @param {any} options
 */
async function use(options) {
	const apps = new OutboundApps(options);
	if (typeof options?.fetch === "function") await apps.create({ name: "x" });
}

/** @param {unknown} value */
function validates(value) {
	const issues = validate(value);
	ok(Array.isArray(issues), `an array, not ${issues}`);
	for (const { path, code, severity, message } of issues) {
		ok(typeof path === "string" && /^[a-z-]+$/.test(code), `${path} ${code}`);
		ok(severity === "error" || severity === "warning", severity);
		ok(message.length > 10 && !message.includes(CANARY), message);
	}
}

/** @param {() => unknown} call */
async function fails(call) {
	/** @type {unknown} */
	let error;
	try {
		await call();
		return;
	} catch (reason) {
		error = reason;
	}
	ok(error instanceof OutboundError, `an OutboundError, not ${describe(error)}`);
	ok(
		!FOREIGN_WORDS.test(error.message.replaceAll(/".*?"/g, "")),
		`no word of the host's in ${error.message.slice(0, 200)}`,
	);
}

/** @param {any} error */
function describe(error) {
	try {
		return error?.stack ?? String(error);
	} catch {
		return "what cannot be shown";
	}
}

/**
 * @param {string} place
 * @param {() => unknown} call
 */
async function inTime(place, call) {
	const start = Date.now();
	try {
		await call();
	} catch (error) {
		throw new Error(`as ${place}: ${describe(error)}`);
	}
	const took = Date.now() - start;
	ok(took < LONGEST_MS, `as ${place}: ${took} ms`);
	ok(validate({ name: "x" }).length === 0, `as ${place}: the instance works on`);
}

/** @type {import("./lib/report.mjs").Case[]} */
export const VALUE_CASES = [
	...SMALL.map(([name, make]) => ({
		name: `${name} harms nothing, wherever it is passed`,
		run: async () => {
			for (const [place, app] of APPS) {
				await inTime(`${place} to validate`, () => validates(app(make())));
				await inTime(place, () => fails(() => client().create(/** @type {any} */ (app(make())))));
			}
			await inTime("an app that is not checked", () =>
				fails(() => client().create(/** @type {any} */ (make()), { validate: "off" })),
			);
			for (const [place, call] of CLIENTS) await inTime(place, () => fails(() => call(make())));
		},
	})),
	...LARGE.map(([name, make]) => ({
		name: `${name} harms nothing, wherever it is passed`,
		run: async () => {
			const value = make();
			await inTime("a list to validate", () => validates({ name: "x", defaultScopes: value }));
			await inTime("the app", () => fails(() => client().create(/** @type {any} */ (value))));
			await inTime("the client's headers", () => fails(() => use({ ...OPTIONS, headers: value })));
			await inTime("what fetch rejects with", () =>
				fails(() => client({ fetch: () => Promise.reject(value) }).create({ name: "x" })),
			);
		},
	})),
];
