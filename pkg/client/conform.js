// @ts-check
// Checks that an answer has the documented shape, which the core describes: see `Proof` in `src/protocol/response.rs`.

/**
 * The shape of a value: `typeof` of a scalar or "any", the shape of a list's items, or those of an object's members.
 *
 * @typedef {string | Shape[] | Map<string, Shape>} Shape
 */

/** The result for a value of another shape. */
export const MISFIT = Symbol("misfit");

/**
 * @param {any} json as the core writes it
 * @returns {Shape}
 */
export function readShape(json) {
	if (typeof json === "string") return json;
	if (Array.isArray(json)) return json.map(readShape);
	return new Map(Object.entries(json).map(([name, shape]) => [name, readShape(shape)]));
}

/**
 * Checks a value, and removes the members that the shape names and that are `null`. Keeps members that it does not
 * name.
 *
 * @param {any} value of JSON.parse
 * @param {Shape} shape
 * @returns {any} `MISFIT` if it has another shape
 */
export function conform(value, shape) {
	if (typeof shape === "string") return shape === "any" || typeof value === shape ? value : MISFIT;
	if (Array.isArray(shape)) return Array.isArray(value) ? conformItems(value, shape) : MISFIT;
	return typeof value === "object" && value !== null && !Array.isArray(value) ? conformMembers(value, shape) : MISFIT;
}

/**
 * @param {unknown[]} items
 * @param {Shape[]} shapes the shape of all items, alone
 */
function conformItems(items, [shape = "any"]) {
	for (let index = 0; index < items.length; index += 1) {
		const given = items[index];
		// Most are scalars as they should be: the call would cost more than the check.
		if (typeof given === shape) continue;
		const item = conform(given, shape);
		if (item === MISFIT) return MISFIT;
		items[index] = item;
	}
	return items;
}

/**
 * @param {Record<string, unknown>} members
 * @param {Map<string, Shape>} shapes
 */
function conformMembers(members, shapes) {
	let hasNulls = false;
	// Twice as fast as `Object.keys`. An inherited member can only be a misfit, which the core then looks at.
	for (const name in members) {
		const shape = shapes.get(name);
		if (shape === undefined) continue;
		const given = members[name];
		if (typeof given === shape) continue;
		if (given === null) {
			hasNulls = true;
			continue;
		}
		const member = conform(given, shape);
		if (member === MISFIT) return MISFIT;
		if (member !== given) members[name] = member;
	}
	return hasNulls ? withoutNulls(members, shapes) : members;
}

/**
 * Returns a copy without the members that the shape names and that are `null`: deleting a member would make the object slow.
 *
 * @param {Record<string, unknown>} members
 * @param {Map<string, Shape>} shapes
 */
function withoutNulls(members, shapes) {
	/** @type {Record<string, unknown>} */
	const rest = {};
	for (const name in members) {
		if (!Object.hasOwn(members, name)) continue;
		const value = members[name];
		if (value === null && shapes.has(name)) continue;
		// Assigning to this name would set the prototype.
		if (name === "__proto__")
			Object.defineProperty(rest, name, { value, enumerable: true, configurable: true, writable: true });
		else rest[name] = value;
	}
	return rest;
}
