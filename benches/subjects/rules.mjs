// @ts-check
// The rules that all validators share, in the form that is fastest for the peers: `new URL()` would cost each of them
// more than all its other work.

const HOST = String.raw`(?:[\w-]+(?:\.[\w-]+)*\.?|\[[\da-f:.]+\])`;
const LOOPBACK = String.raw`(?:(?:[\w-]+\.)*localhost\.?|127(?:\.\d{1,3}){3}|\[::1\])`;
const REST = String.raw`(?::\d{0,5})?(?:[/?](?:[^\s"<>\\#%]|%[\da-f]{2})*)?`;

/** Absolute, https, without user info and fragment; http only for a loopback host. An empty text counts as absent. */
const URL_SECURE = new RegExp(`^(?:(?:https://${HOST}|http://${LOOPBACK})${REST})?$`, "i");

/** RFC 6749 §3.3. */
export const SCOPE = /^[\x21\x23-\x5b\x5d-\x7e]+$/;

export const NOT_BLANK = /\S/;

/** The pattern that a text of each kind must match. */
export const PATTERNS = {
	name: NOT_BLANK,
	// It becomes a path segment.
	id: /^(?!\.{1,2}$)[\s\S]*\S/,
	// RFC 6749 A.1, A.2.
	credential: /^[\x20-\x7e]*$/,
	// Browsers run these, or show their content.
	redirect: /^(?!(?:javascript|data|vbscript):)/i,
	"secure-url": URL_SECURE,
};

/** @param {string[]} prompts */
export const isOfOneMind = (prompts) => !prompts.includes("none") || prompts.every((prompt) => prompt === "none");

/** @type {Record<string, "text" | keyof typeof PATTERNS | "params" | "scopes" | "prompts" | "flag">} */
export const FIELDS = {
	id: "id",
	name: "name",
	description: "text",
	clientId: "credential",
	clientSecret: "credential",
	logo: "text",
	discoveryUrl: "secure-url",
	authorizationUrl: "secure-url",
	authorizationUrlParams: "params",
	tokenUrl: "secure-url",
	tokenUrlParams: "params",
	revocationUrl: "secure-url",
	defaultScopes: "scopes",
	defaultRedirectUrl: "redirect",
	callbackDomain: "text",
	pkce: "flag",
	accessType: "text",
	prompt: "prompts",
	appType: "text",
	useDcr: "flag",
	dcrUrl: "secure-url",
	tenantId: "name",
};
