// @ts-check
// The rules that all validators share, in the form in which they are fastest for the peers: `new URL()` would cost each
// of them more than the rest of its work.

const HOST = String.raw`(?:[\w-]+(?:\.[\w-]+)*\.?|\[[\da-f:.]+\])`;
const LOOPBACK = String.raw`(?:(?:[\w-]+\.)*localhost\.?|127(?:\.\d{1,3}){3}|\[::1\])`;
const REST = String.raw`(?::\d{0,5})?(?:[/?](?:[^\s"<>\\#%]|%[\da-f]{2})*)?`;

/** Absolute, http(s), without user info and fragment. */
export const URL_OF_ANY = new RegExp(`^https?://${HOST}${REST}$`, "i");

/** The same; http for a loopback host alone. */
export const URL_SECURE = new RegExp(`^(?:https://${HOST}|http://${LOOPBACK})${REST}$`, "i");

/** RFC 6749 §3.3. */
export const SCOPE = /^[\x21\x23-\x5b\x5d-\x7e]+$/;

export const NOT_BLANK = /\S/;

/** @param {string[]} prompts */
export const isOfOneMind = (prompts) => !prompts.includes("none") || prompts.every((prompt) => prompt === "none");

/** @type {Record<string, "text" | "name" | "any-url" | "secure-url" | "params" | "scopes" | "prompts" | "flag">} */
export const FIELDS = {
	id: "name",
	name: "name",
	description: "text",
	clientId: "text",
	clientSecret: "text",
	logo: "text",
	discoveryUrl: "secure-url",
	authorizationUrl: "secure-url",
	authorizationUrlParams: "params",
	tokenUrl: "secure-url",
	tokenUrlParams: "params",
	revocationUrl: "secure-url",
	defaultScopes: "scopes",
	defaultRedirectUrl: "any-url",
	callbackDomain: "text",
	pkce: "flag",
	accessType: "text",
	prompt: "prompts",
	appType: "text",
	useDcr: "flag",
	dcrUrl: "secure-url",
	tenantId: "name",
};
