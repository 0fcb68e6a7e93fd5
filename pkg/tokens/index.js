// @ts-check
// The public entry, bundled as one file, like client/index.js. It does not import the client's core: it recognizes
// errors by their `code`, and accepts any object with the client's methods.
export { TokenCache } from "./cache.js";
