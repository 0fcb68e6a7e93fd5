// @ts-check
// workerd compiles wasm when it loads the worker, never later: the import is a compiled module.

import core from "./dist/client.js";
import module from "./dist/core/core_bg.wasm";

core.start(module);

export * from "./dist/client.js";
