// @ts-check
// Browsers, and bundlers for them: `new URL(…, import.meta.url)` is the form in which they recognise an asset.
import { coreGlue } from "./client/core.js";
import { imports } from "./dist/core/imports.js";
import { connect } from "./start.js";

const response = await fetch(new URL("./dist/core/core_bg.wasm", import.meta.url));
// Streaming needs the right media type, which not every server of static files knows.
const source = response.headers.get("content-type")?.startsWith("application/wasm")
	? WebAssembly.instantiateStreaming(response, imports)
	: WebAssembly.instantiate(await response.arrayBuffer(), imports);
connect((await source).instance.exports, coreGlue);

export * from "./api.js";
