// @ts-check
// The public entry, packed as one file, as client/index.js is. It imports nothing of the client's core: errors are told by
// their `code`, and the client is whatever has its methods.
export { TokenCache } from "./cache.js";
