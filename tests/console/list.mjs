// @ts-check
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { many } from "./apps.mjs";
import { send } from "./server.mjs";

/** @typedef {import("./run.mjs").Case} Case */

/** The promised limit for a keystroke; on a slow machine, one frame. */
const KEYSTROKE_MS = 50;

/** @type {Case[]} */
export const list = [
	{
		name: "list: shows every connection, by name",
		async run({ page }) {
			await page.getByText("6 connections").waitFor();
			const names = await page.locator(".row a").allTextContents();
			assert.deepEqual(names.slice(1), ["GitHub", "Google Calendar", "HubSpot", "OpenAI", "Slack of Acme"]);
		},
	},
	{
		name: "list: filters and order are in the address, and come back with it",
		async run({ page, goTo, url }) {
			await page.getByLabel("Type").selectOption("OAuth");
			await page.getByLabel("Level").selectOption("Tenant");
			await page.getByLabel("Sort").selectOption("ID");
			await page.getByRole("searchbox").fill("acme");
			await page.getByText("1 connection of 6").waitFor();
			await page.waitForURL(`${url}#/?type=oauth&level=tenant&sort=id&q=acme`);
			await page.reload();
			await page.getByText("1 connection of 6").waitFor();
			assert.equal(await page.getByRole("searchbox").inputValue(), "acme");
			await page.getByRole("link", { name: "Slack of Acme" }).click();
			await page.getByRole("heading", { name: "Slack of Acme" }).waitFor();
			await page.getByRole("link", { name: "Connections" }).click();
			await page.getByText("1 connection of 6").waitFor();
			await goTo("/?state=incomplete");
			assert.deepEqual(await page.locator(".row a").allTextContents(), ["HubSpot"]);
		},
	},
	{
		name: "list: a filter that reaches the address late does not lead back from an app",
		async run({ page, evaluate }) {
			await page.getByText("6 connections").waitFor();
			await page.getByRole("searchbox").fill("git");
			await page.getByText("1 connection of 6").waitFor();
			await evaluate(`{
				const busy = performance.now();
				while (performance.now() - busy < 400);
				document.querySelector(".row a").click();
			}`);
			await page.waitForTimeout(300);
			await page.getByRole("heading", { name: "GitHub" }).waitFor({ timeout: 2_000 });
		},
	},
	{
		name: "list: says when nothing matches, and clears the filters",
		setting: { at: "/?q=nothing-like-it" },
		async run({ page }) {
			await page.getByRole("heading", { name: "No connection matches" }).waitFor();
			await page.getByRole("button", { name: "Clear the filters" }).click();
			await page.getByText("6 connections").waitFor();
		},
	},
	{
		name: "list: an empty project has a way to begin",
		setting: { apps: [] },
		async run({ page }) {
			await page.getByRole("link", { name: "Make the first one" }).click();
			await page.getByRole("heading", { name: "New connection" }).waitFor();
		},
	},
	{
		name: "list: a failed load says what to do, and is tried again",
		setting: { isLazy: true },
		async run({ page, goTo, state }) {
			state.faults = [(response) => send(response, 401, { errorCode: "proxy", errorDescription: "sign in first" })];
			await goTo("");
			await page.getByRole("alert").getByText("You are not signed in").waitFor();
			await page.getByText("sign in first").waitFor();
			await page.getByRole("button", { name: "Try again" }).click();
			await page.getByText("6 connections").waitFor();
		},
	},
	{
		name: "list: a long pause that the server asks for is told, not waited for",
		setting: { isLazy: true },
		async run({ page, goTo, state }) {
			state.faults = [(response) => send(response, 429, {}, "30")];
			await goTo("");
			await page.getByText("Try again in 30 seconds.").waitFor();
		},
	},
	{
		name: "list: a connection that breaks is tried again without a word",
		setting: { isLazy: true },
		async run({ page, goTo, state }) {
			state.faults = [(response) => response.destroy()];
			await goTo("");
			await page.getByText("6 connections").waitFor();
			assert.equal(await page.getByRole("alert").count(), 0);
		},
	},
	{
		name: "list: the page says that it is offline, and loads the list when it is online again",
		async run({ page }) {
			await page.getByText("6 connections").waitFor();
			await page.context().setOffline(true);
			await page.getByText("You are offline").first().waitFor();
			await page.context().setOffline(false);
			await page.getByText("You are offline").waitFor({ state: "detached" });
		},
	},
	{
		name: "list: without its wasm the page says what is missing",
		setting: { isLazy: true },
		async run({ page, goTo }) {
			await page.route("**/core.wasm", (/** @type {any} */ route) => route.fulfill({ status: 404 }));
			await goTo("");
			await page.getByText("The console did not load completely").waitFor();
		},
	},
	{
		name: "list: draws what is in the window of 5,000, and filters within 50 ms",
		setting: { apps: many(5000) },
		async run({ page, evaluate }) {
			await page.getByText("5,000 connections").waitFor();
			assert.ok((await page.locator(".row").count()) < 60, "it draws too many");
			await page.mouse.wheel(0, 150_000);
			await page.locator("[aria-posinset='2350']").waitFor();
			await page.mouse.wheel(0, -150_000);
			await page.locator("[aria-posinset='1']").waitFor();
			const took = await evaluate(`(async () => {
				const search = document.getElementById("search");
				const times = [];
				for (const text of ["c", "co", "con", "conn", "connection 4", "connection 49", "connection 499", ""]) {
					const start = performance.now();
					search.value = text;
					search.dispatchEvent(new Event("input", { bubbles: true }));
					await new Promise((drawn) => setTimeout(drawn));
					document.body.offsetHeight;
					times.push(performance.now() - start);
				}
				return times;
			})()`);
			console.log(`    a keystroke takes ${took.map((/** @type {number} */ ms) => ms.toFixed(1)).join(", ")} ms`);
			assert.ok(
				took.toSorted((/** @type {number} */ a, /** @type {number} */ b) => a - b)[4] <= KEYSTROKE_MS,
				String(took),
			);
		},
	},
	{
		name: "list: an export escapes what only looks like a reference",
		setting: {
			apps: [{ id: "a", name: "A", description: "$" + "{param:a}, $" + "{env:A}, $" + "{file:a} and $" + "{a}" }],
		},
		async run({ page }) {
			await page.getByLabel("Select A", { exact: true }).check();
			await page.getByRole("button", { name: "Export" }).click();
			const [saved] = await Promise.all([
				page.waitForEvent("download"),
				page.getByRole("button", { name: "Download" }).click(),
			]);
			const { apps } = JSON.parse(await readFile(await saved.path(), "utf8"));
			assert.equal(
				apps[0].description,
				"$" + "$" + "{param:a}, $" + "$" + "{env:A}, $" + "$" + "{file:a} and $" + "{a}",
			);
		},
	},
	{
		name: "list: a selection is exported with references instead of secrets",
		async run({ page }) {
			await page.getByLabel("Select GitHub").check();
			await page.getByLabel("Select OpenAI").check();
			await page.getByRole("button", { name: "Export" }).click();
			await page.getByText("OUTBOUND_GITHUB_CLIENT_SECRET").waitFor();
			const [saved] = await Promise.all([
				page.waitForEvent("download"),
				page.getByRole("button", { name: "Download" }).click(),
			]);
			const file = JSON.parse(await readFile(await saved.path(), "utf8"));
			assert.deepEqual(Object.keys(file), ["$schema", "apps"]);
			const [github, openai] = file.apps;
			assert.equal(github.clientSecret, "$" + "{env:OUTBOUND_GITHUB_CLIENT_SECRET}");
			assert.equal(github.authorizationUrlParams[0].key, "allow_signup");
			assert.deepEqual(openai, {
				id: "openai",
				name: "OpenAI",
				description: "Keys that tenants bring along.",
				appType: "apikey",
			});
		},
	},
];
