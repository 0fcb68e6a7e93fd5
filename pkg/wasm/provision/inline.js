// @ts-check
// See wasm/core/inline.js.
import base64 from "../../dist/provision/provision_bg.wasm.js";
import { imports } from "../../dist/provision/imports.js";
import { decode } from "../decode.js";

export const instantiate = () => new WebAssembly.Instance(new WebAssembly.Module(decode(base64)), imports).exports;
