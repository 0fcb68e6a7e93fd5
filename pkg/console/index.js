// @ts-check
// The public entry, bundled as one file that contains the page.
export { toNodeListener } from "../proxy/node.js";
export { createConsole } from "./console.js";
