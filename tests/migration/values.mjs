// @ts-check
// The values of the names in the page's code.

/**
 * @param {object} kind
 * @param {(id: string) => string} [kind.id]
 * @param {(text: string) => string} [kind.text]
 * @param {(text: string) => string} [kind.credential] for texts that OAuth limits to ASCII
 * @param {boolean} [kind.sparse] omits optional fields
 */
function values({ id = (plain) => plain, text = (plain) => plain, credential = text, sparse = false }) {
	const optional = (/** @type {any} */ value) => (sparse ? undefined : value);
	const ids = { appId: id("github"), userId: id("U1"), tenantId: id("T1") };
	const token = {
		appId: ids.appId,
		accessToken: credential("an access token"),
		refreshToken: optional(credential("a refresh token")),
		accessTokenExpiry: optional(1_900_000_000),
		accessTokenType: optional("Bearer"),
		scopes: optional(["read", "write"]),
		externalIdentifier: optional(text("octocat")),
		idToken: optional("an id token"),
		grantedBy: optional(id("U2")),
	};
	const userToken = { ...token, userId: ids.userId, tenantId: optional(ids.tenantId) };
	const tenantToken = { ...token, tenantId: ids.tenantId };
	const look = {
		name: text("GitHub"),
		description: optional(text("Where the code is")),
		logo: optional("https://example.com/logo.png"),
		discoveryUrl: optional("https://example.com/.well-known/openid-configuration"),
		authorizationUrl: optional("https://example.com/authorize?a=1&b=2"),
		authorizationUrlParams: optional([{ key: "audience", value: text("api") }]),
		tokenUrl: optional("https://example.com/token"),
		tokenUrlParams: optional([{ key: "resource", value: text("api") }]),
		revocationUrl: optional("https://example.com/revoke"),
		defaultScopes: optional(["read", "write"]),
		defaultRedirectUrl: optional("https://app.example.com/done"),
		callbackDomain: optional("auth.example.com"),
		pkce: optional(true),
		accessType: optional("offline"),
		prompt: optional(["login", "consent"]),
		useDcr: optional(false),
		dcrUrl: optional("https://example.com/register"),
	};
	const client = { clientId: optional(credential("a client")), clientSecret: optional(credential("a secret")) };
	return {
		...ids,
		tenantId: optional(ids.tenantId),
		id: id("github"),
		app: { id: id("github"), ...look, ...client },
		template: {
			templateId: "github",
			id: optional(id("github")),
			...client,
			tenantId: optional(ids.tenantId),
			overrides: optional(look),
		},
		scopes: ["read", "write"],
		options: optional({ withRefreshToken: true, forceRefresh: false }),
		apiKey: text("a key"),
		userToken: { ...userToken, verifyRefresh: optional(true) },
		tenantToken: { ...tenantToken, verifyRefresh: optional(false) },
		userTokens: [userToken, { ...userToken, userId: id("U3") }],
		tenantTokens: [tenantToken],
		connectOptions: optional({
			redirectUrl: "https://app.example.com/done",
			scopes: ["read"],
			externalIdentifier: "octocat",
		}),
		refreshJwt: "header.claims.signature",
	};
}

/** @typedef {ReturnType<typeof values>} Values */

/**
 * @type {{ name: string, values: () => Values, suits?: (code: string) => boolean }[]} made anew for each call, because
 * the SDK changes some
 */
export const variants = [
	{ name: "with all fields", values: () => values({}) },
	{
		name: "with values that have to be encoded",
		values: () =>
			values({
				id: (plain) => `../${plain}/ü?a=b&c#%2f +`,
				text: (plain) => `${plain} "ü😀\u2028\\`,
				credential: (plain) => `${plain} "&+%\\`,
			}),
	},
	{
		name: "with as little as possible",
		values: () => values({ sparse: true }),
		// A tenant's calls require the tenant.
		suits: (code) => !code.includes("Tenant"),
	},
];
