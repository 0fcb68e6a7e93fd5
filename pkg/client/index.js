// @ts-check
// The client with all that it takes to start it: one module for the entries. It is packed as one file, `dist/client.js`,
// as every file more costs a cold start up to a millisecond.
// First, as it looks for what the glue behind all others needs.
import { coreGlue } from "./core.js";
import { imports } from "../dist/core/imports.js";
import { connect, start } from "../start.js";

// What people import, the same in every runtime; the entries only differ in how they find the wasm.
export { OutboundApps } from "./client.js";
export {
	ApiError,
	BatchError,
	ConfigError,
	ConflictError,
	ConnectionError,
	NotConnectedError,
	OutboundError,
	RateLimitError,
	ResponseError,
	TimeoutError,
	ValidationError,
} from "./errors.js";
export { validate } from "./validate.js";

/** For the entries alone: `export *` leaves a default out. */
export default {
	imports,
	/** @param {WebAssembly.Module} module */
	start: (module) => start(module, imports, coreGlue),
	/** @param {WebAssembly.Exports} exports */
	connect: (exports) => connect(exports, coreGlue),
};
