// @ts-check
// An emulator with sample apps.
import { OutboundApps } from "descope-outbound";
import { createEmulator } from "descope-outbound/emulator";
import { presets } from "descope-outbound/provision";

/** Presets that many products offer. */
const PRESETS = ["github", "google-calendar", "google-drive", "slack", "notion", "jira", "linear", "hubspot", "zoom"];

const OTHERS = [
	{ id: "openai", name: "OpenAI", description: "A key of each user's own", appType: "apikey" },
	{ id: "crm", name: "Our CRM", description: "Not finished: it has no endpoints yet", clientId: "crm-console" },
	{
		id: "slack-acme",
		name: "Slack of Acme",
		tenantId: "acme",
		clientId: "acme-slack",
		authorizationUrl: "https://slack.com/oauth/v2/authorize",
		tokenUrl: "https://slack.com/api/oauth.v2.access",
	},
];

/** @returns {Promise<{ projectId: string, managementKey: string, fetch: typeof globalThis.fetch }>} */
export async function openSample() {
	const { projectId, managementKey, fetch, connectUser } = createEmulator();
	const apps = new OutboundApps({ projectId, managementKey, fetch });
	const known = presets.filter(({ name, params }) => PRESETS.includes(name) && params === undefined);
	for (const { name, app } of known) {
		await apps.create({ ...app, id: name, clientId: `sample-${name}`, clientSecret: `sample-secret-of-${name}` });
	}
	for (const app of OTHERS) await apps.create(app);
	for (const userId of ["ann", "bob"]) await connectUser({ appId: "github", userId });
	return { projectId, managementKey, fetch: /** @type {typeof globalThis.fetch} */ (fetch) };
}
