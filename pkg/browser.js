// @ts-check
// Browsers, and bundlers for them: `new URL(…, import.meta.url)` is the form in which they recognise an asset.

import core from "./dist/client.js";

const url = new URL("./dist/core/core_bg.wasm", import.meta.url);
const response = await fetch(url);
const type = response.headers.get("content-type") ?? "";
// A server of an app with one page answers with that page where a file is missing.
if (!response.ok || type.startsWith("text/html")) {
	throw new Error(
		`no wasm at ${url}: if the bundler does not place it, import "descope-outbound/inline", which holds it`,
	);
}
// Streaming needs the right media type, which not every server of static files knows.
const source = type.startsWith("application/wasm")
	? WebAssembly.instantiateStreaming(response, core.imports)
	: WebAssembly.instantiate(await response.arrayBuffer(), core.imports);
core.connect((await source).instance.exports);

export * from "./dist/client.js";
