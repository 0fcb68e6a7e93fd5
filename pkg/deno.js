// @ts-check
// Deno imports wasm as a module, which needs no permission; reading the file would ask for one.
import * as glue from "./dist/core/core_bg.js";
import * as exports from "./dist/core/core_bg.wasm";
import { connect } from "./start.js";

connect(/** @type {any} */ (exports), glue);

export * from "./api.js";
