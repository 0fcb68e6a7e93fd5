// @ts-check
// The form as data, and the issues at its fields.

/** @typedef {import("descope-outbound").CreateRequest} CreateRequest */
/** @typedef {import("descope-outbound").Issue} Issue */

const TEXTS = /** @type {const} */ ([
	"name",
	"id",
	"description",
	"logo",
	"clientId",
	"clientSecret",
	"discoveryUrl",
	"authorizationUrl",
	"tokenUrl",
	"defaultRedirectUrl",
	"accessType",
]);

/**
 * What is left empty is not sent.
 * @param {HTMLFormElement} form
 * @returns {CreateRequest}
 */
export function readApp(form) {
	const data = new FormData(form);
	/** @type {CreateRequest} */
	const app = {};
	for (const field of TEXTS) {
		const text = String(data.get(field) ?? "");
		if (text !== "") app[field] = text;
	}
	const scopes = String(data.get("defaultScopes") ?? "")
		.split(/\r?\n/)
		.filter((line) => line !== "");
	if (scopes.length > 0) app.defaultScopes = scopes;
	const prompt = data.getAll("prompt").map(String);
	if (prompt.length > 0) app.prompt = prompt;
	if (data.has("pkce")) app.pkce = true;
	return app;
}

/**
 * Puts each issue below its field, where a screen reader finds it as the field's description.
 *
 * @param {HTMLFormElement} form
 * @param {Issue[]} issues
 * @param {(field: string) => boolean} isShown
 */
export function showIssues(form, issues, isShown) {
	const byField = Map.groupBy(issues, fieldOf);
	for (const field of form.querySelectorAll(".field")) {
		const controls = /** @type {NodeListOf<HTMLInputElement>} */ (field.querySelectorAll("input, textarea"));
		const name = controls[0]?.name ?? "";
		const found = isShown(name) ? (byField.get(name) ?? []) : [];
		const id = `${name}-issues`;
		field.querySelector(".issues")?.remove();
		if (found.length > 0) field.append(issueList(id, found));
		const invalid = found.some(({ severity }) => severity === "error");
		for (const control of controls) {
			control.setAttribute("aria-invalid", String(invalid));
			if (found.length > 0) control.setAttribute("aria-describedby", id);
			else control.removeAttribute("aria-describedby");
		}
	}
}

/** @param {HTMLFormElement} form */
export function focusFirstInvalid(form) {
	/** @type {HTMLElement | null} */ (form.querySelector('[aria-invalid="true"]'))?.focus();
}

/** @param {Issue[]} issues */
export function summarize(issues) {
	if (issues.length === 0) return "No problems found.";
	return [count(issues, "error"), count(issues, "warning")].filter(Boolean).join("; ");
}

/** @param {Issue} issue */
function fieldOf({ path }) {
	return path.split(/[.[]/, 1)[0] ?? "";
}

/**
 * @param {string} id
 * @param {Issue[]} issues
 */
function issueList(id, issues) {
	const list = document.createElement("ul");
	list.className = "issues";
	list.id = id;
	for (const { path, severity, message } of issues) {
		const item = document.createElement("li");
		item.className = `issue ${severity}`;
		item.dataset.severity = severity === "error" ? "Error" : "Warning";
		item.textContent = `${path} ${message}`;
		list.append(item);
	}
	return list;
}

/**
 * @param {Issue[]} issues
 * @param {Issue["severity"]} severity
 */
function count(issues, severity) {
	const found = issues.filter((issue) => issue.severity === severity);
	if (found.length === 0) return "";
	const fields = new Set(found.map(fieldOf));
	return `${found.length} ${severity}${found.length === 1 ? "" : "s"}: ${[...fields].join(", ")}`;
}
