// A server component whose requests are kept nowhere: while it builds, Next throws to learn that, and the build fails if it
// is handed another error.
import { OutboundApps } from "descope-outbound";

export default async function Page() {
	// Nothing listens there, and nothing is sent.
	const apps = new OutboundApps({ projectId: "P2x", managementKey: "K2x", baseUrl: "http://127.0.0.1:1" });
	return JSON.stringify(await apps.loadAll());
}
