// @ts-check
// The public entry. The build bundles it into one self-contained file for each kind of host, since each further file
// costs a cold start up to a millisecond: see `xtask/bundle/main.mjs`.
export { OutboundApps } from "./client.js";
export * from "./errors.js";
export { validate } from "./validate.js";
