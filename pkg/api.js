// @ts-check
// What people import, the same in every runtime; the entry files only differ in how they find the wasm.
export { OutboundApps } from "./client/client.js";
export * from "./client/errors.js";
export { validate } from "./client/validate.js";
