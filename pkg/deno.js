// @ts-check
// Deno imports wasm as a module, which needs no permission; reading the file would ask for one.
import { connect, coreGlue } from "./dist/client.js";
import * as exports from "./dist/core/core_bg.wasm";

connect(/** @type {any} */ (exports), coreGlue);

export * from "./api.js";
