// @ts-check
import assert from "node:assert/strict";
import { FIELDS } from "../../www/state/fields.js";
import { GITHUB } from "./apps.mjs";
import { send } from "./server.mjs";

/** @typedef {import("./run.mjs").Case} Case */

const CANARY = "canary-7f3a-secret";

/** @param {any} page */
const review = (page) => page.getByRole("button", { name: "Review changes" }).click();

/** @param {any} page */
const save = (page) => page.getByRole("button", { name: "Save changes" }).click();

/** @param {any} page @param {string} text */
const says = (page, text) => page.getByText(text).first().waitFor();

/** @type {Case[]} */
export const edit = [
	{
		name: "app: shows all fields, and never a secret",
		setting: { at: "/app/github" },
		async run({ page }) {
			await says(page, "read:user");
			assert.equal(await page.locator("dl.fields dt").count(), FIELDS.length);
			assert.ok(!(await page.textContent("main")).includes(GITHUB.clientSecret));
		},
	},
	{
		name: "app: one that does not exist is said to be gone",
		setting: { at: "/app/no-such" },
		run: ({ page }) => page.getByRole("heading", { name: "This connection does not exist" }).waitFor(),
	},
	{
		name: "edit: shows the difference, sends only that, and can be undone",
		setting: { at: "/app/github/edit" },
		async run({ page, stored }) {
			await page.getByLabel("Description").fill("For everybody");
			await page.getByLabel("Default scopes").fill("repo  gist");
			await page.getByLabel("PKCE").uncheck();
			await says(page, "3 fields changed");
			await review(page);
			const rows = await page.locator(".changes > div").allTextContents();
			assert.equal(rows.length, 4);
			assert.match(rows[0], /Description.*Issues and pull requests.*For everybody/);
			assert.match(rows[1], /PKCE.*Yes.*No/);
			assert.match(rows[2], /Default scopes.*Kept: repo.*Before: read:user.*Before: read:org.*After: gist/);
			assert.match(rows[3], /Client secret.*Kept/);
			await says(page, "An update never carries useDcr, dcrUrl, tenantId");
			await save(page);
			await says(page, "The changes were saved.");
			assert.deepEqual(stored("github").defaultScopes, ["repo", "gist"]);
			assert.equal(stored("github").clientSecret, GITHUB.clientSecret);
			assert.deepEqual(stored("github").authorizationUrlParams, GITHUB.authorizationUrlParams);
			await page.getByRole("button", { name: "Undo" }).click();
			await says(page, "The edit was undone.");
			const { templateId: _, ...now } = stored("github");
			assert.deepEqual(now, GITHUB);
		},
	},
	{
		name: "edit: begins with what the server has now, and shows it afterwards, even without a list",
		setting: { isLazy: true, at: "/app/github" },
		async run({ page, goTo, meanwhile }) {
			await page.route("**/outbound/apps", (/** @type {any} */ route) => route.fulfill({ status: 403, json: {} }));
			await goTo("/app/github");
			await says(page, GITHUB.description);
			await meanwhile("app/update", { app: { ...GITHUB, description: "Theirs" } });
			await page.getByRole("link", { name: "Edit", exact: true }).click();
			assert.equal(await page.getByLabel("Description").inputValue(), "Theirs");
			await page.getByLabel("Description").fill("Mine");
			await review(page);
			await save(page);
			await page.locator("dd", { hasText: "Mine" }).waitFor();
		},
	},
	{
		name: "edit: what was undone too late says so",
		setting: { at: "/app/github/edit" },
		async run({ page, stored, meanwhile }) {
			await page.getByLabel("Description").fill("Mine");
			await review(page);
			await save(page);
			await says(page, "The changes were saved.");
			await meanwhile("app/update", { app: { ...GITHUB, description: "Theirs" } });
			await page.getByRole("button", { name: "Undo" }).click();
			await says(page, "somebody changed the connection since");
			assert.equal(stored("github").description, "Theirs");
		},
	},
	{
		name: "edit: an undo whose answer is lost is looked up",
		setting: { at: "/app/github/edit" },
		async run({ page, stored, emulator }) {
			await page.getByLabel("Description").fill("Mine");
			await review(page);
			await save(page);
			await says(page, "The changes were saved.");
			await page.waitForLoadState("networkidle");
			emulator.fault(null, null, { cut: "after" }, { status: 401 }, { status: 401 });
			await page.getByRole("button", { name: "Undo" }).click();
			await page.getByRole("button", { name: "Look again" }).click();
			await says(page, "The edit was undone.");
			assert.equal(stored("github").description, GITHUB.description);
		},
	},
	{
		name: "edit: fields that an update does not carry cannot be changed",
		setting: { at: "/app/github/edit" },
		async run({ page }) {
			await page.getByLabel("Description").waitFor();
			for (const name of ["id", "useDcr", "dcrUrl", "tenantId"]) {
				assert.equal(await page.locator(`[name=${name}]`).count(), 0, name);
			}
		},
	},
	{
		name: "edit: mistakes are shown at their fields as they are typed, warnings apart from errors",
		setting: { at: "/app/github/edit" },
		async run({ page, state }) {
			const url = page.getByLabel("Token URL");
			await url.fill("http://example.com/token");
			const described = (await url.getAttribute("aria-describedby")).split(" ");
			const texts = await Promise.all(described.map((/** @type {string} */ id) => page.textContent(`#${id}`)));
			assert.match(texts.join(" "), /Error: Must begin with https/);
			assert.equal(await url.getAttribute("aria-invalid"), "true");
			await page.getByLabel("Callback domain").fill("https://example.com");
			await page.locator(".issues .warning").waitFor();
			await says(page, "1 mistake to correct · 1 warning");
			await review(page);
			assert.equal(await page.getByRole("dialog").count(), 0);
			await page.locator("[name=tokenUrl]:focus").waitFor();
			assert.ok(!state.requests.some((line) => line.startsWith("POST")));
		},
	},
	{
		name: "edit: a conflict shows theirs and mine, and keeps both where they differ in fields",
		setting: { at: "/app/github/edit" },
		async run({ page, stored, meanwhile }) {
			await page.getByLabel("Description").fill("Mine");
			await page.getByLabel("Client ID").fill("my-client");
			await meanwhile("app/update", { app: { ...GITHUB, description: "Theirs", defaultScopes: ["gist"] } });
			await review(page);
			await save(page);
			await says(page, "Somebody else changed this connection");
			assert.equal(stored("github").description, "Theirs");
			const go = page.getByRole("button", { name: "Continue" });
			assert.ok(await go.isDisabled());
			await page.getByRole("radio", { name: "Mine" }).check();
			await go.click();
			await says(page, "Review the changes");
			assert.equal(await page.locator(".changes > div").count(), 3);
			await save(page);
			await says(page, "The changes were saved.");
			const { description, clientId, defaultScopes } = stored("github");
			assert.deepEqual(
				{ description, clientId, defaultScopes },
				{ description: "Mine", clientId: "my-client", defaultScopes: ["gist"] },
			);
		},
	},
	{
		name: "edit: a conflict with a deletion sends nothing",
		setting: { at: "/app/github/edit" },
		async run({ page, stored, meanwhile }) {
			await page.getByLabel("Description").fill("Mine");
			await meanwhile("app/delete", { id: "github" });
			await review(page);
			await save(page);
			await says(page, "Somebody deleted this connection");
			assert.equal(stored("github"), undefined);
		},
	},
	{
		name: "edit: an answer that is lost is looked up by the client",
		setting: { at: "/app/github/edit" },
		async run({ page, stored, emulator }) {
			await page.getByLabel("Description").fill("Mine");
			await review(page);
			// The check before saving, the patch's own load, and its update.
			emulator.fault(null, null, { cut: "after" });
			await save(page);
			await says(page, "The changes were saved.");
			assert.equal(stored("github").description, "Mine");
		},
	},
	{
		name: "edit: where nobody can tell, Look again does",
		setting: { at: "/app/github/edit" },
		async run({ page, emulator, stored }) {
			await page.getByLabel("Description").fill("Mine");
			await review(page);
			emulator.fault(null, null, { cut: "after" }, { status: 401 }, { status: 401 });
			await save(page);
			await says(page, "The change may have been made all the same.");
			assert.ok(await page.getByRole("button", { name: "Save changes" }).isDisabled());
			// The outcome stays unknown while looking fails as well.
			emulator.fault({ status: 401 });
			await page.getByRole("button", { name: "Look again" }).click();
			await says(page, "You are not signed in");
			await says(page, "The change may have been made all the same.");
			assert.ok(await page.getByRole("button", { name: "Save changes" }).isDisabled());
			await page.getByRole("button", { name: "Look again" }).click();
			await says(page, "The changes had been saved.");
			assert.equal(stored("github").description, "Mine");
		},
	},
	{
		name: "edit: where nobody can tell and nothing was saved, it can be sent again",
		setting: { at: "/app/github/edit" },
		async run({ page, emulator, stored }) {
			await page.getByLabel("Description").fill("Mine");
			await review(page);
			emulator.fault(null, null, { cut: "before" }, { status: 401 }, { status: 401 });
			await save(page);
			await page.getByRole("button", { name: "Look again" }).click();
			await says(page, "The changes were not saved.");
			assert.notEqual(stored("github").description, "Mine");
			await save(page);
			await says(page, "The changes were saved.");
			assert.equal(stored("github").description, "Mine");
		},
	},
	{
		name: "edit: what is refused is in the server's words, and nothing is lost",
		setting: { at: "/app/github/edit" },
		async run({ page, state }) {
			await page.getByLabel("Description").fill("Mine");
			await review(page);
			state.faults = [(response) => send(response, 403, { errorCode: "E1", errorDescription: "not for you" })];
			await save(page);
			await says(page, "You may not do this");
			await says(page, "Nothing was changed.");
			await says(page, "not for you");
			await page.getByRole("button", { name: "Keep editing" }).click();
			assert.equal(await page.getByLabel("Description").inputValue(), "Mine");
		},
	},
	{
		name: "edit: offline, nothing is sent and nothing is lost",
		setting: { at: "/app/github/edit" },
		async run({ page, stored }) {
			await page.getByLabel("Description").fill("Mine");
			await review(page);
			await page.context().setOffline(true);
			await save(page);
			await page.getByRole("dialog").getByText("You are offline").waitFor();
			await says(page, "Nothing was changed.");
			await page.context().setOffline(false);
			await save(page);
			await says(page, "The changes were saved.");
			assert.equal(stored("github").description, "Mine");
		},
	},
	{
		name: "edit: a slow server shows that it is at work, and is asked once",
		setting: { at: "/app/github/edit" },
		async run({ page, emulator, state }) {
			await page.getByLabel("Description").fill("Mine");
			await review(page);
			emulator.fault({ delayMs: 600 });
			await save(page);
			assert.ok(await page.getByRole("button", { name: "Saving …" }).isDisabled());
			await says(page, "The changes were saved.");
			assert.equal(state.requests.filter((line) => line.includes("app/update")).length, 1);
		},
	},
	{
		name: "edit: a half-filled form outlives a reload, without its secret",
		setting: { at: "/app/github/edit" },
		async run({ page, evaluate }) {
			await page.getByLabel("Description").fill("Half a sente");
			await page.getByLabel("Client secret").fill(CANARY);
			assert.ok(!(await evaluate("JSON.stringify([{...sessionStorage}, {...localStorage}])")).includes(CANARY));
			await page.reload();
			await says(page, "Your unfinished form is back");
			assert.equal(await page.getByLabel("Description").inputValue(), "Half a sente");
			assert.equal(await page.getByLabel("Client secret").inputValue(), "");
			await page.getByRole("button", { name: "Start again" }).click();
			assert.equal(await page.getByLabel("Description").inputValue(), GITHUB.description);
		},
	},
	{
		name: "edit: a secret is replaced, and then nowhere in the page",
		setting: { at: "/app/github/edit" },
		async run({ page, evaluate, stored, printed, url }) {
			await page.getByLabel("Client secret").fill(CANARY);
			await review(page);
			await says(page, "Will be replaced");
			assert.ok(!(await page.getByRole("dialog").textContent()).includes(CANARY));
			await save(page);
			await says(page, "The changes were saved.");
			assert.equal(stored("github").clientSecret, CANARY);
			const everything = await evaluate(`JSON.stringify([
				document.documentElement.outerHTML,
				[...document.querySelectorAll("input, textarea")].map(({ value }) => value),
				{ ...sessionStorage }, { ...localStorage }, location.href, document.cookie, history.state,
				performance.getEntries().map(({ name }) => name),
			])`);
			assert.ok(everything.includes("The changes were saved."), "it looked at nothing");
			assert.ok(!everything.includes(CANARY));
			assert.ok(!printed.join("\n").includes(CANARY));
			assert.ok(page.url().startsWith(url) && !page.url().includes(CANARY));
		},
	},
	{
		name: "edit: a secret is removed only if one says so",
		setting: { at: "/app/github/edit" },
		async run({ page, stored }) {
			await page.getByLabel("Remove the stored secret").check();
			await review(page);
			await says(page, "Will be removed");
			await save(page);
			await says(page, "The changes were saved.");
			assert.ok(!stored("github").clientSecret);
		},
	},
];
