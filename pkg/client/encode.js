// @ts-check
// Encodes values for the wasm: one walk over them writes nodes and one joined text; see `src/value/document.rs`.
import { NonJson, Tag } from "../dist/core/core_bg.js";
import { reserveAmpleStack } from "./stack.js";

/** The deepest nesting that the core reads; see `value::MAX_DEPTH`. */
const MAX_DEPTH = 64;

/** The deepest nesting of the API's values. Deeper values need more of the stack. */
const USUAL_DEPTH = 4;

/** The most values that are read: objects that share their parts can be huge without a cycle. */
export const MAX_VALUES = 1_200_000;

/** The longest text: exhausting the wasm's memory would end the instance. */
const MAX_LENGTH = 64 * 1024 * 1024;

/**
 * The most encoders at work at the same time. A value's getters may call the client again; this bound stops a value
 * that encodes itself before the stack overflows.
 */
const MAX_NESTED = 3;

/** The capacity, in nodes, of a buffer that is reused for the next value. */
const KEPT_NODES = 4_096;

/** Returns a node's head: the tag is in the highest four bits. */
const head = (/** @type {number} */ tag) => tag << 28;
const NULL = head(Tag.Null);
const FALSE = head(Tag.False);
const TRUE = head(Tag.True);
const NUMBER = head(Tag.Number);
const ROUNDED = head(Tag.Rounded);
const STRING = head(Tag.String);
const ILL_FORMED = head(Tag.IllFormed);
const ARRAY = head(Tag.Array);
const OBJECT = head(Tag.Object);
const NON_JSON = head(Tag.NonJson);

/**
 * Nodes of two words each, and the joined text of their strings and numbers.
 *
 * @typedef {{ nodes: Uint32Array, count: number, text: string }} Encoded
 */

/** The number of encoders at work, each called by a value that the one before reads. */
let nested = 0;

/** @type {Encoder | undefined} */
let spare;

/**
 * Encodes values as one array. Throws only the host's error for a full stack. The result is valid until the next call.
 *
 * @param {unknown[]} values
 * @returns {Encoded}
 */
export function encode(values) {
	const encoder = spare ?? new Encoder();
	spare = undefined;
	nested += 1;
	try {
		return encoder.encode(values);
	} finally {
		nested -= 1;
		if (encoder.nodes.length <= 2 * KEPT_NODES) spare = encoder;
	}
}

class Encoder {
	constructor() {
		this.nodes = new Uint32Array(2 * KEPT_NODES);
		/** The number of words written. */
		this.at = 0;
		this.text = "";
		/** The number of values that may still be read. */
		this.left = 0;
		this.isPolluted = false;
		/** The objects that the walk is within. @type {object[]} */
		this.ancestors = [];
	}

	/**
	 * @param {unknown[]} values
	 * @returns {Encoded}
	 */
	encode(values) {
		this.at = 0;
		this.text = "";
		this.left = MAX_VALUES;
		this.ancestors.length = 0;
		this.isPolluted = isPolluted();
		const start = this.open(ARRAY);
		for (const value of values) {
			if (nested > MAX_NESTED) this.nonJson(NonJson.TooDeep);
			else this.value("", value);
		}
		this.close(start);
		const { nodes, at, text } = this;
		this.text = "";
		return { nodes, count: at / 2, text };
	}

	/**
	 * @param {string | number} key
	 * @param {unknown} value
	 * @returns {void}
	 */
	value(key, value) {
		this.left -= 1;
		if (this.left < 0) return this.nonJson(NonJson.TooLarge);
		switch (typeof value) {
			case "string":
				return this.string(STRING, value);
			case "boolean":
				return this.node(value ? TRUE : FALSE);
			case "number":
				return this.number(value);
			case "object":
				return value === null ? this.node(NULL) : this.object(key, value);
			case "undefined":
				return this.nonJson(NonJson.Undefined);
			case "function":
				return this.nonJson(NonJson.Function);
			case "symbol":
				return this.nonJson(NonJson.Symbol);
			default:
				return this.nonJson(NonJson.BigInt);
		}
	}

	/** @param {number} value */
	number(value) {
		if (!Number.isFinite(value)) return this.nonJson(NonJson.NotFinite);
		const isRounded = Number.isInteger(value) && !Number.isSafeInteger(value);
		return this.string(isRounded ? ROUNDED : NUMBER, String(value));
	}

	/**
	 * @param {string | number} key
	 * @param {object} given
	 * @returns {void}
	 */
	object(key, given) {
		const { ancestors } = this;
		if (ancestors.includes(given)) return this.nonJson(NonJson.Cycle);
		if (ancestors.length >= MAX_DEPTH) return this.nonJson(NonJson.TooDeep);
		if (ancestors.length === USUAL_DEPTH) reserveAmpleStack();
		/** @type {any} */
		let value = given;
		let isArray = false;
		let isBare = false;
		try {
			if (typeof value.toJSON === "function") value = value.toJSON(String(key));
			isArray = Array.isArray(value);
			if (!isArray) {
				const prototype = Object.getPrototypeOf(value);
				isBare = prototype === null || (prototype === Object.prototype && !this.isPolluted);
				if (!isBare) value = unboxed(value);
			}
		} catch {
			return this.unreadable();
		}
		if (typeof value !== "object" || value === null) {
			// The object and its primitive count as one value.
			this.left += 1;
			return this.value(key, value);
		}
		if (ArrayBuffer.isView(value)) return this.nonJson(NonJson.Binary);
		if (value !== given && ancestors.includes(value)) return this.nonJson(NonJson.Cycle);
		ancestors.push(value);
		if (isArray) this.items(value);
		else this.members(value, isBare);
		ancestors.pop();
	}

	/** @param {unknown[]} array only its length and items are read: its methods may be overridden */
	items(array) {
		let length = 0;
		try {
			length = array.length;
		} catch {
			return this.unreadable();
		}
		if (!(length <= this.left)) return this.nonJson(NonJson.TooLarge);
		const start = this.open(ARRAY);
		for (let index = 0; index < length; index += 1) {
			/** @type {unknown} */
			let item;
			try {
				item = array[index];
			} catch {
				this.unreadable();
				continue;
			}
			this.value(index, item);
		}
		this.close(start);
	}

	/**
	 * Reads each member once. A member that is `undefined` is left out.
	 *
	 * @param {any} object
	 * @param {boolean} isBare whether it inherits nothing that can be enumerated
	 */
	members(object, isBare) {
		const { text } = this;
		const start = this.open(OBJECT);
		let isWithin = false;
		try {
			// Takes half as long as `Object.keys`.
			for (const name in object) {
				if (!isBare && !Object.hasOwn(object, name)) continue;
				/** @type {unknown} */
				let member;
				let isReadable = true;
				try {
					member = object[name];
				} catch {
					isReadable = false;
				}
				if (member === undefined && isReadable) continue;
				isWithin = true;
				this.name(name);
				if (isReadable) this.value(name, member);
				else this.unreadable();
				isWithin = false;
			}
		} catch (error) {
			// Within, only the host's error for a full stack is thrown.
			if (isWithin) throw error;
			this.at = start;
			this.text = text;
			return this.unreadable();
		}
		this.close(start);
	}

	/** @param {string} key */
	name(key) {
		if (this.text.length + key.length <= MAX_LENGTH) return this.string(STRING, key);
		this.left = 0;
		this.string(STRING, "");
	}

	/**
	 * @param {number} head
	 * @param {string} characters
	 */
	string(head, characters) {
		if (this.text.length + characters.length > MAX_LENGTH) return this.nonJson(NonJson.TooLarge);
		this.node(head | characters.length);
		this.text += characters;
	}

	/** @param {NonJson} which */
	nonJson(which) {
		this.node(NON_JSON | which);
	}

	/** Marks the value as unreadable. Throws instead if the stack is nearly full: the error may have been an overflow. */
	unreadable() {
		reserveAmpleStack();
		this.nonJson(NonJson.Unreadable);
	}

	/** @param {number} head */
	open(head) {
		const start = this.at;
		this.node(head);
		return start;
	}

	/** @param {number} start */
	close(start) {
		this.nodes[start + 1] = this.at / 2;
	}

	/** @param {number} head */
	node(head) {
		if (this.at === this.nodes.length) this.grow();
		this.nodes[this.at] = head;
		this.at += 2;
	}

	grow() {
		const nodes = new Uint32Array(2 * this.nodes.length);
		nodes.set(this.nodes);
		this.nodes = nodes;
	}
}

/** Whether `Object.prototype` has members that each object seems to have. */
function isPolluted() {
	for (const _ in Object.prototype) return true;
	return false;
}

/** Boxed primitives, by their tags: they count as the primitives. @type {Record<string, (box: any) => unknown>} */
const BOXES = {
	"[object Number]": Number,
	"[object String]": String,
	"[object Boolean]": (box) => Boolean.prototype.valueOf.call(box),
	"[object BigInt]": (box) => BigInt.prototype.valueOf.call(box),
};

/** @param {object} value */
function unboxed(value) {
	return BOXES[Object.prototype.toString.call(value)]?.(value) ?? value;
}

/** Half a surrogate pair: with the flag `u`, a whole pair is one character. */
const HALF = /[\ud800-\udfff]/gu;

/**
 * Marks the strings that hold half a surrogate pair: two neighbours may look like a whole one in the joined text.
 *
 * @param {Encoded} encoded
 * @returns {string} its text with U+FFFD for each half
 */
export function markIllFormed({ nodes, count, text }) {
	let whole = "";
	let start = 0;
	for (let at = 0; at < 2 * count; at += 2) {
		const word = nodes[at] ?? 0;
		const tag = word >>> 28;
		if (tag !== Tag.Number && tag !== Tag.Rounded && tag !== Tag.String) continue;
		const length = word & 0xfff_ffff;
		const characters = text.slice(start, start + length);
		start += length;
		const replaced = characters.replace(HALF, "\ufffd");
		// Only a string with a half changes.
		if (replaced !== characters) nodes[at] = ILL_FORMED | length;
		whole += replaced;
	}
	return whole;
}
