/// <reference lib="esnext.disposable" />
export * from "./dist/core/core.js";
export type { CreateResponse as Response } from "./dist/core/core.js";
export * from "./dist/core/errors.js";
