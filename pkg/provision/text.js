// @ts-check
// A file's text as a value, and where in the text each part of it stands. One parser reads all: JSON is YAML, and so is JSON
// with comments, once these are blanked out.
import { isMap, isScalar, isSeq, LineCounter, parseDocument } from "yaml";

/** @typedef {"json" | "yaml"} Format */

/**
 * @typedef {object} Place
 * @property {number} line from 1
 * @property {number} column from 1
 */

/**
 * @typedef {object} FileIssue
 * @property {number} line from 1
 * @property {number} column from 1
 * @property {string} path where, as an expression: `apps[2].tokenUrl`
 * @property {string} code what, for programs
 * @property {"error" | "warning"} severity nothing is planned from a file with an error
 * @property {string} message what is wrong and what would be right, for people. It never quotes a value
 */

/**
 * @param {string} text
 * @param {Format} [format] by its first character, if it is not given
 */
export function readText(text, format) {
	const isJson = format === "json" || (format === undefined && /^\s*(?:[{[]|\/[/*])/.test(text));
	const lines = new LineCounter();
	const document = parseDocument(isJson ? withoutComments(text) : text, {
		lineCounter: lines,
		prettyErrors: false,
		stringKeys: true,
		logLevel: "error",
	});
	/** @param {number} offset @returns {Place} */
	const placeOf = (offset) => {
		const { line, col } = lines.linePos(Math.min(offset, text.length));
		return { line: Math.max(line, 1), column: Math.max(col, 1) };
	};
	// The parser warns of tags that it does not know: what it drops may be the beginning of a secret.
	const issues = [...document.errors, ...document.warnings].map((error) => problem(error, placeOf));
	return {
		value: readValue(document, issues),
		issues,
		locate: (/** @type {string} */ path) => placeOf(offsetOf(document, path)),
	};
}

/** Blanks comments out, so that all else stays where it is. @param {string} text */
function withoutComments(text) {
	return text.replace(/"(?:[^"\\]|\\.)*"|\/\/[^\n\r]*|\/\*[\s\S]*?\*\//g, (found) =>
		found.startsWith('"') ? found : found.replace(/[^\n\r]/g, " "),
	);
}

/**
 * @param {import("yaml").YAMLError} error
 * @param {(offset: number) => Place} placeOf
 * @returns {FileIssue}
 */
function problem({ code, message, pos }, placeOf) {
	if (code === "MULTIPLE_DOCS") {
		return { ...placeOf(pos[0]), path: "", code: "syntax", severity: "error", message: "a file holds one document" };
	}
	// The text behind a colon quotes the source, which may be a secret.
	const [said = ""] = message.split(": ", 1);
	return { ...placeOf(pos[0]), path: "", code: "syntax", severity: "error", message: said };
}

/**
 * @param {import("yaml").Document.Parsed} document
 * @param {FileIssue[]} issues
 */
function readValue(document, issues) {
	if (issues.length > 0) return null;
	try {
		return document.toJS({ maxAliasCount: 1_000 });
	} catch {
		const message =
			"cannot be read: an alias has no anchor before it, or there are too many, or it is nested too deeply";
		issues.push({ line: 1, column: 1, path: "", code: "syntax", severity: "error", message });
		return null;
	}
}

/**
 * Where the part of this path begins, or the last on the way there: an alias is not gone through.
 *
 * @param {import("yaml").Document.Parsed} document
 * @param {string} path
 */
function offsetOf(document, path) {
	/** @type {any} */
	let node = document.contents;
	let offset = node?.range?.[0] ?? 0;
	for (const segment of segmentsOf(path)) {
		const { key, value } = stepInto(node, segment);
		if (key === undefined) break;
		offset = key?.range?.[0] ?? offset;
		node = value;
	}
	return offset;
}

/** @param {string} path */
function segmentsOf(path) {
	const segments = path.matchAll(/\[(\d+)\]|\["((?:[^"\\]|\\.)*)"\]|([^.[\]]+)/g);
	return [...segments].map(([, index, quoted, name]) => (index === undefined ? (quoted ?? name ?? "") : Number(index)));
}

/** @param {unknown} node @param {string | number} segment @returns {{ key?: any, value?: any }} */
function stepInto(node, segment) {
	if (isSeq(node) && typeof segment === "number") return { key: node.items[segment], value: node.items[segment] };
	if (!isMap(node)) return {};
	return node.items.find(({ key }) => isScalar(key) && key.value === segment) ?? {};
}
