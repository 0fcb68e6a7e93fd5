// @ts-check
// node tests/release/sdk-version.mjs --package <tgz>
//
// Prints the version that the package reports to the server.
import path from "node:path";
import { pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import { install } from "../install.mjs";

const { values } = parseArgs({ options: { package: { type: "string" } } });
if (values.package === undefined) throw new Error("--package is missing: the tarball to ask");

const { folder, remove } = await install(values.package);
try {
	const entry = path.join(folder, "node_modules/descope-outbound/dist/index.js");
	/** @type {typeof import("descope-outbound")} */
	const { OutboundApps } = await import(pathToFileURL(entry).href);
	/** @type {string | null} */
	let version = null;
	const apps = new OutboundApps({
		projectId: "P2project",
		managementKey: "K2key",
		fetch: async (/** @type {RequestInfo | URL} */ input, /** @type {RequestInit | undefined} */ init) => {
			version = new Request(input, init).headers.get("x-descope-sdk-version");
			return Response.json({ apps: [] });
		},
	});
	await apps.loadAll();
	console.log(version);
} finally {
	await remove();
}
