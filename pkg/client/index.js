// @ts-check
// The client with all that it takes to start it: one module for the entries. It is packed as one file, `dist/client.js`,
// as every file more costs a cold start a third of a millisecond.
export { imports } from "../dist/core/imports.js";
export { connect, start } from "../start.js";
export { OutboundApps } from "./client.js";
export { coreGlue } from "./core.js";
export * from "./errors.js";
export { validate } from "./validate.js";
