// @ts-check
// Creates the error for a failure that the core reports.
import {
	ApiError,
	BatchError,
	ConfigError,
	ConflictError,
	ConnectionError,
	NotConnectedError,
	RateLimitError,
	ResponseError,
	TimeoutError,
	ValidationError,
} from "./errors.js";

/**
 * The error classes by code; all other codes belong to `ResponseError`.
 *
 * @type {Record<string, new (message: string, details: any, cause?: unknown) => Error>}
 */
const CLASSES = {
	"invalid-config": ConfigError,
	"invalid-request": ValidationError,
	"immutable-field": ValidationError,
	"api-error": ApiError,
	"batch-refused": BatchError,
	"rate-limited": RateLimitError,
	conflict: ConflictError,
	"not-connected": NotConnectedError,
	"connection-failed": ConnectionError,
	timeout: TimeoutError,
};

/**
 * @param {{ code: import("./errors.js").ErrorCode, applied: import("./errors.js").Applied, message: string, causes?: [name: string, message: string, code: string][] }} failure
 * @returns {Error}
 */
export function toError({ message, causes = [], ...details }) {
	const ErrorClass = CLASSES[details.code] ?? ResponseError;
	return new ErrorClass(message, details, causes.reduceRight(causedBy, undefined));
}

/**
 * Creates an error like the thrown one, without its stack, which may quote secrets.
 *
 * @param {Error | undefined} cause
 * @param {[name: string, message: string, code: string]} described
 * @returns {Error}
 */
function causedBy(cause, [name, message, code]) {
	const error = new Error(message, cause === undefined ? undefined : { cause });
	Object.defineProperty(error, "name", { value: name, configurable: true, writable: true });
	return code === "" ? error : Object.assign(error, { code });
}
