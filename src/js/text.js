// @ts-check
// A JavaScript value as JSON text: the one crossing into wasm, and for a request its body as well.

/** As deep as the core reads; see `json::MAX_DEPTH`. */
const MAX_DEPTH = 64;

/** More values than this are not read: objects that share their parts can be endless without holding a cycle. */
const MAX_VALUES = 2_000_000;

/**
 * The value as JSON. Where it holds something that JSON has no form for, a mark stands in its place, which is no
 * well-formed string and which the core knows (`json::foreign`). Never throws.
 *
 * @param {unknown} value
 * @returns {string}
 */
export function toText(value) {
	try {
		if (isPlain(value, MAX_DEPTH, { left: MAX_VALUES })) {
			// A getter or proxy may show something else the second time.
			const text = JSON.stringify(value);
			if (text !== undefined) return text;
		}
	} catch {
		// A proxy or getter threw; the slow way finds out where.
	}
	return marked("", value, { left: MAX_VALUES }, []);
}

/**
 * The value as `JSON.stringify` has it, for callers who want no checks. Nothing if it has no form.
 *
 * @param {unknown} value
 * @returns {string | undefined}
 */
export function toUncheckedText(value) {
	try {
		return JSON.stringify(value);
	} catch {
		return undefined;
	}
}

/**
 * Whether `JSON.stringify` says all that there is to say of a value.
 *
 * @param {unknown} value
 * @param {number} depth
 * @param {{ left: number }} budget
 * @returns {boolean}
 */
function isPlain(value, depth, budget) {
	switch (typeof value) {
		case "string":
		case "boolean":
			return true;
		case "number":
			return Number.isFinite(value);
		case "object":
			return value === null || isPlainObject(value, depth - 1, budget);
		default:
			return false;
	}
}

/**
 * @param {object} value
 * @param {number} depth
 * @param {{ left: number }} budget
 * @returns {boolean}
 */
function isPlainObject(value, depth, budget) {
	if (depth < 0 || "toJSON" in value || ArrayBuffer.isView(value)) {
		return false;
	}
	if (Array.isArray(value)) {
		budget.left -= value.length;
		return budget.left > 0 && value.every((item) => isPlain(item, depth, budget)) && !hasHoles(value);
	}
	for (const key of Object.keys(value)) {
		const member = /** @type {Record<string, unknown>} */ (value)[key];
		budget.left -= 1;
		if (budget.left < 0 || !(member === undefined || isPlain(member, depth, budget))) {
			return false;
		}
	}
	return true;
}

/**
 * `every` passes over the holes of an array; `JSON.stringify` makes them `null`.
 *
 * @param {unknown[]} array
 * @returns {boolean}
 */
function hasHoles(array) {
	return array.includes(undefined);
}

/** @param {string} word */
const mark = (word) => `"\\ud800!${word}"`;

/**
 * @param {string} key
 * @param {unknown} given
 * @param {{ left: number }} budget
 * @param {object[]} ancestors
 * @returns {string}
 */
function marked(key, given, budget, ancestors) {
	budget.left -= 1;
	if (budget.left < 0) {
		return mark("large");
	}
	try {
		const value = unwrapped(key, given);
		switch (typeof value) {
			case "string":
			case "boolean":
				return JSON.stringify(value);
			case "number":
				return Number.isFinite(value) ? String(value) : mark("number");
			case "object":
				return value === null ? "null" : markedObject(value, budget, ancestors);
			default:
				return mark(typeof value);
		}
	} catch {
		return mark("unreadable");
	}
}

/**
 * What `JSON.stringify` would look at instead of the value.
 *
 * @param {string} key
 * @param {any} value
 * @returns {unknown}
 */
function unwrapped(key, value) {
	return typeof value === "object" && typeof value?.toJSON === "function" ? value.toJSON(key) : value;
}

/**
 * @param {object} value
 * @param {{ left: number }} budget
 * @param {object[]} ancestors
 * @returns {string}
 */
function markedObject(value, budget, ancestors) {
	if (ancestors.includes(value)) {
		return mark("cycle");
	}
	if (ancestors.length >= MAX_DEPTH) {
		return mark("deep");
	}
	if (ArrayBuffer.isView(value)) {
		return mark("binary");
	}
	const line = [...ancestors, value];
	if (Array.isArray(value)) {
		if (value.length > budget.left) {
			return mark("large");
		}
		return `[${Array.from(value, (item, index) => marked(String(index), item, budget, line)).join(",")}]`;
	}
	const members = [];
	for (const key of Object.keys(value)) {
		const text = markedMember(value, key, budget, line);
		if (text !== undefined) {
			members.push(`${JSON.stringify(key)}:${text}`);
		}
	}
	return `{${members.join(",")}}`;
}

/**
 * @param {object} holder
 * @param {string} key
 * @param {{ left: number }} budget
 * @param {object[]} ancestors
 * @returns {string | undefined} nothing for a member that is `undefined`: it is left out
 */
function markedMember(holder, key, budget, ancestors) {
	try {
		const member = /** @type {Record<string, unknown>} */ (holder)[key];
		return member === undefined ? undefined : marked(key, member, budget, ancestors);
	} catch {
		return mark("unreadable");
	}
}
