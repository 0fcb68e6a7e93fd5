// @ts-check
// See wasm/core/worker.js.
import { imports } from "../../dist/tokens/imports.js";
import module from "./tokens.wasm?module";

export const instantiate = () => new WebAssembly.Instance(module, imports).exports;
