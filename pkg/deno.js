// @ts-check
// Deno imports wasm as a module, which needs no permission; reading the file would ask for one.
import core from "./dist/client.js";
import { __wbg_set_wasm } from "./dist/core/core_bg.js";
import * as exports from "./dist/core/core_bg.wasm";

const instance = /** @type {any} */ (exports);
// The wasm has imported the glue by itself, which is another than the client's.
__wbg_set_wasm(instance);
core.connect(instance);

export * from "./dist/client.js";
