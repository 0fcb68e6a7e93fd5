import {
	ApiError,
	ConfigError,
	type ConflictError,
	ConnectionError,
	type ErrorCode,
	type Issue,
	OutboundError,
	type RateLimitError,
	type ResponseError,
	TimeoutError,
	ValidationError,
} from "descope-outbound";
import { type Equal, prove } from "./equal.js";

prove<Equal<OutboundError["applied"], "no" | "yes" | "unknown">>();
prove<Equal<OutboundError["code"], ErrorCode>>();
prove<Equal<OutboundError["name"], string>>();
prove<Equal<ValidationError["issues"], Issue[]>>();
prove<Equal<Issue["severity"], "error" | "warning">>();
prove<Equal<ApiError["status"], number>>();
prove<Equal<ApiError["errorCode"], string | undefined>>();
prove<Equal<ApiError["errorDescription"], string | undefined>>();
prove<Equal<ApiError["errorMessage"], string | undefined>>();
prove<Equal<ApiError["retryAfterMs"], number | undefined>>();
prove<Equal<TimeoutError["timeoutMs"], number>>();

prove<Extends<ConflictError, ApiError>>();
prove<Extends<RateLimitError, ApiError>>();
prove<Extends<ApiError, OutboundError>>();
prove<Extends<OutboundError, Error>>();

prove<Extends<typeof ConfigError | typeof ValidationError | typeof ConnectionError, typeof OutboundError>>();
prove<Extends<typeof TimeoutError | typeof ResponseError | typeof ApiError, typeof OutboundError>>();

/** A typical `catch`: each class narrows to its own fields, and leaves the others to the next line. */
export function explain(error: unknown): string {
	if (error instanceof ValidationError) return error.issues.map(({ path, message }) => `${path}: ${message}`).join();
	if (error instanceof TimeoutError) return `${error.timeoutMs} ms`;
	if (error instanceof ApiError) return `${error.status} ${error.errorCode ?? ""}`;
	if (error instanceof ConfigError) return error.message;
	if (error instanceof ConnectionError) return error.code;
	if (error instanceof OutboundError) return error.applied === "unknown" ? "look it up" : error.code;
	return String(error);
}

export function misuse(error: OutboundError) {
	// @ts-expect-error `applied` is read-only
	error.applied = "no";
	// @ts-expect-error there is no fourth value
	return error.applied === "maybe";
}

type Extends<Derived, Base> = [Derived] extends [Base] ? true : false;

/** A misspelled code is an error, not a branch that is never taken. */
export const isConflict = (error: OutboundError) => error.code === "conflict";
// @ts-expect-error
export const isConflct = (error: OutboundError) => error.code === "conflct";
