// @ts-check
// See wasm/core/worker.js.
import { imports } from "../../dist/emulator/imports.js";
import module from "./emulator.wasm?module";

export const instantiate = () => new WebAssembly.Instance(module, imports).exports;
