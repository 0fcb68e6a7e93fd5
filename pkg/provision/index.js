// @ts-check
// The public entry, bundled as one file. It does not import the client's core: it accepts any object with the client's
// methods.
export { apply } from "./apply.js";
export { discover } from "./discover.js";
export { exportApps, fileSchema } from "./export.js";
export { parse } from "./parse.js";
export { plan } from "./plan.js";
export { presets } from "./presets.js";
