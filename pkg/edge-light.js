// @ts-check
// Next.js on its edge runtime, and Vercel's: wasm is compiled when they load the code, never later, and what an import
// with `?module` gives is the compiled module.
import core from "./dist/client.js";
import module from "./dist/core/core_bg.wasm?module";

core.start(module);

export * from "./dist/client.js";
