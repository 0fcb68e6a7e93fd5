// @ts-check
// Browsers fetch the wasm and compile it while it arrives. Bundlers recognize `new URL(…, import.meta.url)` as an
// asset.
import { imports } from "../../dist/core/imports.js";
import { decode } from "../decode.js";

/** @param {URL} url */
async function fetched(url) {
	const response = await fetch(url);
	const type = response.headers.get("content-type") ?? "";
	// The server of a single-page app may respond with that page if a file is missing.
	if (!response.ok || type.startsWith("text/html")) throw new Error(`no wasm at ${url}`);
	// Streaming needs the right media type, which some static file servers do not send.
	return type.startsWith("application/wasm")
		? WebAssembly.instantiateStreaming(response, imports)
		: WebAssembly.instantiate(await response.arrayBuffer(), imports);
}

/**
 * Imports the wasm as a script: for bundlers that do not copy the file, test runners, and policies that allow only
 * scripts.
 *
 * @param {string} advice
 */
async function imported(advice) {
	const { default: base64 } = await import("./core.wasm.js").catch((cause) => {
		throw new Error(`the wasm of descope-outbound is neither a file nor a script here: ${advice}`, { cause });
	});
	return WebAssembly.instantiate(decode(base64), imports);
}

/**
 * @param {string} advice the first argument, because bundlers without top-level await quote the beginning of that line
 * @param {URL} url
 */
const load = (advice, url) => fetched(url).catch(() => imported(advice));

const { instance } = await load('import "descope-outbound/inline"', new URL("./core.wasm", import.meta.url));

export const instantiate = () => instance.exports;
