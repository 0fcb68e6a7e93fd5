// @ts-check
// workerd compiles wasm when it loads the worker, never later: the import is a compiled module.

import { coreGlue } from "./client/core.js";
import module from "./dist/core/core_bg.wasm";
import { imports } from "./dist/core/imports.js";
import { start } from "./start.js";

start(module, imports, coreGlue);

export * from "./api.js";
