// @ts-check
// Browsers, and bundlers for them: `new URL(…, import.meta.url)` is the form in which they recognise an asset.
import * as glue from "./dist/core/core_bg.js";
import { connect, imports } from "./start.js";

const response = await fetch(new URL("./dist/core/core_bg.wasm", import.meta.url));
const source = response.headers.get("content-type")?.startsWith("application/wasm")
	? WebAssembly.instantiateStreaming(response, imports("core", glue))
	: WebAssembly.instantiate(await response.arrayBuffer(), imports("core", glue));
connect((await source).instance, glue);

export * from "./api.js";
