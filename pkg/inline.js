// @ts-check
// The wasm as base64 within the code: for bundlers that cannot place an asset, module service workers, and runtimes
// that none of the other entries is for.

import core from "./dist/client.js";
import wasm from "./dist/core/core_bg.wasm.js";

core.start(new WebAssembly.Module(wasm));

export * from "./dist/client.js";
