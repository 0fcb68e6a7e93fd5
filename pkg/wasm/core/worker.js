// @ts-check
// Edge workers compile wasm when they load the code, never later. With `?module`, each of their tools takes this import
// for the compiled module.
import { imports } from "../../dist/core/imports.js";
import module from "./core.wasm?module";

export const instantiate = () => new WebAssembly.Instance(module, imports).exports;
