// @ts-check
// The wasm as base64 within the code: works wherever wasm may be compiled at run time.
import * as glue from "../dist/emulator/emulator_bg.js";
import wasm from "../dist/emulator/emulator_bg.wasm.js";
import { imports } from "../dist/emulator/imports.js";
import { start } from "../start.js";

start(new WebAssembly.Module(wasm), imports, glue);

export * from "./api.js";
