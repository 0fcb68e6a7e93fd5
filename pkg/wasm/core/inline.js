// @ts-check
// The wasm as base64 in the code, for every host that can compile wasm at run time.
import base64 from "../../dist/core/core_bg.wasm.js";
import { imports } from "../../dist/core/imports.js";
import { decode } from "../decode.js";

export const instantiate = () => new WebAssembly.Instance(new WebAssembly.Module(decode(base64)), imports).exports;
