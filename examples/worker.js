// @ts-check
// A Cloudflare Worker: wrangler bundles it, and workerd runs it without `nodejs_compat`.
import { OutboundApps } from "descope-outbound";

export default {
	/**
	 * @param {Request} _request
	 * @param {{ DESCOPE_PROJECT_ID: string, DESCOPE_MANAGEMENT_KEY: string, DESCOPE_BASE_URL: string }} env
	 */
	async fetch(_request, env) {
		const apps = new OutboundApps({
			projectId: env.DESCOPE_PROJECT_ID,
			managementKey: env.DESCOPE_MANAGEMENT_KEY,
			baseUrl: env.DESCOPE_BASE_URL,
		});
		const { app } = await apps.create({
			name: "GitHub, from a worker",
			clientId: "Iv1.0123456789abcdef",
			clientSecret: "not-a-real-secret",
			authorizationUrl: "https://github.com/login/oauth/authorize",
			tokenUrl: "https://github.com/login/oauth/access_token",
			defaultScopes: ["read:user", "repo"],
		});
		return Response.json({ id: app?.id, name: app?.name });
	},
};
