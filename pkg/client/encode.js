// @ts-check
// Values on their way into the wasm: one walk over them writes nodes and one joined text; see `src/value/document.rs`.
import { NonJson, Tag } from "../dist/core/core_bg.js";
import { reserveAmpleStack } from "./stack.js";

/** As deep as the core reads; see `value::MAX_DEPTH`. */
const MAX_DEPTH = 64;

/** No value of the API is nested deeper. Deeper values need more of the stack. */
const USUAL_DEPTH = 4;

/** More values than this are not read: objects that share their parts can be endless without holding a cycle. */
export const MAX_VALUES = 1_200_000;

/** Longer texts are not taken: the wasm's memory has an end, and to reach it is the end of the instance. */
const MAX_LENGTH = 64 * 1024 * 1024;

/** A value's own code may have another value encoded meanwhile; if it has itself encoded, that ends here and not with the stack. */
const MAX_NESTED = 3;

/** Room for so many nodes is kept from one value to the next. */
const KEPT_NODES = 4_096;

/** Heads of nodes: the tag stands in the highest four bits. */
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
 * Nodes, two words each, and the text that their strings and numbers make up.
 *
 * @typedef {{ nodes: Uint32Array, count: number, text: string }} Encoded
 */

/** The encoders that are at work, each within a value that the one before reads. */
let nested = 0;

/** @type {Encoder | undefined} */
let spare;

/**
 * Encodes values as one array. Throws nothing but the host's error for a full stack. What comes out holds until the next call.
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
		/** How many words are written. */
		this.at = 0;
		this.text = "";
		/** How many more values are read. */
		this.left = 0;
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
		try {
			if (typeof value.toJSON === "function") value = value.toJSON(String(key));
			isArray = Array.isArray(value);
			if (!isArray && !isPlain(value)) value = unboxed(value);
		} catch {
			return this.unreadable();
		}
		if (typeof value !== "object" || value === null) {
			// It counts as one value, whatever it has turned into.
			this.left += 1;
			return this.value(key, value);
		}
		if (ArrayBuffer.isView(value)) return this.nonJson(NonJson.Binary);
		if (value !== given && ancestors.includes(value)) return this.nonJson(NonJson.Cycle);
		ancestors.push(value);
		if (isArray) this.items(value);
		else this.members(value);
		ancestors.pop();
	}

	/** @param {unknown[]} array of which nothing but its length and items is asked: its methods may be its own */
	items(array) {
		let length = 0;
		try {
			length = array.length;
		} catch {
			return this.unreadable();
		}
		if (!(length <= this.left)) return this.nonJson(NonJson.TooLarge);
		const start = this.open(ARRAY);
		for (let index = 0; index < length; index += 1) this.member(array, index);
		this.close(start);
	}

	/** @param {object} value */
	members(value) {
		/** @type {string[]} */
		let keys;
		try {
			keys = Object.keys(value);
		} catch {
			return this.unreadable();
		}
		const start = this.open(OBJECT);
		for (const key of keys) this.member(value, key);
		this.close(start);
	}

	/**
	 * Reads a member once. Of an object's, one that is `undefined` is left out.
	 *
	 * @param {any} holder
	 * @param {string | number} key
	 */
	member(holder, key) {
		/** @type {unknown} */
		let value;
		let isReadable = true;
		try {
			value = holder[key];
		} catch {
			isReadable = false;
		}
		if (typeof key === "string") {
			if (value === undefined && isReadable) return;
			this.name(key);
		}
		if (isReadable) this.value(key, value);
		else this.unreadable();
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

	/** The error may be a stack overflow, which says nothing about the value. */
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

/** @param {object} value */
function isPlain(value) {
	const prototype = Object.getPrototypeOf(value);
	return prototype === Object.prototype || prototype === null;
}

/** Objects that count as the primitives in them, by what they are called. @type {Record<string, (box: any) => unknown>} */
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

/** Half a surrogate pair: with the flag, a whole one is one character. */
const HALF = /[\ud800-\udfff]/gu;

/**
 * Marks the strings that hold half a surrogate pair: two neighbours may look like a whole one in the joined text.
 *
 * @param {Encoded} encoded
 * @returns {string} its text with U+FFFD in the place of each half
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
		// One that is replaced by itself is none.
		if (replaced !== characters) nodes[at] = ILL_FORMED | length;
		whole += replaced;
	}
	return whole;
}
