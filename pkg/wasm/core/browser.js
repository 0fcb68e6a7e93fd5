// @ts-check
// Browsers fetch the wasm, and compile it while it arrives. `new URL(…, import.meta.url)` is the form in which their
// bundlers recognise an asset.
import { imports } from "../../dist/core/imports.js";
import { decode } from "../decode.js";

/** @param {URL} url */
async function fetched(url) {
	const response = await fetch(url);
	const type = response.headers.get("content-type") ?? "";
	// A server of an app with one page answers with that page where a file is missing.
	if (!response.ok || type.startsWith("text/html")) throw new Error(`no wasm at ${url}`);
	// Streaming needs the right media type, which not every server of static files knows.
	return type.startsWith("application/wasm")
		? WebAssembly.instantiateStreaming(response, imports)
		: WebAssembly.instantiate(await response.arrayBuffer(), imports);
}

/**
 * For bundlers that leave the file behind, test runners, and policies that let scripts pass and nothing else.
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
 * @param {string} advice first, as bundlers quote the beginning of the line where they know no top-level await
 * @param {URL} url
 */
const load = (advice, url) => fetched(url).catch(() => imported(advice));

const { instance } = await load('import "descope-outbound/inline"', new URL("./core.wasm", import.meta.url));

export const instantiate = () => instance.exports;
