// @ts-check
// What people import, the same in every runtime; the entry files only differ in how they find the wasm.
export { OutboundApps } from "./client.js";
export * from "./dist/core/errors.js";
export { validate } from "./validate.js";
