// @ts-check
// A JavaScript value as JSON text: the one crossing into wasm, and for a request its body as well.
import { reserveAmpleStack, reserveStack } from "./stack.js";

/** As deep as the core reads; see `json::MAX_DEPTH`. */
const MAX_DEPTH = 64;

/** More values than this are not read: objects that share their parts can be endless without holding a cycle. */
const MAX_VALUES = 1_200_000;

/** Longer texts are not taken: the wasm's memory has an end, and to reach it is the end of the instance. */
const MAX_LENGTH = 64 * 1024 * 1024;

/** A value's own code may have another value read meanwhile; if it has itself read, that ends here and not with the stack. */
const MAX_NESTED = 3;

let nested = 0;

/**
 * The value as JSON. Where it holds something that JSON has no form for, a mark stands in its place, which is no
 * well-formed string and which the core knows (`json::foreign`). Never throws.
 *
 * @param {unknown} value
 * @returns {string}
 */
export function toText(value) {
	if (nested === MAX_NESTED) {
		return mark("deep");
	}
	reserveStack();
	nested += 1;
	try {
		const text = plainText(value) ?? markedText(value);
		return text.length <= MAX_LENGTH ? text : mark("large");
	} finally {
		nested -= 1;
	}
}

/**
 * @param {unknown} value
 * @returns {string | undefined} nothing where JSON would not say all
 */
function plainText(value) {
	try {
		// A getter or proxy may show something else the second time.
		return isPlain(value, MAX_DEPTH, { left: MAX_VALUES }) ? JSON.stringify(value) : undefined;
	} catch {
		// A proxy or getter threw; the slow way finds out where.
		return undefined;
	}
}

/**
 * The value as `JSON.stringify` has it, for callers who want no checks. Nothing if it has no form.
 *
 * @param {unknown} value
 * @returns {string | undefined}
 */
export function toUncheckedText(value) {
	try {
		const text = plainText(value) ?? countedText(value);
		return text.length <= MAX_LENGTH ? text : undefined;
	} catch {
		return undefined;
	}
}

/**
 * @param {unknown} value
 * @returns {string}
 */
function countedText(value) {
	let left = MAX_VALUES;
	return JSON.stringify(value, (_, member) => {
		left -= 1;
		if (left < 0) throw new RangeError("too large");
		return member;
	});
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
		return isPlainArray(value, depth, budget);
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
 * Asks the array for its length and items alone: its methods and its iterator may be its own.
 *
 * @param {unknown[]} array
 * @param {number} depth
 * @param {{ left: number }} budget
 * @returns {boolean}
 */
function isPlainArray(array, depth, budget) {
	const { length } = array;
	budget.left -= length;
	if (!(budget.left > 0)) {
		return false;
	}
	for (let index = 0; index < length; index += 1) {
		if (!isPlain(array[index], depth, budget)) return false;
	}
	return true;
}

/**
 * @param {unknown} value
 * @returns {string}
 */
function markedText(value) {
	// It may be a full stack that has thrown, and that is nothing to say of the value.
	reserveAmpleStack();
	return marked("", value, { left: MAX_VALUES }, []);
}

/**
 * Half a surrogate pair as its escape. It is no template: the minifier of Next.js 15 drops a backslash of those.
 *
 * @param {string} word
 */
const mark = (word) => JSON.stringify("\ud800!".concat(word));

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
	return unboxed(typeof value === "object" && typeof value?.toJSON === "function" ? value.toJSON(key) : value);
}

/** Objects that count as the primitives in them, by what they are called. @type {Record<string, (box: any) => unknown>} */
const BOXES = {
	"[object Number]": Number,
	"[object String]": String,
	"[object Boolean]": (box) => Boolean.prototype.valueOf.call(box),
	"[object BigInt]": (box) => BigInt.prototype.valueOf.call(box),
};

/** @param {unknown} value */
function unboxed(value) {
	if (typeof value !== "object" || value === null) return value;
	return BOXES[Object.prototype.toString.call(value)]?.(value) ?? value;
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
	ancestors.push(value);
	try {
		return Array.isArray(value) ? markedArray(value, budget, ancestors) : markedMembers(value, budget, ancestors);
	} finally {
		ancestors.pop();
	}
}

/**
 * @param {object} value
 * @param {{ left: number }} budget
 * @param {object[]} ancestors
 * @returns {string}
 */
function markedMembers(value, budget, ancestors) {
	const members = [];
	for (const key of Object.keys(value)) {
		const text = markedMember(value, key, budget, ancestors);
		if (text !== undefined) {
			members.push(`${JSON.stringify(key)}:${text}`);
		}
	}
	return `{${members.join(",")}}`;
}

/**
 * @param {unknown[]} array
 * @param {{ left: number }} budget
 * @param {object[]} ancestors
 * @returns {string}
 */
function markedArray(array, budget, ancestors) {
	const { length } = array;
	if (!(length <= budget.left)) {
		return mark("large");
	}
	const items = [];
	for (let index = 0; index < length; index += 1) {
		items.push(marked(String(index), array[index], budget, ancestors));
	}
	return `[${items.join(",")}]`;
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
