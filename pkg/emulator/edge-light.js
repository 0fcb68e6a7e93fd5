// @ts-check
// The edge runtimes of Next.js and Vercel compile wasm when they load the code: such an import is a compiled module.
import * as glue from "../dist/emulator/emulator_bg.js";
import module from "../dist/emulator/emulator_bg.wasm?module";
import { imports } from "../dist/emulator/imports.js";
import { start } from "../start.js";

start(module, imports, glue);

export * from "./api.js";
