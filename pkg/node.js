// @ts-check
// Node and Bun: the file is read and compiled synchronously, so that `require()` of this module works too.
import { readFileSync } from "node:fs";
import { coreGlue, imports, start } from "./dist/client.js";

const wasm = readFileSync(new URL("./dist/core/core_bg.wasm", import.meta.url));
start(new WebAssembly.Module(wasm), imports, coreGlue);

export * from "./api.js";
