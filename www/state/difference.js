import { FIELDS, settled } from "./fields.js";

/** @typedef {{ field: import("./fields.js").Field, before: unknown, after: unknown }} Change */

/**
 * @param {unknown} a
 * @param {unknown} b
 */
export const isSame = (a, b) => canonical(a) === canonical(b);

/** @param {unknown} value */
function canonical(value) {
	const set = settled(value);
	if (!Array.isArray(set)) return JSON.stringify(set);
	return JSON.stringify(
		set.map((item) => (item !== null && typeof item === "object" ? [item.key ?? "", item.value ?? ""] : item)),
	);
}

/**
 * Returns the fields in which two apps differ. The secret is never among them, because servers do not return it.
 *
 * @param {Record<string, any>} before
 * @param {Record<string, any>} after
 * @returns {Change[]}
 */
export const difference = (before, after) =>
	FIELDS.filter(({ name, kind }) => kind !== "secret" && !isSame(before[name], after[name])).map((field) => ({
		field,
		before: before[field.name],
		after: after[field.name],
	}));

/**
 * Converts changes to the argument of `patch`, in which `null` clears a field.
 *
 * @param {Change[]} changes
 * @returns {Record<string, any>}
 */
export const toPatch = (changes) =>
	Object.fromEntries(
		changes.map(({ field, after }) => [field.name, field.kind === "flag" ? after === true : (settled(after) ?? null)]),
	);
