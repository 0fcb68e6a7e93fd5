// @ts-check
// The public entry, bundled as one file. It needs no wasm: the proxy checks permissions, and Descope checks the
// requests.
export { toNodeListener } from "./node.js";
export { createProxy } from "./proxy.js";
