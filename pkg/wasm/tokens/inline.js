// @ts-check
// See wasm/core/inline.js.
import base64 from "../../dist/tokens/tokens_bg.wasm.js";
import { imports } from "../../dist/tokens/imports.js";
import { decode } from "../decode.js";

export const instantiate = () => new WebAssembly.Instance(new WebAssembly.Module(decode(base64)), imports).exports;
