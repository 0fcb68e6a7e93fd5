// @ts-check
// workerd compiles wasm when it loads the worker, never later: the import is a compiled module.

import { coreGlue, imports, start } from "./dist/client.js";
import module from "./dist/core/core_bg.wasm";

start(module, imports, coreGlue);

export * from "./api.js";
