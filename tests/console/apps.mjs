// @ts-check
// The apps that the console shows.

const SQUARE = (/** @type {string} */ color) =>
	`data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 8 8'%3E%3Crect width='8' height='8' rx='2' fill='${color}'/%3E%3C/svg%3E`;

export const GITHUB = {
	id: "github",
	name: "GitHub",
	description: "Issues and pull requests, for the support agent.",
	logo: SQUARE("%23444c56"),
	clientId: "Iv1.8a61f9b3a7aba766",
	clientSecret: "not-a-real-secret",
	discoveryUrl: "https://github.com/.well-known/openid-configuration",
	authorizationUrl: "https://github.com/login/oauth/authorize",
	authorizationUrlParams: [{ key: "allow_signup", value: "false" }],
	tokenUrl: "https://github.com/login/oauth/access_token",
	defaultScopes: ["repo", "read:user", "read:org"],
	pkce: true,
};

export const APPS = [
	GITHUB,
	{
		id: "google-calendar",
		name: "Google Calendar",
		logo: SQUARE("%234285f4"),
		clientId: "407408718192.apps.googleusercontent.com",
		clientSecret: "not-a-real-secret",
		authorizationUrl: "https://accounts.google.com/o/oauth2/v2/auth",
		tokenUrl: "https://oauth2.googleapis.com/token",
		revocationUrl: "https://oauth2.googleapis.com/revoke",
		defaultScopes: ["https://www.googleapis.com/auth/calendar.readonly"],
		prompt: ["consent"],
		accessType: "offline",
	},
	{
		id: "slack-acme",
		name: "Slack of Acme",
		clientId: "3336676.569200954261",
		clientSecret: "not-a-real-secret",
		authorizationUrl: "https://slack.com/oauth/v2/authorize",
		tokenUrl: "https://slack.com/api/oauth.v2.access",
		defaultScopes: ["chat:write", "channels:read"],
		tenantId: "acme",
	},
	{ id: "openai", name: "OpenAI", appType: "apikey", description: "Keys that tenants bring along." },
	{ id: "hubspot", name: "HubSpot", clientId: "7fff1e36-2d40-4ae1-bbb1-5266d59564fb" },
	{
		id: "a-connection-with-quite-a-long-identifier-from-a-migration-2026",
		name: "A connection whose name is so long that no row of any list can show all of it at once",
		useDcr: true,
		dcrUrl: "https://mcp.example.com/register",
		discoveryUrl: "https://mcp.example.com/.well-known/oauth-authorization-server",
		tenantId: "a-tenant-with-a-long-id-0123456789",
	},
];

/** @param {number} count */
export const many = (count) =>
	Array.from({ length: count }, (_, nth) => ({
		id: `app-${nth}`,
		name: `Connection ${nth}`,
		clientId: `client-${nth}`,
		authorizationUrl: `https://provider${nth % 50}.example.com/authorize`,
		tokenUrl: `https://provider${nth % 50}.example.com/token`,
		pkce: true,
		...(nth % 3 === 0 && { tenantId: `tenant-${nth % 20}` }),
		...(nth % 7 === 0 && { appType: "apikey" }),
	}));
