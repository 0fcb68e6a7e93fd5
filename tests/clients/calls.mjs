// @ts-check
// Every outbound call of both SDKs: the call, its answer, and the state of the emulator afterwards.

/**
 * @typedef {object} Step a call, in the form of each SDK that has it
 * @property {[name: string, args: Record<string, unknown>]} [python] with Python's argument names
 * @property {[name: string, ...args: unknown[]]} [node]
 * @property {unknown} [answer] the whole answer
 * @property {{ status: number, code: string }} [error]
 */

/**
 * @typedef {object} Row
 * @property {string} name
 * @property {[path: string, body: object][]} [before] requests that prepare the emulator
 * @property {(accessToken: (options: object) => string) => Step[]} steps
 * @property {Record<string, unknown>[]} [apps] the apps stored afterwards
 * @property {Record<string, unknown>[]} [tokens]
 */

const CREATE = "app/create";
const USER_TOKEN = "app/user/oauthtoken/upload";
const TENANT_TOKEN = "app/tenant/oauthtoken/upload";

const PARAMS = [
	{ name: "audience", value: "https://api.example.com" },
	{ name: "empty", value: "" },
];

/** Every field that both SDKs can set, as the Python SDK sends it. */
const FULL = {
	id: "full",
	name: "Full",
	description: "Every field",
	logo: "https://example.com/logo.png",
	clientId: "client",
	clientSecret: "secret",
	discoveryUrl: "https://example.com/.well-known/openid-configuration",
	authorizationUrl: "https://example.com/authorize",
	authorizationUrlParams: PARAMS,
	tokenUrl: "https://example.com/token",
	tokenUrlParams: PARAMS,
	revocationUrl: "https://example.com/revoke",
	defaultScopes: ["read", "write"],
	defaultRedirectUrl: "com.example.app:/callback",
	callbackDomain: "auth.example.com",
	pkce: true,
	accessType: "offline",
	prompt: ["login", "consent"],
};

/** The same params and app as @descope/node-sdk sends them. */
const KEYS = PARAMS.map(({ name, value }) => ({ key: name, value }));
const FULL_BY_KEY = { ...FULL, authorizationUrlParams: KEYS, tokenUrlParams: KEYS };

/** @param {Record<string, unknown>} app */
const custom = (app) => ({ ...app, templateId: "custom" });

/** @param {Record<string, unknown>} app */
const shown = ({ clientSecret: _, ...app }) => custom(app);

/** Converts the names to the Python SDK's. @param {Record<string, unknown>} fields */
const snake = (fields) =>
	Object.fromEntries(
		Object.entries(fields).map(([name, value]) => [name.replace(/[A-Z]/g, (c) => `_${c.toLowerCase()}`), value]),
	);

/** The params under `name`, as sent, and under `key` as well. */
const BOTH = PARAMS.map(({ name, value }) => ({ name, value, key: name }));
const FULL_SHOWN = {
	python: shown({ ...FULL, authorizationUrlParams: BOTH, tokenUrlParams: BOTH }),
	node: shown(FULL_BY_KEY),
};

/** @param {string} name @param {Record<string, unknown>} args @returns {NonNullable<Step["python"]>} */
const py = (name, args) => [`outbound_application.${name}`, snake(args)];

/** @param {string} name @param {Record<string, unknown>} args @returns {NonNullable<Step["python"]>} */
const byToken = (name, args) => [`outbound_application_by_token.${name}`, snake(args)];

/** @type {[string, object][]} */
const APPS = ["one", "two"].map((id) => [CREATE, { id, name: id }]);

const SECOND = { appId: "one", userId: "u", scopes: ["read"], accessToken: "second" };

/** @type {[string, object][]} */
const TOKENS = [
	...APPS,
	[USER_TOKEN, { appId: "one", userId: "u", scopes: ["read", "write"], accessToken: "first", refreshToken: "r" }],
	[USER_TOKEN, SECOND],
	[USER_TOKEN, { appId: "one", userId: "u", tenantId: "t", scopes: ["read"], accessToken: "in t" }],
	[USER_TOKEN, { appId: "two", userId: "v", scopes: ["read"], accessToken: "of v" }],
	[TENANT_TOKEN, { appId: "one", tenantId: "t", scopes: ["read"], accessToken: "of t", refreshToken: "s" }],
];

const FIRST_SHOWN = {
	id: "T1",
	appId: "one",
	userId: "u",
	accessToken: "first",
	hasRefreshToken: true,
	scopes: ["read", "write"],
};
const SECOND_SHOWN = { ...SECOND, id: "T2", hasRefreshToken: false };
const IN_TENANT_SHOWN = { ...SECOND_SHOWN, id: "T3", tenantId: "t", accessToken: "in t" };
const TENANTS_SHOWN = {
	id: "T5",
	appId: "one",
	tenantId: "t",
	accessToken: "of t",
	hasRefreshToken: true,
	scopes: ["read"],
};
const NO_TOKEN = { status: 404, code: "E111504" };

const OAUTH = {
	tenantId: "t",
	refreshToken: "refresh",
	accessToken: "access",
	accessTokenExpiry: 1_900_000_000,
	accessTokenType: "Bearer",
	scopes: ["read", "write"],
	externalIdentifier: "external",
	idToken: "identity",
	grantedBy: "somebody",
};
const OAUTH_SHOWN = {
	appId: "one",
	tenantId: "t",
	accessToken: "access",
	accessTokenExpiry: "1900000000",
	accessTokenType: "Bearer",
	hasRefreshToken: true,
	scopes: ["read", "write"],
	externalIdentifier: "external",
	grantedBy: "somebody",
};

/** @type {Row[]} */
const CREATES = [
	{
		name: "create with every field, load, and load all",
		steps: () => [
			{ python: py("create_application", FULL), answer: { app: FULL_SHOWN.python } },
			{ python: py("load_application", { id: "full" }), answer: { app: FULL_SHOWN.python } },
			{ python: py("load_all_applications", {}), answer: { apps: [FULL_SHOWN.python] } },
		],
		apps: [custom(FULL)],
	},
	{
		name: "create with every field, load, and load all",
		steps: () => [
			{ node: ["createApplication", FULL_BY_KEY], answer: { app: FULL_SHOWN.node } },
			{ node: ["loadApplication", "full"], answer: { app: FULL_SHOWN.node } },
			{ node: ["loadAllApplications"], answer: { apps: [FULL_SHOWN.node] } },
		],
		apps: [custom(FULL_BY_KEY)],
	},
	{
		name: "create with dynamic client registration",
		steps: () => {
			const app = { id: "dcr", name: "DCR", useDcr: true, dcrUrl: "https://example.com/register" };
			return [{ node: ["createApplication", app], answer: { app: custom(app) } }];
		},
	},
	{
		name: "create with an MCP server's URL alone, as in issue 750",
		steps: () => [
			{
				node: ["createApplication", { name: "MCP", useDcr: true, discoveryUrl: "https://mcp.notion.com/mcp" }],
				error: { status: 400, code: "E152006" },
			},
		],
		apps: [],
	},
	{
		name: "create with nothing but a name",
		steps: () => [
			{
				python: py("create_application", { name: "few" }),
				node: ["createApplication", { name: "few" }],
				answer: { app: custom({ id: "OA1", name: "few" }) },
			},
		],
		apps: [custom({ id: "OA1", name: "few" })],
	},
	{
		name: "create with a name that is taken",
		before: APPS,
		steps: () => [
			{
				python: py("create_application", { name: "one" }),
				node: ["createApplication", { name: "one" }],
				error: { status: 500, code: "E151001" },
			},
		],
	},
	{
		name: "create by template",
		steps: () => {
			const whose = { id: "one", clientId: "c", clientSecret: "s", tenantId: "t", templateId: "github" };
			const { id: _i, clientId: _c, clientSecret: _s, ...overrides } = FULL_BY_KEY;
			const { clientSecret: _, ...app } = { ...overrides, ...whose };
			return [
				{ node: ["createApplicationByTemplate", { ...whose, overrides }], answer: { app } },
				{ node: ["loadApplication", "one"], answer: { app } },
			];
		},
	},
];

/** @type {Row[]} */
const CHANGES = [
	{
		name: "update clears what is left out, and keeps secret and tenant",
		before: [[CREATE, { ...FULL_BY_KEY, tenantId: "t" }]],
		steps: () => {
			const app = { id: "full", name: "Renamed", description: "new" };
			return [
				{
					python: py("update_application", app),
					node: ["updateApplication", app],
					answer: { app: custom({ ...app, tenantId: "t" }) },
				},
				{
					python: py("load_application", { id: "full" }),
					node: ["loadApplication", "full"],
					answer: { app: custom({ ...app, tenantId: "t" }) },
				},
			];
		},
		apps: [custom({ id: "full", name: "Renamed", description: "new", clientSecret: "secret", tenantId: "t" })],
	},
	{
		name: "update with another secret, and with empty lists",
		before: [[CREATE, FULL_BY_KEY]],
		steps: () => {
			const app = { id: "full", name: "Full", clientSecret: "new", defaultScopes: [], prompt: [] };
			return [
				{
					python: py("update_application", app),
					node: ["updateApplication", app],
					answer: { app: shown(app) },
				},
			];
		},
		apps: [custom({ id: "full", name: "Full", clientSecret: "new", defaultScopes: [], prompt: [] })],
	},
	{
		name: "update with every field",
		before: [[CREATE, { id: "full", name: "Few" }]],
		steps: () => [
			{ python: py("update_application", FULL), answer: { app: FULL_SHOWN.python } },
			{ python: py("load_application", { id: "full" }), answer: { app: FULL_SHOWN.python } },
		],
		apps: [custom(FULL)],
	},
	{
		name: "update with every field",
		before: [[CREATE, { id: "full", name: "Few" }]],
		steps: () => [
			{ node: ["updateApplication", FULL_BY_KEY], answer: { app: FULL_SHOWN.node } },
			{ node: ["loadApplication", "full"], answer: { app: FULL_SHOWN.node } },
		],
		apps: [custom(FULL_BY_KEY)],
	},
	{
		name: "delete takes the app and its tokens",
		before: TOKENS,
		steps: () => [
			{ python: py("delete_application", { id: "one" }), node: ["deleteApplication", "one"], answer: {} },
			{
				python: py("load_application", { id: "one" }),
				node: ["loadApplication", "one"],
				error: { status: 404, code: "E011004" },
			},
		],
		apps: [custom({ id: "two", name: "two" })],
		tokens: [{ id: "T4", appId: "two", userId: "v", scopes: ["read"], accessToken: "of v" }],
	},
];

/** @type {Row[]} */
const FETCHES = [
	{
		name: "fetch a user's token by its scopes",
		before: TOKENS,
		steps: () => [
			{
				python: py("fetch_token_by_scopes", { appId: "one", userId: "u", scopes: ["write", "read"] }),
				node: ["fetchTokenByScopes", "one", "u", ["write", "read"]],
				answer: { token: FIRST_SHOWN },
			},
			{
				python: py("fetch_token_by_scopes", {
					appId: "one",
					userId: "u",
					scopes: ["read", "write"],
					options: { withRefreshToken: true, forceRefresh: false },
				}),
				node: ["fetchTokenByScopes", "one", "u", ["read", "write"], { withRefreshToken: true, forceRefresh: false }],
				answer: { token: { ...FIRST_SHOWN, refreshToken: "r" } },
			},
			{
				python: py("fetch_token_by_scopes", { appId: "one", userId: "u", scopes: ["read"], tenantId: "t" }),
				node: ["fetchTokenByScopes", "one", "u", ["read"], undefined, "t"],
				answer: { token: IN_TENANT_SHOWN },
			},
			{
				python: py("fetch_token_by_scopes", { appId: "one", userId: "u", scopes: ["write"] }),
				node: ["fetchTokenByScopes", "one", "u", ["write"]],
				error: NO_TOKEN,
			},
		],
	},
	{
		name: "fetch a user's latest token",
		before: TOKENS,
		steps: () => [
			{
				python: py("fetch_token", { appId: "one", userId: "u" }),
				node: ["fetchToken", "one", "u"],
				answer: { token: SECOND_SHOWN },
			},
			{
				python: py("fetch_token", { appId: "one", userId: "u", tenantId: "t", options: { forceRefresh: true } }),
				node: ["fetchToken", "one", "u", "t", { forceRefresh: true }],
				answer: { token: IN_TENANT_SHOWN },
			},
			{
				python: py("fetch_token", { appId: "two", userId: "u" }),
				node: ["fetchToken", "two", "u"],
				error: NO_TOKEN,
			},
		],
	},
	{
		name: "fetch a tenant's token by its scopes",
		before: TOKENS,
		steps: () => [
			{
				python: py("fetch_tenant_token_by_scopes", { appId: "one", tenantId: "t", scopes: ["read"] }),
				node: ["fetchTenantTokenByScopes", "one", "t", ["read"]],
				answer: { token: TENANTS_SHOWN },
			},
			{
				python: py("fetch_tenant_token_by_scopes", { appId: "one", tenantId: "t", scopes: ["read", "write"] }),
				node: ["fetchTenantTokenByScopes", "one", "t", ["read", "write"]],
				error: NO_TOKEN,
			},
		],
	},
	{
		name: "fetch a tenant's latest token",
		before: TOKENS,
		steps: () => [
			{
				python: py("fetch_tenant_token", { appId: "one", tenantId: "t", options: { withRefreshToken: true } }),
				node: ["fetchTenantToken", "one", "t", { withRefreshToken: true }],
				answer: { token: { ...TENANTS_SHOWN, refreshToken: "s" } },
			},
		],
	},
	{
		name: "fetch with an access token, and no management key",
		before: TOKENS,
		steps: (accessToken) => {
			const ofUser = { token: accessToken({ userId: "u" }), appId: "one", userId: "u" };
			const ofClient = { token: accessToken({}), appId: "one", tenantId: "t" };
			const scopes = ["read"];
			return [
				{ python: byToken("fetch_token", ofUser), answer: { token: SECOND_SHOWN } },
				{
					python: byToken("fetch_token_by_scopes", { ...ofUser, scopes, tenantId: "t" }),
					answer: { token: IN_TENANT_SHOWN },
				},
				{ python: byToken("fetch_tenant_token", ofClient), answer: { token: TENANTS_SHOWN } },
				{ python: byToken("fetch_tenant_token_by_scopes", { ...ofClient, scopes }), answer: { token: TENANTS_SHOWN } },
				{
					python: byToken("fetch_token", { ...ofUser, token: "nobody issued this" }),
					error: { status: 401, code: "E011001" },
				},
				{
					python: byToken("fetch_token", { ...ofUser, token: accessToken({ userId: "u", scopes: ["openid"] }) }),
					error: { status: 403, code: "E011001" },
				},
			];
		},
	},
	{
		name: "list the apps with a user's token",
		before: TOKENS,
		steps: () => [
			{
				python: py("list_apps_with_user_token", { userId: "u" }),
				node: ["listAppsWithUserToken", "u"],
				answer: { appIds: ["one"] },
			},
			{
				python: py("list_apps_with_user_token", { userId: "v", tenantId: "t" }),
				node: ["listAppsWithUserToken", "v", "t"],
				answer: { appIds: [] },
			},
		],
	},
];

/** @type {Row[]} */
const DELETIONS = [
	{
		name: "delete a user's tokens for an app",
		before: TOKENS,
		steps: () => [
			{
				python: py("delete_user_tokens", { appId: "one", userId: "u" }),
				node: ["deleteUserTokens", "one", "u"],
				answer: {},
			},
			{
				python: py("list_apps_with_user_token", { userId: "u" }),
				node: ["listAppsWithUserToken", "u"],
				answer: { appIds: [] },
			},
		],
	},
	{
		name: "delete every token of a user",
		before: TOKENS,
		steps: () => [
			{ python: py("delete_user_tokens", { userId: "u" }), answer: {} },
			{ python: py("fetch_token", { appId: "one", userId: "u" }), error: NO_TOKEN },
			{ python: py("list_apps_with_user_token", { userId: "v" }), answer: { appIds: ["two"] } },
		],
	},
	{
		name: "delete the tokens of an app, sent with a user of the name `undefined`, who has none",
		before: TOKENS,
		steps: () => [
			{ node: ["deleteUserTokens", "one"], answer: {} },
			{ node: ["fetchToken", "one", "u"], answer: { token: SECOND_SHOWN } },
		],
	},
	{
		name: "delete a token by its id",
		before: [...APPS, [USER_TOKEN, SECOND]],
		steps: () => [
			{ python: py("delete_token", { tokenId: "T1" }), node: ["deleteTokenById", "T1"], answer: {} },
			{ python: py("delete_token", { tokenId: "T1" }), node: ["deleteTokenById", "T1"], error: NO_TOKEN },
		],
		tokens: [],
	},
];

/** @type {Row[]} */
const UPLOADS = [
	{
		name: "upload a user's API key",
		before: [[CREATE, { id: "one", name: "one", appType: "apikey" }]],
		steps: () => [
			{
				python: py("upload_user_api_key", { appId: "one", userId: "u", apiKey: "key", tenantId: "t" }),
				node: ["uploadUserApiKey", "one", "u", "key", "t"],
				answer: {},
			},
			{
				python: py("upload_user_api_key", { appId: "one", userId: "u", apiKey: "another" }),
				node: ["uploadUserApiKey", "one", "u", "another"],
				answer: {},
			},
			{
				python: py("delete_token", { tokenId: "T1" }),
				node: ["deleteTokenById", "T1"],
				error: { status: 400, code: "E151016" },
			},
		],
		tokens: [
			{ id: "T1", appId: "one", userId: "u", tenantId: "t", apiKey: "key" },
			{ id: "T2", appId: "one", userId: "u", apiKey: "another" },
		],
	},
	{
		name: "upload a tenant's API key",
		before: [[CREATE, { id: "one", name: "one", appType: "apikey" }]],
		steps: () => [
			{
				python: py("upload_tenant_api_key", { appId: "one", tenantId: "t", apiKey: "key" }),
				node: ["uploadTenantApiKey", "one", "t", "key"],
				answer: {},
			},
		],
		tokens: [{ id: "T1", appId: "one", tenantId: "t", apiKey: "key" }],
	},
	{
		name: "upload a user's token with every field, and fetch it",
		before: APPS,
		steps: () => {
			const token = { ...OAUTH, appId: "one", userId: "u", verifyRefresh: true };
			return [
				{ python: py("upload_user_token", token), node: ["uploadUserToken", token], answer: {} },
				{
					python: py("fetch_token", { appId: "one", userId: "u", tenantId: "t" }),
					node: ["fetchToken", "one", "u", "t"],
					answer: { token: { ...OAUTH_SHOWN, id: "T1", userId: "u" } },
				},
			];
		},
		tokens: [{ ...OAUTH, id: "T1", appId: "one", userId: "u", verifyRefresh: true }],
	},
	{
		name: "upload a tenant's token with every field, and fetch it",
		before: APPS,
		steps: () => {
			const token = { ...OAUTH, appId: "one", verifyRefresh: false };
			return [
				{ python: py("upload_tenant_token", token), node: ["uploadTenantToken", token], answer: {} },
				{
					python: py("fetch_tenant_token", { appId: "one", tenantId: "t" }),
					node: ["fetchTenantToken", "one", "t"],
					answer: { token: { ...OAUTH_SHOWN, id: "T1" } },
				},
			];
		},
		tokens: [{ ...OAUTH, id: "T1", appId: "one", verifyRefresh: false }],
	},
	{
		name: "upload the tokens of users in a batch",
		before: APPS,
		steps: () => {
			const tokens = [
				{ ...OAUTH, appId: "one", userId: "u" },
				{ appId: "two", userId: "v", refreshToken: "r" },
			];
			return [
				{
					python: py("batch_upload_user_tokens", { tokens }),
					node: ["batchUploadUserTokens", tokens],
					answer: { failures: [] },
				},
			];
		},
		tokens: [
			{ ...OAUTH, id: "T1", appId: "one", userId: "u" },
			{ id: "T2", appId: "two", userId: "v", refreshToken: "r" },
		],
	},
	{
		name: "upload a batch of which a part fails",
		before: APPS,
		steps: () => {
			const tokens = [
				{ appId: "one", userId: "u", accessToken: "a" },
				{ appId: "none", userId: "v", accessToken: "a" },
			];
			const reason = "There is no outbound app of this id";
			return [
				{
					python: py("batch_upload_user_tokens", { tokens }),
					node: ["batchUploadUserTokens", tokens],
					answer: { failures: [{ appId: "none", userId: "v", errorCode: "E011004", reason }] },
				},
			];
		},
		tokens: [],
	},
	{
		name: "upload the tokens of tenants in a batch",
		before: APPS,
		steps: () => {
			const tokens = [{ ...OAUTH, appId: "one" }];
			return [
				{
					python: py("batch_upload_tenant_tokens", { tokens }),
					node: ["batchUploadTenantTokens", tokens],
					answer: { failures: [] },
				},
			];
		},
		tokens: [{ ...OAUTH, id: "T1", appId: "one" }],
	},
];

/** @type {Row[]} */
const CONNECTS = [
	{
		name: "connect a user, and a tenant",
		before: APPS,
		steps: (accessToken) => {
			const token = accessToken({ userId: "u" });
			const options = {
				redirectUrl: "https://example.com/done",
				scopes: ["read", "write"],
				tenantId: "t",
				tenantLevel: true,
				externalIdentifier: "e",
			};
			const asked =
				"appId=one&tenantId=t&tenantLevel=true&redirectUrl=https%3A%2F%2Fexample.com%2Fdone&scopes=read%20write";
			return [
				{
					node: ["connect", "one", options, token],
					answer: { url: `https://emulator.test/connect?${asked}&externalIdentifier=e` },
				},
				{ node: ["connect", "one", undefined, token], answer: { url: "https://emulator.test/connect?appId=one" } },
				{ node: ["connect", "one"], error: { status: 401, code: "E011001" } },
			];
		},
	},
];

/** @type {Row[]} */
export const ROWS = [...CREATES, ...CHANGES, ...FETCHES, ...DELETIONS, ...UPLOADS, ...CONNECTS];
