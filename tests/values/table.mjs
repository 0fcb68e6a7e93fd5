// @ts-check
// The validation table through wasm: the issues of each app are exactly those that the core finds natively.
import { readFileSync } from "node:fs";
import { validate } from "descope-outbound";
import { equal, ok } from "../runtimes/lib/expect.mjs";

/** @type {[app: string, issues: Record<string, string>[]][]} the output of `cargo run --example cases` */
const TABLE = JSON.parse(readFileSync(new URL("./cases.json", import.meta.url), "utf8"));

const cycle = () => {
	/** @type {Record<string, unknown>} */
	const app = { name: "n" };
	app.logo = app;
	return app;
};

const revoked = () => {
	const { proxy, revoke } = Proxy.revocable({}, {});
	revoke();
	return proxy;
};

const throwing = {
	name: "n",
	get logo() {
		throw new Error("canary");
	},
};

const jsonOf = () => {
	throw 1;
};

/** @type {[value: unknown, path: string, message: string][]} */
const WITHOUT_FORM = [
	[undefined, "", "must be an object, not undefined"],
	[() => 1, "", "must be an object, not a function"],
	[Symbol(), "", "must be an object, not a symbol"],
	[10n, "", "must be an object, not a BigInt"],
	[Number.NaN, "", "must be an object, not a number that is not finite"],
	[{ name: "n", logo: class {} }, "logo", "must be a string, not a function"],
	[{ name: "n", logo: Infinity }, "logo", "must be a string, not a number that is not finite"],
	[{ name: "n", logo: 1n }, "logo", "must be a string, not a BigInt"],
	[{ name: "n", defaultScopes: ["a", undefined] }, "defaultScopes[1]", "must be a string, not undefined"],
	// biome-ignore lint/suspicious/noSparseArray: that is what it is about
	[{ name: "n", defaultScopes: ["a", , "b"] }, "defaultScopes[1]", "must be a string, not undefined"],
	[
		{ name: "n", tokenUrlParams: [{ key: "k", value: Symbol.iterator }] },
		"tokenUrlParams[0].value",
		"must be a string, not a symbol",
	],
	[cycle(), "logo", "must be a string, not an object that contains itself"],
	[throwing, "logo", "must be a string, not a value that threw an error when it was read"],
	[
		{ name: "n", logo: { toJSON: jsonOf } },
		"logo",
		"must be a string, not a value that threw an error when it was read",
	],
	[{ name: "n", logo: revoked() }, "logo", "must be a string, not a value that threw an error when it was read"],
];

const AS_JSON_HAS_THEM = [
	{ name: "n", description: undefined },
	{ name: "n", tokenUrl: new URL("https://example.com") },
	Object.assign(Object.create(null), { name: "n" }),
	new (class {
		name = "n";
	})(),
	new Proxy({ name: "n" }, {}),
	{ toJSON: () => ({ name: "n" }) },
];

/** @type {{ name: string, run(): string | undefined | void }[]} */
export const CASES = [
	{
		name: "each app of the validation table is judged as it is natively",
		run: () => {
			ok(TABLE.length > 100, "the table is there");
			// JSON.parse sets no prototype for a key "__proto__": the value has every field of the text.
			for (const [app, issues] of TABLE) equal(validate(JSON.parse(app)), issues, app);
			return `${TABLE.length} apps`;
		},
	},
	{
		name: "what JSON has no form for is named where it stands",
		run: () => {
			for (const [value, path, message] of WITHOUT_FORM) {
				equal(
					validate(value).map((issue) => [issue.path, issue.message]),
					[[path, message]],
					message,
				);
			}
		},
	},
	{
		name: "what JSON writes as something else is read as that",
		run: () => {
			for (const value of AS_JSON_HAS_THEM) equal(validate(value), [], String(Object.keys(value)));
		},
	},
];
