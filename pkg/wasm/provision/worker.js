// @ts-check
// See wasm/core/worker.js.
import { imports } from "../../dist/provision/imports.js";
import module from "./provision.wasm?module";

export const instantiate = () => new WebAssembly.Instance(module, imports).exports;
