// @ts-check
// One set of rules in four validators, each written as its documentation suggests and each reporting every mistake.
// descope-outbound also looks for unpaired surrogates and for everything that is only a warning.
import { Ajv } from "ajv";
import { validate } from "descope-outbound";
import * as v from "valibot";
import * as z from "zod";
import { FIELDS, isOfOneMind, NOT_BLANK, PATTERNS, SCOPE } from "./rules.mjs";

/**
 * @typedef {object} Validator
 * @property {(app: unknown) => unknown} check the function that is timed
 * @property {(app: unknown) => string[]} fields the top-level fields in which it finds errors; `""` is the app itself
 */

/** @param {(pattern: RegExp) => unknown} ofPattern */
const patterns = (ofPattern) =>
	/** @type {Record<keyof typeof PATTERNS, any>} */ (
		Object.fromEntries(Object.entries(PATTERNS).map(([name, pattern]) => [name, ofPattern(pattern)]))
	);

/** @param {(kind: (typeof FIELDS)[string], name: string) => any} ofKind */
const entries = (ofKind) =>
	Object.fromEntries(Object.entries(FIELDS).map(([name, kind]) => [name, ofKind(kind, name)]));

function ofZod() {
	const name = z.string().regex(NOT_BLANK);
	const params = z.array(z.looseObject({ key: name, value: z.string().nullish() }));
	const kinds = {
		text: z.string(),
		...patterns((pattern) => z.string().regex(pattern)),
		params,
		scopes: z.array(z.string().regex(SCOPE)),
		prompts: z.array(z.string()).refine(isOfOneMind),
		flag: z.boolean(),
	};
	const schema = z.strictObject({ ...entries((kind) => kinds[kind].nullish()), name });
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
	const params = v.array(v.looseObject({ key: name, value: v.nullish(v.string()) }));
	const kinds = {
		text: v.string(),
		...patterns((pattern) => v.pipe(v.string(), v.regex(pattern))),
		params,
		scopes: v.array(v.pipe(v.string(), v.regex(SCOPE))),
		prompts: v.pipe(v.array(v.string()), v.check(isOfOneMind)),
		flag: v.boolean(),
	};
	const schema = v.strictObject({ ...entries((kind) => v.nullish(/** @type {any} */ (kinds[kind]))), name });
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
	const params = {
		type: "array",
		items: {
			type: "object",
			properties: { key: matching(NOT_BLANK), value: { ...text, nullable: true } },
			required: ["key"],
		},
	};
	const ofOneMind = [{ not: { contains: { const: "none" } } }, { items: { const: "none" } }];
	/** @type {Record<string, object>} */
	const kinds = {
		text,
		...Object.fromEntries(Object.keys(PATTERNS).map((format) => [format, { type: "string", format }])),
		params,
		scopes: { type: "array", items: matching(SCOPE) },
		prompts: { type: "array", items: text, anyOf: ofOneMind },
		flag: { type: "boolean" },
	};
	const ajv = new Ajv({ allErrors: true, strictTypes: false });
	// Formats, since a JSON Schema pattern has no flags.
	for (const [format, pattern] of Object.entries(PATTERNS)) ajv.addFormat(format, pattern);
	const check = ajv.compile({
		type: "object",
		properties: { ...entries((kind) => ({ ...kinds[kind], nullable: true })), name: kinds.name },
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
 * Lists the apps on which the validators disagree: then they do not do the same work.
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
