// @ts-check
// One set of rules, in four validators, each as its documentation would have it and each reporting all that is wrong.
// descope-outbound looks for more than the others: unpaired surrogates, and everything that is only a warning.
import { Ajv } from "ajv";
import { validate } from "descope-outbound";
import * as v from "valibot";
import * as z from "zod";
import { FIELDS, isOfOneMind, NOT_BLANK, SCOPE, URL_OF_ANY, URL_SECURE } from "./rules.mjs";

/**
 * @typedef {object} Validator
 * @property {(app: unknown) => unknown} check what is timed
 * @property {(app: unknown) => string[]} fields the top-level fields that it finds errors in; `""` is the app itself
 */

/** @param {(kind: (typeof FIELDS)[string], name: string) => any} ofKind */
const entries = (ofKind) =>
	Object.fromEntries(Object.entries(FIELDS).map(([name, kind]) => [name, ofKind(kind, name)]));

function ofZod() {
	const name = z.string().regex(NOT_BLANK);
	const params = z.array(z.strictObject({ key: name, value: z.string().optional() }));
	const kinds = {
		text: z.string(),
		name,
		"any-url": z.string().regex(URL_OF_ANY),
		"secure-url": z.string().regex(URL_SECURE),
		params,
		scopes: z.array(z.string().regex(SCOPE)),
		prompts: z.array(z.string()).refine(isOfOneMind),
		flag: z.boolean(),
	};
	const schema = z.strictObject({ ...entries((kind) => kinds[kind].optional()), name });
	const check = (/** @type {unknown} */ app) => schema.safeParse(app);
	return {
		check,
		fields: (/** @type {unknown} */ app) =>
			(check(app).error?.issues ?? []).flatMap((issue) =>
				issue.code === "unrecognized_keys" && issue.path.length === 0 ? issue.keys : [String(issue.path[0] ?? "")],
			),
	};
}

function ofValibot() {
	const name = v.pipe(v.string(), v.regex(NOT_BLANK));
	const params = v.array(v.strictObject({ key: name, value: v.optional(v.string()) }));
	const kinds = {
		text: v.string(),
		name,
		"any-url": v.pipe(v.string(), v.regex(URL_OF_ANY)),
		"secure-url": v.pipe(v.string(), v.regex(URL_SECURE)),
		params,
		scopes: v.array(v.pipe(v.string(), v.regex(SCOPE))),
		prompts: v.pipe(v.array(v.string()), v.check(isOfOneMind)),
		flag: v.boolean(),
	};
	const schema = v.strictObject({ ...entries((kind) => v.optional(/** @type {any} */ (kinds[kind]))), name });
	const check = (/** @type {unknown} */ app) => v.safeParse(schema, app);
	return {
		check,
		fields: (/** @type {unknown} */ app) =>
			(check(app).issues ?? []).map((issue) => String(/** @type {any} */ (issue).path?.[0]?.key ?? "")),
	};
}

function ofAjv() {
	const text = { type: "string" };
	const matching = (/** @type {RegExp} */ { source }) => ({ type: "string", pattern: source });
	const ignoringCase = (/** @type {string} */ format) => ({ type: "string", format });
	const params = {
		type: "array",
		items: {
			type: "object",
			properties: { key: matching(NOT_BLANK), value: text },
			required: ["key"],
			additionalProperties: false,
		},
	};
	const ofOneMind = [{ not: { contains: { const: "none" } } }, { items: { const: "none" } }];
	const kinds = {
		text,
		name: matching(NOT_BLANK),
		"any-url": ignoringCase("any-url"),
		"secure-url": ignoringCase("secure-url"),
		params,
		scopes: { type: "array", items: matching(SCOPE) },
		prompts: { type: "array", items: text, anyOf: ofOneMind },
		flag: { type: "boolean" },
	};
	const ajv = new Ajv({ allErrors: true, strictTypes: false });
	ajv.addFormat("any-url", URL_OF_ANY);
	ajv.addFormat("secure-url", URL_SECURE);
	const check = ajv.compile({
		type: "object",
		properties: entries((kind) => kinds[kind]),
		required: ["name"],
		additionalProperties: false,
	});
	return {
		check,
		fields: (/** @type {unknown} */ app) => {
			check(app);
			return (check.errors ?? []).map(({ instancePath, params: about }) => {
				const [, field] = instancePath.split("/");
				return field ?? about.missingProperty ?? about.additionalProperty ?? "";
			});
		},
	};
}

const ours = {
	check: validate,
	fields: (/** @type {unknown} */ app) =>
		validate(app)
			.filter(({ severity }) => severity === "error")
			.map(({ path }) => /^\w*/.exec(path)?.[0] ?? ""),
};

/** @type {Record<string, Validator>} */
export const VALIDATORS = { ours, zod: ofZod(), valibot: ofValibot(), ajv: ofAjv() };

/**
 * Where they are not of one opinion, they do not do the same work.
 *
 * @param {unknown[]} apps
 * @param {boolean} areGood
 */
export function disagreements(apps, areGood) {
	return apps.flatMap((app) => {
		const opinions = Object.entries(VALIDATORS).map(([name, { fields }]) => ({
			name,
			found: [...new Set(fields(app))].sort(),
		}));
		const [{ found: first } = { found: [] }] = opinions;
		const isOne = opinions.every(({ found }) => found.join() === first.join()) && (first.length === 0) === areGood;
		return isOne ? [] : [`${JSON.stringify(app)?.slice(0, 200)}: ${JSON.stringify(opinions)}`];
	});
}
