// @ts-check
// What people import, the same in every runtime; the entry files only differ in how they find the wasm.
export {
	ApiError,
	BatchError,
	ConfigError,
	ConflictError,
	ConnectionError,
	OutboundApps,
	OutboundError,
	RateLimitError,
	ResponseError,
	TimeoutError,
	ValidationError,
	validate,
} from "./dist/client.js";
