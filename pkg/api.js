// @ts-check
// What people import, the same in every runtime; the entry files only differ in how they find the wasm.
export { OutboundApps, validate } from "./dist/core/core_bg.js";
export * from "./dist/core/errors.js";
