// @ts-check
// Parses a file's text, and locates the parts of its value in the text. The YAML parser reads all formats: JSON is
// YAML, and so is JSON with comments, once they are blanked out.
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
 * @property {string} path the field, as an expression: `apps[2].tokenUrl`
 * @property {string} code the kind of issue, for programs
 * @property {"error" | "warning"} severity a file with an error cannot be planned
 * @property {string} message what is wrong and how to correct it, for people. It never contains a value
 */

/**
 * @param {string} text
 * @param {Format} [format] default: by the first character of the text
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
	// The parser warns of unknown tags and drops them. A dropped tag may be the beginning of a secret.
	const issues = [...document.errors, ...document.warnings].map((error) => problem(error, placeOf));
	return {
		value: readValue(document, issues),
		issues,
		locate: (/** @type {string} */ path) => placeOf(offsetOf(document, path)),
	};
}

/** Replaces comments by spaces, so that all other text keeps its position. @param {string} text */
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
	// The text after a colon quotes the source, which may be a secret.
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
 * Returns the offset of the part with this path, or of its closest ancestor in the text. Does not follow aliases.
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
