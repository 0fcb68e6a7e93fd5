// @ts-check
import assert from "node:assert/strict";
import path from "node:path";
import { launchChromium } from "../runtimes/harness/chromium.mjs";
import { startServer } from "./server.mjs";

const TOOLS = path.join(import.meta.dirname, "..", "node_modules");

/** @param {import("./run.mjs").Given} given */
export async function browser({ folder, emulator }) {
	const server = await startServer(folder, emulator.env);
	const running = await launchChromium(TOOLS);
	const page = await running.newPage();
	/** @type {string[]} */
	const complaints = [];
	/** @type {Record<string, string>[]} */
	const sent = [];
	page.on("console", (/** @type {any} */ message) => complaints.push(message.text()));
	page.on("pageerror", (/** @type {Error} */ error) => complaints.push(String(error)));
	page.on("request", (/** @type {any} */ request) => sent.push(request.headers()));

	// Runs no code in the page: its policy forbids text as code.
	const shows = (/** @type {string} */ element, /** @type {RegExp} */ hasText) =>
		page.locator(element, { hasText }).waitFor({ state: "attached" });

	const tests = [
		{
			name: "browser: a page creates an app, through the proxy that has the key",
			run: async () => {
				await page.goto(server.invitation);
				await page.fill("[name=name]", "GitHub, from a page");
				await page.fill("[name=clientId]", "Iv1.0123456789abcdef");
				await page.fill("[name=clientSecret]", "not-a-real-secret");
				await page.click("button");
				await shows("output", /./);
				assert.match(await page.textContent("output"), /^created \S+$/);
				await shows("ul", /GitHub, from a page/);
				assert.ok((await emulator.requests()).some((line) => line.includes("/app/create 200")));
			},
		},
		{
			name: "browser: a mistake is shown and not sent",
			run: async () => {
				await emulator.requests();
				await page.fill("[name=name]", " ");
				await page.click("button");
				await shows("output", /^name /);
				await assert.doesNotReject(page.reload());
				const lines = await emulator.requests();
				assert.ok(!lines.some((line) => line.startsWith("POST")), lines.join("\n"));
			},
		},
		{
			name: "browser: beside the page and the package, its server gives no file",
			run: async () => {
				const { origin } = new URL(server.invitation);
				for (const target of ["/package/%2e%2e/%2e%2e/package.json", "/package/..%2f..%2fserver.mjs", "/server.mjs"]) {
					assert.equal((await fetch(origin + target)).status, 404, target);
				}
				assert.equal((await fetch(`${origin}/descope/v1/mgmt/outbound/apps`)).status, 403);
			},
		},
		{
			name: "browser: the page never holds the key, and its policy lets all of it through",
			run: () => {
				assert.ok(sent.length > 5, "it asked for nothing");
				assert.ok(!sent.some((headers) => "authorization" in headers));
				assert.deepEqual(complaints, []);
			},
		},
	];
	const close = async () => {
		await running.close();
		server.stop();
	};
	return { tests, close };
}
