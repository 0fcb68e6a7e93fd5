// @ts-check
// Each state of the page, in both themes and two widths: axe checks accessibility, and people can look at screenshots.
import assert from "node:assert/strict";
import { mkdir, readFile } from "node:fs/promises";
import path from "node:path";
import { GITHUB } from "./apps.mjs";
import { send } from "./server.mjs";

/** @typedef {import("./run.mjs").Case} Case */

const ROOT = path.join(import.meta.dirname, "..", "..");
const PICTURES = path.join(ROOT, "target", "screenshots");

/** @param {any} page @param {string} text */
const says = (page, text) => page.getByText(text).first().waitFor();

/** @type {{ name: string, setting?: import("./harness.mjs").Setting, show: (harness: import("./harness.mjs").Harness) => Promise<unknown> }[]} */
const STATES = [
	{
		name: "list",
		async show({ page }) {
			await says(page, "6 connections");
			await page.getByLabel("Select GitHub").check();
		},
	},
	{
		name: "list-loading",
		setting: { isLazy: true },
		async show({ page, goTo, emulator }) {
			emulator.fault({ delayMs: 30_000 });
			await goTo("");
			await page.locator(".skeleton").first().waitFor();
		},
	},
	{ name: "list-empty", setting: { apps: [] }, show: ({ page }) => says(page, "No connections yet") },
	{
		name: "list-no-match",
		setting: { at: "/?q=zzz&type=oauth" },
		show: ({ page }) => says(page, "No connection matches"),
	},
	{
		name: "list-error",
		setting: { isLazy: true },
		async show({ page, goTo, state }) {
			state.faults = [(response) => send(response, 401, { errorCode: "proxy", errorDescription: "sign in first" })];
			await goTo("");
			await says(page, "You are not signed in");
		},
	},
	{
		name: "list-offline",
		async show({ page }) {
			await says(page, "6 connections");
			await page.context().setOffline(true);
			await says(page, "You are offline");
		},
	},
	{ name: "app", setting: { at: "/app/github" }, show: ({ page }) => says(page, "read:user") },
	{ name: "app-incomplete", setting: { at: "/app/hubspot" }, show: ({ page }) => says(page, "Nobody can connect yet") },
	{
		name: "app-long",
		setting: { at: "/app/a-connection-with-quite-a-long-identifier-from-a-migration-2026" },
		show: ({ page }) => says(page, "Dynamic registration"),
	},
	{
		name: "new-mistakes",
		setting: {
			at: "/new?preset=okta",
			presets: [
				{
					name: "okta",
					title: "Okta",
					source: "https://developer.okta.com/",
					app: {},
					params: { domain: "the host of the organization, such as acme.okta.com" },
					notes: ["A refresh token is issued only with the scope offline_access."],
				},
			],
			discovered: {},
		},
		async show({ page }) {
			await page.getByLabel("Token URL").fill("http://example.com/token");
			await page.getByLabel("Default scopes").fill("repo repo");
			await page.getByRole("button", { name: "Create connection" }).click();
			await says(page, "Begin with");
			await says(page, "2 mistakes");
		},
	},
	{
		name: "new-api-key",
		setting: { at: "/new" },
		async show({ page }) {
			await page.getByLabel("Name").fill("OpenAI of Acme");
			await page.getByLabel("Type").selectOption("API key");
			await says(page, "An API key needs none of this.");
		},
	},
	{
		name: "edit",
		setting: { at: "/app/google-calendar/edit" },
		async show({ page }) {
			await page.getByLabel("Description").fill("Reads the calendar of whoever connects.");
			await says(page, "1 field changed");
		},
	},
	{ name: "review", setting: { at: "/app/github/edit" }, show: ({ page }) => openReview(page) },
	{
		name: "review-unknown",
		setting: { at: "/app/github/edit" },
		async show({ page, emulator }) {
			await openReview(page);
			emulator.fault(null, null, { cut: "before" }, { status: 401 }, { status: 401 });
			await page.getByRole("button", { name: "Save changes" }).click();
			await page.getByRole("button", { name: "Look again" }).waitFor();
		},
	},
	{
		name: "conflict",
		setting: { at: "/app/github/edit" },
		async show({ page, meanwhile }) {
			await openReview(page);
			await meanwhile("app/update", {
				app: { ...GITHUB, description: "For the whole company.", callbackDomain: "auth.example.com" },
			});
			await page.getByRole("button", { name: "Save changes" }).click();
			await says(page, "Somebody else changed this connection");
		},
	},
	{
		name: "saved",
		setting: { at: "/app/github/edit" },
		async show({ page }) {
			await openReview(page);
			await page.getByRole("button", { name: "Save changes" }).click();
			await says(page, "The changes were saved.");
		},
	},
	{
		name: "delete",
		setting: { at: "/app/github" },
		async show({ page }) {
			await page.getByRole("button", { name: "Delete" }).click();
			await page.getByLabel("Type GitHub to go on").fill("GitHub");
		},
	},
	{
		name: "export",
		setting: { at: "/app/github" },
		async show({ page }) {
			await page.getByRole("button", { name: "Export" }).click();
			await says(page, "OUTBOUND_GITHUB_CLIENT_SECRET");
		},
	},
	{
		name: "connected",
		setting: { at: "/app/github/connections", showsTokens: true },
		async show({ page, emulator }) {
			emulator.connectUser({ appId: "github", userId: "U2anna" });
			await page.getByLabel("User ID").fill("U2anna");
			await page.getByRole("button", { name: "Look up" }).click();
			await says(page, "has a valid token");
		},
	},
	{
		name: "help",
		async show({ page }) {
			await page.getByRole("button", { name: "Keyboard shortcuts" }).click();
			await says(page, "Move along the list");
		},
	},
];

/** @param {any} page */
async function openReview(page) {
	await page.getByLabel("Description").fill("Issues, pull requests and reviews, for every agent.");
	await page.getByLabel("Default scopes").fill("repo\nread:user\ngist");
	await page.getByLabel("Discovery URL").fill("");
	await page.getByLabel("Client secret").fill("a-new-secret-of-some-length");
	await page.getByRole("button", { name: "Review changes" }).click();
	await says(page, "Will be replaced");
}

const SIZES = { wide: { width: 1280, height: 900 }, narrow: { width: 320, height: 640 } };

const AXE = await readFile(path.join(ROOT, "tests", "node_modules", "axe-core", "axe.min.js"), "utf8");

const FINDINGS = `axe.run({ runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] })
	.then(({ violations }) => violations.map(({ id, nodes }) => [id, ...nodes.map(({ html, failureSummary }) => html.slice(0, 200) + failureSummary)]))`;

/**
 * Fails if axe finds anything in the current page.
 *
 * @param {(expression: string) => Promise<unknown>} evaluate
 */
export async function assertAccessible(evaluate) {
	await evaluate(`(() => { ${AXE} })()`);
	assert.deepEqual(await evaluate(FINDINGS), []);
}

/** @type {Case[]} */
export const looks = STATES.flatMap(({ name, setting, show }) =>
	/** @type {const} */ (["light", "dark"]).flatMap((colorScheme) =>
		Object.entries(SIZES).map(([size, viewport]) => ({
			name: `looks: ${name}, ${colorScheme}, ${size}`,
			setting: { ...setting, context: { viewport, colorScheme } },
			/** @param {import("./harness.mjs").Harness} harness */
			async run(harness) {
				const { page, evaluate } = harness;
				await show(harness);
				await mkdir(PICTURES, { recursive: true });
				await page.screenshot({
					path: path.join(PICTURES, `${name}-${colorScheme}-${size}.png`),
					fullPage: (await page.locator("dialog[open]").count()) === 0,
				});
				assert.ok(await evaluate("document.documentElement.scrollWidth <= innerWidth"), "it scrolls sideways");
				await assertAccessible(evaluate);
			},
		})),
	),
);
