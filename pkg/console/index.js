// @ts-check
// The public entry, packed as one file with the page in it.
export { toNodeListener } from "../proxy/node.js";
export { createConsole } from "./console.js";
