// @ts-check
// workerd compiles wasm when it loads the worker, never later: the import is a compiled module.
import module from "./dist/core/core_bg.wasm";
import * as glue from "./dist/core/core_bg.js";
import { start } from "./start.js";

start(module, "core", glue);

export * from "./api.js";
