// @ts-check
// The error classes. What they say is decided in the core; they only hold it.

/** @import { BatchFailure, Issue } from "../dist/core/core.js" */

/**
 * Whether the server did what was asked: `"no"`, `"yes"`, or `"unknown"` where nobody can tell from here.
 * @typedef {"no" | "yes" | "unknown"} Applied
 */

/**
 * What happened, for programs. Stable; more may come.
 * @typedef {"invalid-config" | "invalid-request" | "immutable-field" | "api-error" | "batch-refused" | "rate-limited" | "conflict" | "not-connected" | "connection-failed" | "timeout" | "response-not-json" | "response-wrong-shape" | "response-too-large" | "response-redirect" | "response-not-http"} ErrorCode
 */

/** The base of every error that this package makes. None of them holds a secret. */
export class OutboundError extends Error {
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
		nameClasses();
		super(message, cause === undefined ? undefined : { cause });
		this.code = details.code;
		this.applied = details.applied;
	}
}

/** The options cannot be used; the message names everything that is wrong with them. */
export class ConfigError extends OutboundError {}

/** The request has errors; nothing was changed. */
export class ValidationError extends OutboundError {
	/**
	 * Everything that was found, warnings included.
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
 * There is no token for this user or tenant and app, or none with exactly these scopes: connect first. Neither the key nor
 * the app is at fault.
 */
export class NotConnectedError extends ApiError {}

/** The connection failed before an answer was read; `cause` says how. */
export class ConnectionError extends OutboundError {}

/** The server refused a part of a batch, and so stored nothing of it. */
export class BatchError extends OutboundError {
	/**
	 * What it refused, and why.
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
export class ResponseError extends OutboundError {}

let areNamed = false;

/**
 * Minifiers rename classes; a name in a log should not change with that. It is done at the first error, as bundlers keep a
 * class that nobody uses for what is done to it when it is loaded.
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
		ConnectionError,
		BatchError,
		TimeoutError,
		ResponseError,
	};
	for (const [name, { prototype }] of Object.entries(classes)) {
		Object.defineProperty(prototype, "name", { value: name, configurable: true, writable: true });
	}
}
