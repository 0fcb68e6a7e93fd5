// Groups and formats the issues that the package's rules find.

/** @typedef {import("descope-outbound").Issue} Issue */

/**
 * @param {readonly Issue[]} issues
 * @returns {Record<string, Issue[]>}
 */
export const issuesByField = (issues) =>
	/** @type {Record<string, Issue[]>} */ (Object.groupBy(issues, ({ path }) => /^\w*/.exec(path)?.[0] ?? ""));

/**
 * Warns of a name or an id that another app in the list has. It is not an error, because the list may be outdated.
 *
 * @param {Record<string, any>} app
 * @param {readonly Record<string, any>[]} others
 * @returns {Issue[]}
 */
export const taken = (app, others) =>
	/** @type {const} */ (["name", "id"])
		.filter((path) => app[path] && others.some((other) => other[path] === app[path]))
		.map((path) => ({ path, code: "duplicate", severity: "warning", message: "is taken by another connection" }));

/**
 * Formats an issue for display at its field, without the field's name.
 *
 * @param {Issue} issue
 */
export function sentence({ path, message }) {
	const [, index, part = ""] = /\[(\d+)\](?:\.(\w+))?$/.exec(path) ?? [];
	const place = index === undefined ? "" : `${["Item", Number(index) + 1, part].filter(Boolean).join(" ")}: `;
	const text = place + message;
	return text.charAt(0).toUpperCase() + text.slice(1);
}
