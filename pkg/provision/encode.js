// @ts-check
// Encodes JSON-like values for the core: two words for each node, and one text with all strings. See
// `src/value/document.rs`.
import { encoder } from "../client/utf8.js";
import { Tag } from "../dist/provision/provision_bg.js";

/** The most levels that the core reads. The limit also protects the stack. */
const MAX_DEPTH = 64;

const TAG_SHIFT = 28;

/** @param {unknown} value */
export function encode(value) {
	/** @type {number[]} */
	const words = [];
	/** @type {string[]} */
	const texts = [];

	/** @param {number} tag @param {number} payload @param {number} place */
	function push(tag, payload, place) {
		words.push(((tag << TAG_SHIFT) | payload) >>> 0, place);
	}

	/** @param {number} tag @param {string} text */
	function pushText(tag, text) {
		push(tag, text.length, 0);
		texts.push(text);
	}

	/** @param {string} text */
	function writeString(text) {
		const wellFormed = text.replace(/\p{Surrogate}/gu, "\uFFFD");
		pushText(wellFormed === text ? Tag.String : Tag.IllFormed, wellFormed);
	}

	/** @param {number} tag @param {() => void} within */
	function writeContainer(tag, within) {
		const at = words.length;
		push(tag, 0, 0);
		within();
		words[at + 1] = words.length / 2;
	}

	/** @param {unknown} value @param {number} depth */
	function write(value, depth) {
		if (depth > MAX_DEPTH) throw new RangeError("nested too deeply");
		if (typeof value === "string") writeString(value);
		else if (typeof value === "number" && Number.isFinite(value)) pushText(Tag.Number, String(value));
		else if (typeof value === "boolean") push(value ? Tag.True : Tag.False, 0, 0);
		else if (typeof value !== "object" || value === null) push(Tag.Null, 0, 0);
		else if (Array.isArray(value)) writeContainer(Tag.Array, () => writeItems(value, depth + 1));
		else writeContainer(Tag.Object, () => writeMembers(value, depth + 1));
	}

	/** @param {unknown[]} items @param {number} depth */
	function writeItems(items, depth) {
		for (const item of items) write(item, depth);
	}

	/** @param {object} object @param {number} depth */
	function writeMembers(object, depth) {
		for (const [name, member] of Object.entries(object)) {
			if (member === undefined) continue;
			writeString(name);
			write(member, depth);
		}
	}

	// The array of a question's values does not count as a level.
	write(value, -1);
	return { words: new Uint32Array(words), text: encoder.encode(texts.join("")) };
}
