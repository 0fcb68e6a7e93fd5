// @ts-check
// The error classes. The core decides their content.

/** @import { BatchFailure, Issue } from "../dist/core/core.js" */

/**
 * Whether the server carried out the request: `"no"`, `"yes"`, or `"unknown"` if the client cannot tell.
 * @typedef {"no" | "yes" | "unknown"} Applied
 */

/**
 * What happened, for programs. Existing codes are stable; new ones may be added.
 * @typedef {"invalid-config" | "invalid-request" | "immutable-field" | "api-error" | "batch-refused" | "rate-limited" | "conflict" | "not-connected" | "connection-failed" | "timeout" | "response-not-json" | "response-wrong-shape" | "response-too-large" | "response-redirect" | "response-not-http"} ErrorCode
 */

/** The base class of this package's errors. They hold no secrets. */
export class OutboundError extends Error {
	/**
	 * What happened, for programs: kebab-case, and stable.
	 * @readonly
	 * @type {ErrorCode}
	 */
	code;

	/**
	 * Whether the server carried out the request.
	 * @readonly
	 * @type {Applied}
	 */
	applied;

	/**
	 * @param {string} message
	 * @param {{ code: ErrorCode, applied: Applied }} details
	 * @param {unknown} [cause]
	 */
	constructor(message, details, cause) {
		nameClasses();
		super(message, cause === undefined ? undefined : { cause });
		this.code = details.code;
		this.applied = details.applied;
	}
}

/** The options cannot be used; the message names all problems. */
export class ConfigError extends OutboundError {}

/** The request has errors; nothing was changed. */
export class ValidationError extends OutboundError {
	/**
	 * All issues, warnings included.
	 * @readonly
	 * @type {Issue[]}
	 */
	issues;

	/**
	 * @param {string} message
	 * @param {{ code: ErrorCode, applied: Applied, issues: Issue[] }} details
	 */
	constructor(message, details) {
		super(message, details);
		this.issues = details.issues;
	}
}

/** The server answered with an error. */
export class ApiError extends OutboundError {
	/**
	 * The HTTP status.
	 * @readonly
	 * @type {number}
	 */
	status;

	/**
	 * The API's code, such as `E011003`. Absent if a proxy answered instead of the API.
	 * @readonly
	 * @type {string | undefined}
	 */
	errorCode;

	/**
	 * The kind of error, in the API's words.
	 * @readonly
	 * @type {string | undefined}
	 */
	errorDescription;

	/**
	 * What went wrong, in the API's words.
	 * @readonly
	 * @type {string | undefined}
	 */
	errorMessage;

	/**
	 * How long the server asks clients to wait (`Retry-After`), in milliseconds, if it does.
	 * @readonly
	 * @type {number | undefined}
	 */
	retryAfterMs;

	/**
	 * @param {string} message
	 * @param {{ code: ErrorCode, applied: Applied, status: number, errorCode?: string, errorDescription?: string, errorMessage?: string, retryAfterMs?: number }} details
	 */
	constructor(message, details) {
		super(message, details);
		this.status = details.status;
		this.errorCode = details.errorCode;
		this.errorDescription = details.errorDescription;
		this.errorMessage = details.errorMessage;
		this.retryAfterMs = details.retryAfterMs;
	}
}

/** The server answered 429: too many requests. */
export class RateLimitError extends ApiError {}

/** The id or the name is taken. */
export class ConflictError extends ApiError {}

/**
 * The user or tenant has no token for this app, or none with exactly these scopes: connect first. The key and the app
 * are not at fault.
 */
export class NotConnectedError extends ApiError {}

/** The connection failed before an answer was read; `cause` is the reason. */
export class ConnectionError extends OutboundError {}

/** The server refused a part of a batch, and stored nothing of it. */
export class BatchError extends OutboundError {
	/**
	 * The refused tokens, with the reasons.
	 * @readonly
	 * @type {BatchFailure[]}
	 */
	failures;

	/**
	 * @param {string} message
	 * @param {{ code: ErrorCode, applied: Applied, failures: BatchFailure[] }} details
	 */
	constructor(message, details) {
		super(message, details);
		this.failures = details.failures;
	}
}

/** No answer came in time. */
export class TimeoutError extends OutboundError {
	/**
	 * The time limit, in milliseconds.
	 * @readonly
	 * @type {number}
	 */
	timeoutMs;

	/**
	 * @param {string} message
	 * @param {{ code: ErrorCode, applied: Applied, timeoutMs: number }} details
	 */
	constructor(message, details) {
		super(message, details);
		this.timeoutMs = details.timeoutMs;
	}
}

/** An unusable success: not JSON, of a wrong shape, without the app that was sent, too large, or a redirect. */
export class ResponseError extends OutboundError {}

let areNamed = false;

/**
 * Names the classes as written here, since minifiers rename them. Runs at the first error: bundlers keep an unused
 * class that code changes when the module loads.
 */
function nameClasses() {
	if (areNamed) return;
	areNamed = true;
	const classes = {
		OutboundError,
		ConfigError,
		ValidationError,
		ApiError,
		RateLimitError,
		ConflictError,
		NotConnectedError,
		BatchError,
		ConnectionError,
		TimeoutError,
		ResponseError,
	};
	for (const [name, { prototype }] of Object.entries(classes)) {
		Object.defineProperty(prototype, "name", { value: name, configurable: true, writable: true });
	}
}

/**
 * Returns the class of the errors with a code, by a table within the function: bundlers keep an unused table of classes.
 *
 * @param {ErrorCode} code
 */
function classOf(code) {
	/** @type {[code: ErrorCode, ErrorClass: new (message: string, details: any, cause?: unknown) => OutboundError][]} */
	const classes = [
		["invalid-config", ConfigError],
		["invalid-request", ValidationError],
		["immutable-field", ValidationError],
		["api-error", ApiError],
		["rate-limited", RateLimitError],
		["conflict", ConflictError],
		["not-connected", NotConnectedError],
		["batch-refused", BatchError],
		["connection-failed", ConnectionError],
		["timeout", TimeoutError],
		["response-not-json", ResponseError],
		["response-wrong-shape", ResponseError],
		["response-too-large", ResponseError],
		["response-redirect", ResponseError],
		["response-not-http", ResponseError],
	];
	return classes.find(([known]) => known === code)?.[1] ?? OutboundError;
}

/**
 * Creates the error for a failure that the core reports. The default export, since `export *` leaves it out of the
 * public names.
 *
 * @param {{ code: ErrorCode, applied: Applied, message: string, causes?: [name: string, message: string, code: string][] }} failure
 * @returns {Error}
 */
export default function toError({ message, causes = [], ...details }) {
	const ErrorClass = classOf(details.code);
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
