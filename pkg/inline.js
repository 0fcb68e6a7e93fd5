// @ts-check
// The wasm as base64 within the code: for bundlers that cannot place an asset, module service workers, and runtimes
// that none of the other entries is for.
import wasm from "./dist/core/core_bg.wasm.js";
import * as glue from "./dist/core/core_bg.js";
import { start } from "./start.js";

start(new WebAssembly.Module(wasm), "core", glue);

export * from "./api.js";
