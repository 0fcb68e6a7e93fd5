// @ts-check
// The public entry, packed as one file. It imports nothing of the client's core: the client is whatever has its methods.
export { apply } from "./apply.js";
export { discover } from "./discover.js";
export { exportApps, fileSchema } from "./export.js";
export { parse } from "./parse.js";
export { plan } from "./plan.js";
export { presets } from "./presets.js";
