// @ts-check
// The files of the page, bundled into this module so that no host has to locate them.
import files from "../dist/console.json" with { type: "json" };

/** The page's Content-Security-Policy; see docs/console.md. */
export const POLICY =
	"default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; connect-src 'self'; img-src 'self' data: https:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'";

const TYPES = /** @type {Record<string, string>} */ ({
	html: "text/html; charset=utf-8",
	css: "text/css; charset=utf-8",
	js: "text/javascript; charset=utf-8",
	wasm: "application/wasm",
});

/** @typedef {{ type: string, gzip: Uint8Array<ArrayBuffer>, etag: string }} File */

/** @type {Map<string, Promise<File>>} */
const opened = new Map();

/**
 * @param {string} name
 * @returns {Promise<File> | undefined}
 */
export function fileOf(name) {
	const encoded = Object.hasOwn(files, name) ? /** @type {Record<string, string>} */ (files)[name] : undefined;
	if (encoded === undefined) return undefined;
	const file = opened.get(name) ?? open(name, encoded);
	opened.set(name, file);
	return file;
}

/** @param {string} name @param {string} encoded @returns {Promise<File>} */
async function open(name, encoded) {
	const gzip = Uint8Array.from(atob(encoded), (character) => character.charCodeAt(0));
	const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", gzip));
	const etag = `W/"${btoa(String.fromCharCode(...digest.subarray(0, 12)))}"`;
	return { type: TYPES[name.split(".").at(-1) ?? ""] ?? "application/octet-stream", gzip, etag };
}
