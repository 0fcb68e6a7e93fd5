// deno run --allow-net --allow-env deno.ts
// The project and its key come from DESCOPE_PROJECT_ID and DESCOPE_MANAGEMENT_KEY; DESCOPE_BASE_URL is for an emulator.
import { OutboundApps } from "descope-outbound";

const apps = new OutboundApps();
const { app } = await apps.create({
	name: "GitHub, from Deno",
	clientId: "Iv1.0123456789abcdef",
	clientSecret: "not-a-real-secret",
	authorizationUrl: "https://github.com/login/oauth/authorize",
	tokenUrl: "https://github.com/login/oauth/access_token",
	defaultScopes: ["read:user", "repo"],
});
console.log(`created ${app?.id}: ${app?.name}`);
