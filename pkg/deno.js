// @ts-check
// Deno imports wasm as a module, which needs no permission; reading the file would ask for one.
import { coreGlue } from "./client/core.js";
import * as exports from "./dist/core/core_bg.wasm";
import { connect } from "./start.js";

connect(/** @type {any} */ (exports), coreGlue);

export * from "./api.js";
