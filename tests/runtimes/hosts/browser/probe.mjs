// @ts-check
// Runs in a frame under a Content-Security-Policy, and reports to the surrounding page what works there.

parent.postMessage(await outcome(), location.origin);

/** @returns {Promise<import("./policies.mjs").Outcome>} */
async function outcome() {
	try {
		const { OutboundApps } = await import("descope-outbound");
		const baseUrl = new URL(location.href).searchParams.get("baseUrl") ?? "";
		const apps = new OutboundApps({ projectId: "P2test", managementKey: null, baseUrl, maxRetries: 0 });
		const { code } = await apps.loadAll().catch((error) => error);
		return { loads: true, call: code };
	} catch (error) {
		return { loads: false, because: /** @type {Error} */ (error).name };
	}
}
