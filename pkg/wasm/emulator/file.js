// @ts-check
// The wasm in a file beside the code, for the commands, which are not bundled.
import { readFileSync } from "node:fs";
import { imports } from "../../dist/emulator/imports.js";

const url = new URL("../emulator.wasm", import.meta.url);

export const instantiate = () => new WebAssembly.Instance(new WebAssembly.Module(readFileSync(url)), imports).exports;
