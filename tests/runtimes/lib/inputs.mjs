// @ts-check
import { apiKey, clientSecret, token } from "./secrets.mjs";

/** Every field of the documented create schema. */
export const FULL = {
	id: "full",
	name: "Every field",
	description: "An app with all that the documentation names",
	clientId: "client",
	clientSecret,
	logo: "https://example.com/logo.png",
	discoveryUrl: "https://example.com/.well-known/openid-configuration",
	authorizationUrl: "https://example.com/authorize",
	authorizationUrlParams: [
		{ key: "audience", value: "https://api.example.com" },
		{ key: "empty", value: "" },
	],
	tokenUrl: "https://example.com/token",
	tokenUrlParams: [{ key: "resource", value: "https://api.example.com/v2?a=b&c=d" }],
	revocationUrl: "https://example.com/revoke",
	defaultScopes: ["openid", "repo:read", "https://example.com/scope"],
	defaultRedirectUrl: "https://app.example.com/callback",
	callbackDomain: "auth.example.com",
	pkce: true,
	accessType: "offline",
	prompt: ["login", "consent"],
	appType: "oauth",
	useDcr: false,
	dcrUrl: "https://example.com/register",
	tenantId: "T2tenant",
};

export const BAD = {
	clientID: "client",
	pkce: "yes",
	tokenUrl: "http://example.com/token",
	authorizationUrl: "example.com/authorize",
	authorizationUrlParams: [{ key: "audience" }, { value: "no key" }],
	defaultScopes: ["openid", "two words"],
	prompt: ["none", "login"],
	accessType: "sometimes",
};

export const BAD_ISSUES = [
	"accessType unknown-value warning",
	"authorizationUrl invalid-url error",
	"authorizationUrlParams[1].key missing error",
	"clientID unknown-field error",
	"defaultScopes[1] invalid-scope error",
	"name missing error",
	"pkce wrong-type error",
	"prompt contradictory-prompt error",
	"tokenUrl insecure-url error",
];

/** Secrets in fields where they do not belong. */
export const MISPLACED = {
	...BAD,
	pkce: clientSecret,
	apiKey,
	token,
	tokenUrl: `https://user:${encodeURIComponent(token)}@example.com/`,
	revocationUrl: `example.com/?api_key=${apiKey}`,
	discoveryUrl: `http://example.com/?token=${token}`,
	defaultScopes: [clientSecret, apiKey],
	prompt: { clientSecret },
};
