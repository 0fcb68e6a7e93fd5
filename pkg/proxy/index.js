// @ts-check
// The public entry, packed as one file. No wasm: a proxy checks who asks for what, and Descope checks the rest.
export { toNodeListener } from "./node.js";
export { createProxy } from "./proxy.js";
