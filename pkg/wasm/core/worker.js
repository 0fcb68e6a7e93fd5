// @ts-check
// Edge workers compile wasm only when they load the code. With `?module`, all their tools turn this import into the
// compiled module.
import { imports } from "../../dist/core/imports.js";
import module from "./core.wasm?module";

export const instantiate = () => new WebAssembly.Instance(module, imports).exports;
