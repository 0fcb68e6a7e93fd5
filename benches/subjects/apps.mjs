// @ts-check
// The apps that are created and validated.
import APP from "./app.json" with { type: "json" };

const ALL = {
	...APP,
	id: "github-acme",
	callbackDomain: "auth.acme.example",
	prompt: ["login", "consent"],
	appType: "oauth",
	useDcr: false,
	dcrUrl: "https://github.com/login/oauth/register",
	tenantId: "T2abcdefghijklmnopqrstuvwxyz",
};

/** @param {number} count */
const first = (count) => Object.fromEntries(Object.entries(ALL).slice(0, count));

/** 15 fields; most measurements use it. */
export { APP };

/** The server's answer to a create of `APP`. */
export const ANSWER = JSON.stringify({ app: { id: "OA2f8Qb1xYz", ...APP, clientSecret: undefined, appType: "oauth" } });

/** @param {number} count */
export const withScopes = (count) => ({
	...APP,
	defaultScopes: Array.from({ length: count }, (_, nth) => `https://api.acme.example/auth/resource-${nth}:read`),
});

/** @type {[name: string, app: Record<string, unknown>][]} */
export const SIZES = [
	...[1, 8, 15, 22].map(
		(count) => /** @type {[string, {}]} */ ([count === 1 ? "1 field" : `${count} fields`, first(count)]),
	),
	["1,000 scopes", withScopes(1_000)],
];

/** @type {unknown[]} */
export const GOOD = [
	...SIZES.map(([, app]) => app),
	{ name: "x", tokenUrl: "http://localhost:3000/token", authorizationUrl: "http://127.0.0.1/authorize?a=%20b" },
	{ name: "x", tokenUrl: "http://[::1]:8080", dcrUrl: "https://sub.example.com:443/a/b?c=d" },
	{ name: "x", defaultRedirectUrl: "http://example.com/callback", authorizationUrlParams: [{ key: "a" }] },
	{ name: "x", defaultScopes: [], prompt: ["none"], tokenUrlParams: [] },
	{ name: "x", accessType: "sometimes", description: "", clientId: undefined },
	{ name: "x", logo: null, tokenUrl: "", tokenUrlParams: [{ key: "k", value: null, extra: 1 }] },
	{ name: "x", defaultRedirectUrl: "com.example.app:/connected#a", clientSecret: "a b" },
];

/**
 * Without an array: valibot accepts one as an object.
 * @type {unknown[]}
 */
export const BAD = [
	{},
	null,
	"GitHub",
	{ name: "" },
	{ name: " \t" },
	{ name: 1 },
	{ name: null },
	{ name: "x", clientID: "c" },
	{ name: "x", id: " " },
	{ name: "x", tenantId: "" },
	{ name: "x", pkce: "yes" },
	{ name: "x", logo: 1 },
	{ name: "x", id: ".." },
	{ name: "x", clientSecret: "s\n" },
	{ name: "x", clientId: "ü" },
	{ name: "x", defaultRedirectUrl: "javascript:alert(1)" },
	{ name: "x", defaultScopes: "repo" },
	{ name: "x", defaultScopes: ["two words"] },
	{ name: "x", defaultScopes: ['a"b'] },
	{ name: "x", defaultScopes: ["a\\b"] },
	{ name: "x", defaultScopes: ["é"] },
	{ name: "x", defaultScopes: [""] },
	{ name: "x", defaultScopes: ["a", 1] },
	{ name: "x", prompt: ["none", "login"] },
	{ name: "x", prompt: [true] },
	{ name: "x", authorizationUrlParams: [{ value: "v" }] },
	{ name: "x", authorizationUrlParams: [{ key: "" }] },
	{ name: "x", authorizationUrlParams: [{ key: "k", value: 1 }] },
	{ name: "x", tokenUrlParams: ["k"] },
	...[
		"example.com",
		"//example.com",
		"ftp://example.com",
		"https://",
		"https://user:pass@example.com",
		"https://example.com/#fragment",
		"https://example.com:port/",
		"https://exa mple.com",
		"https://example.com/a b",
		"https://example.com/%zz",
		"https://example.com/<a>",
		"https:///path",
		"https://a..b",
	].map((url) => ({ name: "x", tokenUrl: url })),
	{ name: "x", tokenUrl: "http://example.com/token" },
	{ name: "x", authorizationUrl: "http://localhost.example.com" },
	{ name: "x", discoveryUrl: "http://128.0.0.1" },
	{ clientID: "c", pkce: 1, tokenUrl: "http://example.com", defaultScopes: ["a b"], dcrUrl: "x" },
];
