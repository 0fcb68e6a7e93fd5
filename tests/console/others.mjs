// @ts-check
// Creating, deleting, connections, and the keyboard.
import assert from "node:assert/strict";

/** @typedef {import("./run.mjs").Case} Case */

const CANARY = "canary-91c2-secret";

/** The placeholder that a preset leaves to fill in. */
const DOMAIN = "$" + "{param:domain}";

/** @param {any} page @param {string} text */
const says = (page, text) => page.getByText(text).first().waitFor();

/** @param {any} page */
const create = (page) => page.getByRole("button", { name: "Create connection" }).click();

/** @param {any} page */
async function fillNew(page) {
	await page.getByLabel("Name (required)").fill("Notion");
	await page.getByLabel("Client ID").fill("notion-client");
	await page.getByLabel("Client secret").fill(CANARY);
	await page.getByLabel("Authorization URL").fill("https://api.notion.com/v1/oauth/authorize");
	await page.getByLabel("Token URL").fill("https://api.notion.com/v1/oauth/token");
}

/** @type {Case[]} */
export const others = [
	{
		name: "new: sends what is filled in and nothing else",
		setting: { at: "/new" },
		async run({ page, emulator, evaluate, printed }) {
			await fillNew(page);
			await page.getByRole("group", { name: "Prompt" }).getByLabel("Consent").check();
			await page
				.getByRole("group", { name: "Token parameters" })
				.getByRole("button", { name: "Add a parameter" })
				.click();
			await page.getByLabel("Token parameters, key 1").fill("audience");
			await page.getByLabel("Token parameters, value 1").fill("api");
			await create(page);
			await says(page, "The connection was created.");
			const { id, templateId: _, ...app } = emulator.apps().at(-1);
			assert.ok(page.url().endsWith(`#/app/${id}`));
			assert.deepEqual(app, {
				name: "Notion",
				clientId: "notion-client",
				clientSecret: CANARY,
				authorizationUrl: "https://api.notion.com/v1/oauth/authorize",
				tokenUrl: "https://api.notion.com/v1/oauth/token",
				tokenUrlParams: [{ key: "audience", value: "api" }],
				prompt: ["consent"],
			});
			const everything = await evaluate(
				"JSON.stringify([document.documentElement.outerHTML, { ...sessionStorage }, { ...localStorage }, location.href])",
			);
			assert.ok(!everything.includes(CANARY) && !printed.join().includes(CANARY));
			assert.ok(!everything.includes("draft new"), "the draft is still there");
		},
	},
	{
		name: "new: without a name nothing is sent, and the focus goes there",
		setting: { at: "/new" },
		async run({ page, state }) {
			await page.getByLabel("Client ID").waitFor();
			assert.equal(await page.locator(".issues .error").count(), 0);
			await create(page);
			await says(page, "1 mistake to correct");
			await page.locator("[name=name]:focus").waitFor();
			assert.ok(!state.requests.some((line) => line.startsWith("POST")));
		},
	},
	{
		name: "new: a name that is taken is said in words",
		setting: { at: "/new" },
		async run({ page }) {
			await page.getByLabel("Name (required)").fill("GitHub");
			await page.getByText("Is taken by another connection").waitFor();
			await page.getByLabel("Description").fill("Not the one that is there");
			await create(page);
			await says(page, "The name or the ID is taken");
			await says(page, "Nothing was changed.");
		},
	},
	{
		name: "new: an answer that is lost is looked up, and nothing is created twice",
		setting: { at: "/new" },
		async run({ page, emulator }) {
			await fillNew(page);
			emulator.fault({ cut: "after" });
			await create(page);
			await says(page, "The connection was created.");
			assert.equal(emulator.apps().length, 7);
		},
	},
	{
		name: "new: where nobody can tell, Look again does",
		setting: { at: "/new" },
		async run({ page, emulator }) {
			await fillNew(page);
			emulator.fault({ cut: "after" }, { status: 401 });
			await create(page);
			await page.getByRole("button", { name: "Look again" }).click();
			await says(page, "The connection had been created.");
			assert.equal(emulator.apps().length, 7);
		},
	},
	{
		name: "new: a duplicate has all but the ID and the secret",
		setting: { at: "/app/github" },
		async run({ page, emulator, stored }) {
			await page.getByRole("link", { name: "Duplicate" }).click();
			assert.equal(await page.getByLabel("Name (required)").inputValue(), "GitHub (copy)");
			assert.equal(await page.getByLabel("Client secret").inputValue(), "");
			await create(page);
			await says(page, "The connection was created.");
			const { id: _i, name: _n, clientSecret: _s, ...original } = stored("github");
			const { id, name, ...copy } = emulator.apps().at(-1);
			assert.notEqual(id, "github");
			assert.equal(name, "GitHub (copy)");
			assert.deepEqual(copy, original);
		},
	},
	{
		name: "new: presets and discovery are offered where the server has them",
		setting: {
			at: "/new",
			presets: [
				{
					name: "gitlab",
					title: "GitLab",
					source: "https://docs.gitlab.com/api/oauth2/",
					app: { name: "GitLab", tokenUrl: "https://gitlab.com/oauth/token" },
				},
				{
					name: "okta",
					title: "Okta",
					source: "https://developer.okta.com/docs/reference/api/oidc/",
					app: { name: "Okta", tokenUrl: `https://${DOMAIN}/oauth2/v1/token` },
					params: { domain: "the host of the organization" },
					notes: ["A refresh token needs offline_access."],
				},
			],
			discovered: { "": undefined, "https://id.example.com": { authorizationUrl: "https://id.example.com/authorize" } },
		},
		async run({ page }) {
			await page.getByLabel("A known provider").selectOption("GitLab");
			await page.waitForURL(/preset=gitlab/);
			await assertValue(page.getByLabel("Token URL"), "https://gitlab.com/oauth/token");
			await page.getByLabel("A known provider").selectOption("Okta");
			await says(page, "A refresh token needs offline_access.");
			await assertValue(page.getByLabel("Token URL"), "");
			assert.equal(await page.getByRole("alert").count(), 0);
			await page.getByLabel("domain", { exact: true }).fill("acme.okta.com");
			await page.getByLabel("domain", { exact: true }).press("Enter");
			await assertValue(page.getByLabel("Token URL"), "https://acme.okta.com/oauth2/v1/token");
			await page.getByLabel("A known provider").selectOption("None");
			await page.getByLabel("What a provider publishes about itself").fill("https://id.example.com");
			await page.getByRole("button", { name: "Look it up" }).click();
			await assertValue(page.getByLabel("Authorization URL"), "https://id.example.com/authorize");
			await page.getByLabel("What a provider publishes about itself").fill("https://nobody.example.com");
			await page.getByRole("button", { name: "Look it up" }).click();
			await says(page, "nothing is published there");
		},
	},
	{
		name: "new: presets and discovery are asked for again after a failure of the network",
		setting: {
			presets: [{ name: "gitlab", title: "GitLab", source: "https://docs.gitlab.com/api/oauth2/", app: {} }],
			discovered: { "": undefined },
		},
		async run({ page, goTo }) {
			for (const name of ["presets.json", "discover"])
				await page.route(`**/${name}`, (/** @type {any} */ route) => route.abort(), { times: 1 });
			await goTo("/new");
			await page.getByLabel("Client ID").waitFor();
			await page.waitForTimeout(300);
			assert.equal(await page.getByText("Begin with").count(), 0);
			await goTo("");
			await page.getByText("6 connections").waitFor();
			await goTo("/new");
			await page.getByLabel("A known provider").waitFor();
			await page.getByLabel("What a provider publishes about itself").waitFor();
		},
	},
	{
		name: "new: presets and discovery are hidden where the server has none",
		setting: { at: "/new" },
		async run({ page }) {
			await page.getByLabel("Client ID").waitFor();
			await page.waitForTimeout(300);
			assert.equal(await page.getByText("Begin with").count(), 0);
		},
	},
	{
		name: "delete: wants the name typed, and says what goes too",
		setting: { at: "/app/slack-acme" },
		async run({ page, stored }) {
			await page.getByRole("button", { name: "Delete" }).click();
			await says(page, "every access token");
			const go = page.getByRole("button", { name: "Delete for good" });
			await page.getByLabel("Type Slack of Acme to go on").fill("Slack of");
			assert.ok(await go.isDisabled());
			await page.getByLabel("Type Slack of Acme to go on").fill("Slack of Acme");
			await go.click();
			await says(page, "5 connections");
			assert.equal(stored("slack-acme"), undefined);
		},
	},
	{
		name: "delete: where nobody can tell, Look again does",
		setting: { at: "/app/slack-acme" },
		async run({ page, emulator }) {
			await page.getByRole("button", { name: "Delete" }).click();
			await page.getByLabel("Type Slack of Acme to go on").fill("Slack of Acme");
			emulator.fault({ cut: "before" }, { status: 401 }, { status: 401 });
			await page.keyboard.press("Enter");
			await page.getByRole("button", { name: "Look again" }).click();
			await says(page, "It was not deleted.");
			await page.getByRole("button", { name: "Delete for good" }).click();
			await says(page, "5 connections");
		},
	},
	{
		name: "connected: says yes or no, and of the token what the proxy lets through",
		setting: { at: "/app/github/connections", showsTokens: true },
		async run({ page, emulator, evaluate }) {
			const { accessToken } = emulator.connectUser({ appId: "github", userId: "U2anna", scopes: ["repo"] });
			await page.getByLabel("User ID").fill("U2anna");
			await page.getByRole("button", { name: "Look up" }).click();
			await says(page, "User U2anna has a valid token.");
			await page.locator("dd", { hasText: "repo" }).waitFor();
			await says(page, "Expires");
			assert.ok(!(await evaluate("document.documentElement.outerHTML")).includes(accessToken));
			await page.getByLabel("User ID").fill("U2ben");
			await page.getByRole("button", { name: "Look up" }).click();
			await says(page, "User U2ben has no valid token.");
			assert.ok(page.url().endsWith("?user=U2ben"));
		},
	},
	{
		name: "connected: shows an expired token, and why it was not refreshed",
		setting: { at: "/app/github/connections?tenant=acme", showsTokens: true, isLazy: true },
		async run({ page, goTo, state }) {
			const token = { scopes: ["repo"], accessTokenExpiry: "1700000000", lastRefreshError: "invalid_grant" };
			await page.route("**/tenant/token/latest", (/** @type {any} */ route) => route.fulfill({ json: { token } }));
			await goTo("/app/github/connections?tenant=acme");
			await page.locator("dt", { hasText: "Expired" }).waitFor();
			await page.locator("dd.warning", { hasText: "invalid_grant" }).waitFor();
			assert.ok(!state.requests.some((line) => line.includes("apps-with-user-token")));
		},
	},
	{
		name: "connected: a proxy that lets no token through is no failure of the page",
		setting: { at: "/app/github/connections?user=U2anna", showsTokens: true, isLazy: true },
		async run({ page, goTo }) {
			await page.route("**/user/token/latest", (/** @type {any} */ route) =>
				route.fulfill({ status: 403, json: { errorCode: "proxy", errorDescription: "not passed on" } }),
			);
			await goTo("/app/github/connections?user=U2anna");
			await says(page, "has no valid token");
			assert.equal(await page.getByRole("alert").count(), 0);
		},
	},
	{
		name: "connected: without the proxy's leave no token is asked for",
		setting: { at: "/app/github/connections?user=U2anna" },
		async run({ page, state }) {
			await says(page, "has no valid token");
			assert.ok(!state.requests.some((line) => line.includes("/token")), state.requests.join("\n"));
			await page.getByLabel("User ID").fill("");
			await page.getByLabel("Tenant ID").fill("acme");
			await page.getByRole("button", { name: "Look up" }).click();
			await says(page, "Not known");
		},
	},
	{
		name: "keyboard: everything has a way, and dialogs give the focus back",
		async run({ page }) {
			await page.getByText("6 connections").waitFor();
			await page.keyboard.press("/");
			await page.locator("#search:focus").waitFor();
			await page.keyboard.type("git?n");
			assert.equal(await page.locator("#search").inputValue(), "git?n");
			await page.locator("#search").fill("");
			await page.locator(".row a").first().focus();
			await page.keyboard.press("ArrowDown");
			await page.locator(".row a:focus", { hasText: "GitHub" }).waitFor();
			await page.keyboard.press("?");
			await page.getByRole("dialog", { name: "Keyboard shortcuts" }).waitFor();
			await page.keyboard.press("Escape");
			await page.getByRole("dialog").waitFor({ state: "detached" });
			await page.locator(".row a:focus", { hasText: "GitHub" }).waitFor();
			await page.keyboard.press("Enter");
			await page.locator("h1:focus", { hasText: "GitHub" }).waitFor();
			await page.keyboard.press("e");
			await page.locator("h1:focus", { hasText: "Edit GitHub" }).waitFor();
			await page.keyboard.press("n");
			await page.locator("h1:focus", { hasText: "New connection" }).waitFor();
		},
	},
	{
		name: "keyboard: shortcuts of one key can be switched off, for good",
		async run({ page }) {
			await page.getByText("6 connections").waitFor();
			await page.getByRole("button", { name: "Keyboard shortcuts" }).click();
			await page.getByLabel("Shortcuts of a single key").uncheck();
			await page.keyboard.press("Escape");
			await page.reload();
			await page.getByText("6 connections").waitFor();
			await page.keyboard.press("n");
			assert.equal(await page.getByRole("heading", { name: "New connection" }).count(), 0);
		},
	},
	{
		name: "theme: follows the system until one is chosen, which is kept",
		setting: { context: { colorScheme: "dark" } },
		async run({ page, evaluate }) {
			const background = () => evaluate("getComputedStyle(document.body).backgroundColor");
			await page.getByText("6 connections").waitFor();
			const dark = await background();
			await page.getByRole("button", { name: /^Theme: system/ }).click();
			await page.getByRole("button", { name: /^Theme: light/ }).waitFor();
			assert.notEqual(await background(), dark);
			await page.reload();
			await page.getByRole("button", { name: /^Theme: light/ }).waitFor();
			assert.notEqual(await background(), dark);
		},
	},
];

/** @param {any} input @param {string} value */
async function assertValue(input, value) {
	for (let tries = 0; tries < 50 && (await input.inputValue()) !== value; tries += 1) {
		await new Promise((later) => setTimeout(later, 50));
	}
	assert.equal(await input.inputValue(), value);
}
