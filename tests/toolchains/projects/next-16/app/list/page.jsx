// A server component whose requests are not cached: during the build Next throws to signal that, and the build fails if
// Next receives another error.
import { OutboundApps } from "descope-outbound";

export default async function Page() {
	// Nothing listens at this address, and nothing is sent.
	const apps = new OutboundApps({ projectId: "P2x", managementKey: "K2x", baseUrl: "http://127.0.0.1:1" });
	return JSON.stringify(await apps.loadAll());
}
