// @ts-check
// What came of a call, for people: the app as the server answered it, or the error and what to do about it.
import {
	ApiError,
	ConflictError,
	OutboundError,
	RateLimitError,
	TimeoutError,
	ValidationError,
} from "descope-outbound";

/** @typedef {import("descope-outbound").CreateResponse} CreateResponse */

const SECRET_FIELDS = new Set(["clientSecret"]);

const APPLIED = {
	no: "no: nothing was created",
	yes: "yes: the app was created",
	unknown: "unknown: the app may exist or not",
};

/** @param {CreateResponse} response */
export function answerNodes({ app }) {
	if (app === undefined) return [banner("good", "Created, and the server described nothing of it.")];
	const rows = Object.entries(app).map(([field, value]) =>
		SECRET_FIELDS.has(field) ? row(field, "set, not shown", "withheld") : row(field, text(value)),
	);
	return [banner("good", `Created ${app.name ?? app.id ?? ""}`), list(rows)];
}

/** @param {unknown} error */
export function errorNodes(error) {
	if (!(error instanceof OutboundError)) {
		return [banner("error", "Not finished"), list([row("reason", String(error)), row("What to do", LOOK)])];
	}
	const rows = [
		row("class", error.name),
		row("code", error.code),
		row("applied", APPLIED[error.applied]),
		row("message", error.message),
	];
	if (error instanceof ApiError) {
		rows.push(row("status", String(error.status)));
		for (const field of /** @type {const} */ (["errorCode", "errorDescription", "errorMessage"])) {
			if (error[field] !== undefined) rows.push(row(field, error[field]));
		}
	}
	return [banner("error", headline(error)), list([...rows, row("What to do", advice(error))])];
}

/** @param {OutboundError} error */
function headline(error) {
	return error.applied === "no" ? "Not created" : error.applied === "yes" ? "Created, but" : "Perhaps created";
}

const LOOK = "Look whether an app of this name exists before you create it again.";

/** @param {OutboundError} error */
function advice(error) {
	if (error instanceof ValidationError) return "Correct the marked fields; nothing was sent.";
	if (error instanceof ConflictError) return "Choose another id and name, or use the app that has them.";
	if (error instanceof RateLimitError)
		return `Try again in ${Math.ceil((error.retryAfterMs ?? 60_000) / 1000)} seconds.`;
	if (error instanceof ApiError && error.status === 401) return "Give the server of this page a key that is valid.";
	if (error.applied === "unknown") {
		const why = error instanceof TimeoutError ? "The server was too slow. " : "See that the server runs. ";
		return why + LOOK;
	}
	return error.applied === "yes" ? "Do not create it again. Load it." : "Correct what the message names.";
}

/**
 * @param {"good" | "error"} kind
 * @param {string} content
 */
function banner(kind, content) {
	const node = document.createElement("p");
	node.className = `banner ${kind}`;
	node.textContent = content;
	return node;
}

/** @param {Node[][]} rows */
function list(rows) {
	const node = document.createElement("dl");
	node.append(...rows.flat());
	return node;
}

/**
 * @param {string} name
 * @param {string} content
 * @param {string} [className]
 */
function row(name, content, className = "") {
	const term = document.createElement("dt");
	term.textContent = name;
	const description = document.createElement("dd");
	description.textContent = content;
	description.className = className;
	return [term, description];
}

/** @param {unknown} value */
function text(value) {
	if (Array.isArray(value) && value.every((item) => typeof item === "string")) return value.join("\n");
	return typeof value === "string" ? value : JSON.stringify(value);
}
