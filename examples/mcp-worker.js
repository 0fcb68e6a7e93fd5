// @ts-check
// A Cloudflare Worker: the tool of an MCP server, which acts at GitHub for its caller. It passes the caller's access
// token on to Descope in the management key's place, so that Descope's policies decide, and the worker holds no key.
import { OutboundApps } from "descope-outbound";
import { TokenCache } from "descope-outbound/tokens";

/** @typedef {{ DESCOPE_PROJECT_ID: string, DESCOPE_BASE_URL: string, GITHUB_API_URL: string }} Env */

/** The cache of all requests of this instance. @type {TokenCache | undefined} */
let tokens;

/** @param {Env} env */
function openTokens({ DESCOPE_PROJECT_ID: projectId, DESCOPE_BASE_URL: baseUrl }) {
	tokens ??= new TokenCache(new OutboundApps({ projectId, baseUrl, managementKey: null }));
	return tokens;
}

/**
 * Returns the caller. Descope verifies the token on the first fetch; verify it here as well, against your project's
 * keys, since a repeated token is answered from the cache.
 *
 * @param {string} accessToken
 */
function userOf(accessToken) {
	const [, claims = ""] = accessToken.split(".");
	return JSON.parse(atob(claims.replaceAll("-", "+").replaceAll("_", "/"))).sub;
}

export default {
	/**
	 * @param {Request} request
	 * @param {Env} env
	 * @param {{ waitUntil(promise: Promise<unknown>): void }} context
	 */
	async fetch(request, env, context) {
		const [, accessToken] = /^Bearer (\S+)$/.exec(request.headers.get("authorization") ?? "") ?? [];
		if (accessToken === undefined) {
			return new Response("", { status: 401, headers: { "www-authenticate": "Bearer" } });
		}
		const user = { appId: "github", userId: userOf(accessToken) };
		const cache = openTokens(env);
		const waitUntil = (/** @type {Promise<unknown>} */ promise) => context.waitUntil(promise);
		try {
			const headers = { accept: "application/vnd.github+json", "user-agent": "mcp-worker" };
			const response = await cache.fetch(user, `${env.GITHUB_API_URL}/user`, { headers }, { accessToken, waitUntil });
			return Response.json({ user: await response.json() });
		} catch (error) {
			if (/** @type {any} */ (error).code !== "not-connected") throw error;
			return Response.json({ connect: await cache.connectUrl(user, { accessToken }) });
		}
	},
};
