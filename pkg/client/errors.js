// @ts-check
// The error classes. What they say is decided in the core; they only hold it.

/**
 * Whether the server did what was asked: `"no"`, `"yes"`, or `"unknown"` where nobody can tell from here.
 * @typedef {"no" | "yes" | "unknown"} Applied
 */

/**
 * What happened, for programs. Stable; more may come.
 * @typedef {"invalid-config" | "invalid-request" | "immutable-field" | "api-error" | "batch-refused" | "rate-limited" | "conflict" | "not-connected" | "connection-failed" | "timeout" | "response-not-json" | "response-wrong-shape" | "response-too-large" | "response-redirect" | "response-not-http"} ErrorCode
 */

/**
 * Minifiers rename classes; a name in a log should not change with that. Who asks a class for its own name still gets it
 * from a bundle, as long as the class does not use that within itself: hence `this` in what follows.
 *
 * @param {Function} errorClass
 * @param {string} name
 */
function named(errorClass, name) {
	Object.defineProperty(errorClass.prototype, "name", { value: name, configurable: true, writable: true });
}

/** The base of every error that this package makes. None of them holds a secret. */
export class OutboundError extends Error {
	static {
		named(this, "OutboundError");
	}

	/**
	 * What happened, for programs: kebab-case, and stable.
	 * @readonly
	 * @type {ErrorCode}
	 */
	code;

	/**
	 * Whether the server did what was asked.
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
		super(message, cause === undefined ? undefined : { cause });
		this.code = details.code;
		this.applied = details.applied;
	}
}

/** The options cannot be used; the message names everything that is wrong with them. */
export class ConfigError extends OutboundError {
	static {
		named(this, "ConfigError");
	}
}

/** The request has errors; nothing was changed. */
export class ValidationError extends OutboundError {
	static {
		named(this, "ValidationError");
	}

	/**
	 * Everything that was found, warnings included.
	 * @readonly
	 * @type {import("../dist/core/core.js").Issue[]}
	 */
	issues;

	/**
	 * @param {string} message
	 * @param {{ code: ErrorCode, applied: Applied, issues: import("../dist/core/core.js").Issue[] }} details
	 */
	constructor(message, details) {
		super(message, details);
		this.issues = details.issues;
	}
}

/**
 * What a server said of an error: all that is known may be the status.
 * @typedef {{ code: ErrorCode, applied: Applied, status: number, errorCode?: string, errorDescription?: string, errorMessage?: string, retryAfterMs?: number }} ApiErrorDetails
 */

/** The server answered with an error. */
export class ApiError extends OutboundError {
	static {
		named(this, "ApiError");
	}

	/**
	 * The HTTP status.
	 * @readonly
	 * @type {number}
	 */
	status;

	/**
	 * The API's code, such as `E011003`. Not there when something on the way to the API answered.
	 * @readonly
	 * @type {string | undefined}
	 */
	errorCode;

	/**
	 * What kind of error it is, in the API's words.
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
	 * How long the server wants to be left alone, in milliseconds, if it said so.
	 * @readonly
	 * @type {number | undefined}
	 */
	retryAfterMs;

	/**
	 * @param {string} message
	 * @param {ApiErrorDetails} details
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
export class RateLimitError extends ApiError {
	static {
		named(this, "RateLimitError");
	}
}

/** The id or the name is taken. */
export class ConflictError extends ApiError {
	static {
		named(this, "ConflictError");
	}
}

/**
 * There is no token for this user or tenant and app, or none with exactly these scopes: connect first. Neither the key nor
 * the app is at fault.
 */
export class NotConnectedError extends ApiError {
	static {
		named(this, "NotConnectedError");
	}
}

/** The connection failed before an answer was read; `cause` says how. */
export class ConnectionError extends OutboundError {
	static {
		named(this, "ConnectionError");
	}
}

/** The server refused a part of a batch, and so stored nothing of it. */
export class BatchError extends OutboundError {
	static {
		named(this, "BatchError");
	}

	/**
	 * What it refused, and why.
	 * @readonly
	 * @type {import("../dist/core/core.js").BatchFailure[]}
	 */
	failures;

	/**
	 * @param {string} message
	 * @param {{ code: ErrorCode, applied: Applied, failures: import("../dist/core/core.js").BatchFailure[] }} details
	 */
	constructor(message, details) {
		super(message, details);
		this.failures = details.failures;
	}
}

/** No answer came in time. */
export class TimeoutError extends OutboundError {
	static {
		named(this, "TimeoutError");
	}

	/**
	 * How long was waited, in milliseconds.
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

/** A success that cannot be believed: not JSON, of a wrong shape, without the app that was sent, too large, a redirect. */
export class ResponseError extends OutboundError {
	static {
		named(this, "ResponseError");
	}
}
