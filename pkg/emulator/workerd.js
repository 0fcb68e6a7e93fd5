// @ts-check
// workerd compiles wasm when it loads the worker, never later: the import is a compiled module.
import * as glue from "../dist/emulator/emulator_bg.js";
import module from "../dist/emulator/emulator_bg.wasm";
import { imports } from "../dist/emulator/imports.js";
import { start } from "../start.js";

start(module, imports, glue);

export * from "./api.js";
