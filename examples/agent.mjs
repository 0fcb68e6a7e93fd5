// @ts-check
// node agent.mjs
// An agent that acts for a user at GitHub. APP_ID, USER_ID and USER_SESSION name the app, the user, and the access
// token of the user's session at your product; GITHUB_API_URL is for a stub. The project and its key come from
// DESCOPE_PROJECT_ID and DESCOPE_MANAGEMENT_KEY; DESCOPE_BASE_URL is for an emulator.
import process from "node:process";
import { OutboundApps } from "descope-outbound";
import { TokenCache } from "descope-outbound/tokens";

const { APP_ID = "github", USER_ID = "", USER_SESSION = "", GITHUB_API_URL = "https://api.github.com" } = process.env;

const tokens = new TokenCache(new OutboundApps());
const user = { appId: APP_ID, userId: USER_ID };

/** Prints where to connect and waits for it, if the user has not connected: the agent cannot act before. */
async function connected() {
	try {
		await tokens.get(user);
	} catch (error) {
		if (/** @type {any} */ (error).code !== "not-connected") throw error;
		console.log(`connect first: ${await tokens.connectUrl(user, { accessToken: USER_SESSION })}`);
		await tokens.waitForConnection(user, {
			timeoutMs: 300_000,
			onWait: ({ waitMs }) => console.log(`not connected yet; asking again in ${Math.round(waitMs)} ms`),
		});
	}
}

/** @param {string} path */
async function callGitHub(path) {
	const headers = { accept: "application/vnd.github+json" };
	const response = await tokens.fetch(user, `${GITHUB_API_URL}${path}`, { headers });
	if (!response.ok) throw new Error(`GitHub answered ${response.status} to ${path}`);
	return response.json();
}

await connected();
// The decisions of a model, one action after the other. Each takes the token from the cache.
for (const action of ["/user", "/user/repos", "/user/orgs"]) {
	console.log(`${action}: ${JSON.stringify(await callGitHub(action))}`);
}
const { hits, refreshes } = tokens.stats();
console.log(`${hits} tokens came from the cache, ${refreshes} had to be refreshed`);
