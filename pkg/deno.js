// @ts-check
// Deno imports wasm as a module, which needs no permission; reading the file would ask for one.
import "./dist/core/core.js";

export * from "./api.js";
