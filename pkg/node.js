// @ts-check
// Node and Bun: the file is read and compiled synchronously, so that `require()` of this module works too.
import { readFileSync } from "node:fs";
import core from "./dist/client.js";

const wasm = readFileSync(new URL("./dist/core/core_bg.wasm", import.meta.url));
core.start(new WebAssembly.Module(wasm));

export * from "./dist/client.js";
