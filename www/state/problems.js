// Explains errors: what happened, and what to do.

/** @typedef {{ title: string, advice: string, detail?: string, mayBeDone: boolean }} Problem */

/** @type {Record<string, [title: string, advice: string]>} */
const BY_STATUS = {
	401: ["You are not signed in", "Sign in again in another tab, then try again here. What you typed is kept."],
	403: ["You may not do this", "Ask whoever runs this console for the permission."],
	404: ["There is no such thing", "Somebody may have deleted it. Go back to the list and refresh it."],
	413: ["This is too much at once", "Shorten it: a logo as a data URI is often the reason."],
};

/** @type {Record<string, [title: string, advice: string]>} */
const BY_CODE = {
	"client-missing": [
		"The console did not load completely",
		"Reload the page. If that does not help, core.wasm or client.js is missing on the server.",
	],
	"invalid-request": ["Something has to be corrected first", "Each mistake is named below."],
	"immutable-field": ["A fixed field would change", "Each one is named below."],
	"rate-limited": ["Descope asks for a pause", "Try again in a moment."],
	conflict: ["The name or the ID is taken", "Choose another, or use the connection that has it."],
	"not-connected": ["There is no token", "Connect the user or the tenant first."],
	"connection-failed": ["The server cannot be reached", "Check your connection, then try again."],
	"discovery-failed": ["Nothing was found there", "Check the address, or fill in the fields yourself."],
	timeout: ["The server took too long", "Try again in a moment."],
	"api-error": ["The server refused", "Its own words say why."],
	"invalid-config": ["The console is not set up right", "Tell whoever runs this console."],
};

/** @type {[title: string, advice: string]} */
const UNREADABLE = [
	"The answer cannot be read",
	"Something between this page and Descope may have answered. Tell whoever runs this console.",
];

const APPLIED = /** @type {Record<string, string>} */ ({
	no: "Nothing was changed.",
	yes: "The change was made, though. Do not send it again.",
	unknown: "The change may have been made all the same. Look again before you repeat it.",
});

/**
 * @param {any} error
 * @param {boolean} [isChange] whether the failed call was a change
 * @returns {Problem}
 */
export function inWords(error, isChange = false) {
	const { code = "", status, retryAfterMs, errorMessage, errorDescription, errorCode, issues, applied = "no" } = error;
	const isOffline = code === "connection-failed" && !navigator.onLine;
	let [title, advice] = (code === "api-error" && BY_STATUS[status]) || BY_CODE[code] || UNREADABLE;
	if (isOffline) [title, advice] = ["You are offline", "Once you are online again, try again."];
	if (code === "api-error" && status >= 500) [title, advice] = ["The server has a problem", "Try again in a moment."];
	if (retryAfterMs) advice = `Try again in ${Math.ceil(retryAfterMs / 1000)} seconds.`;
	const words = [errorDescription, errorMessage].filter(Boolean).join(": ");
	const found = issues?.map((/** @type {any} */ issue) => `${issue.path} ${issue.message}`).join("\n");
	return {
		title,
		advice: isChange ? `${APPLIED[applied]} ${applied === "no" ? advice : ""}`.trim() : advice,
		detail:
			found ?? (words && `The server says: ${words}${errorCode && errorCode !== "proxy" ? ` (${errorCode})` : ""}`),
		mayBeDone: isChange && applied !== "no",
	};
}
