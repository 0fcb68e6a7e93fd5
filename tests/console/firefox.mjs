// @ts-check
// node tests/console/firefox.mjs --package <tgz>
//
// The console in Firefox, over WebDriver BiDi: the flows that lean on the browser most, and axe. With
// --test-reporter=./tests/reporter.mjs, one line a test.
import assert from "node:assert/strict";
import path from "node:path";
import { after, test } from "node:test";
import { parseArgs } from "node:util";
import { install } from "../install.mjs";
import { findSystem, loadTool } from "../runtimes/harness/tools.mjs";
import { GITHUB } from "./apps.mjs";
import { serve } from "./harness.mjs";
import { assertAccessible } from "./looks.mjs";

/** @typedef {Awaited<ReturnType<typeof serve>> & { page: any }} World */

const TOOLS = path.join(import.meta.dirname, "..", "node_modules");

const CANARY = "canary-firefox-secret";

const { values } = parseArgs({ options: { package: { type: "string" } } });
if (values.package === undefined) throw new Error("--package is missing: the tarball whose console is to be tested");

const { folder, remove } = await install(values.package);
const browser = await loadTool(TOOLS, "puppeteer-core").launch({
	browser: "firefox",
	executablePath: findSystem("firefox"),
	headless: true,
	args: ["--width=1280", "--height=900"],
	// A viewport of its own wants commands that Firefox ESR does not have yet.
	defaultViewport: null,
});
after(async () => {
	await browser.close();
	await remove();
});

/** Of axe, which runs in the driver's sandbox and looks at objects of the page. */
const OF_AXE = /Permission denied to access property/;

/**
 * @param {string} name
 * @param {string} at what follows the #
 * @param {(world: World) => Promise<unknown>} run
 */
function inFirefox(name, at, run) {
	test(`console in Firefox: ${name}`, async () => {
		const { stop, ...served } = await serve(folder, {});
		const page = await browser.newPage();
		/** @type {string[]} */
		const complaints = [];
		page.on("pageerror", (/** @type {Error} */ error) => {
			if (!OF_AXE.test(String(error))) complaints.push(String(error));
		});
		page.on("console", (/** @type {any} */ message) => complaints.push(message.text()));
		await page.evaluateOnNewDocument(() => {
			addEventListener("securitypolicyviolation", ({ violatedDirective }) => console.error(violatedDirective));
		});
		try {
			await page.goto(`${served.url}#${at}`);
			await run({ ...served, stop, page });
			assert.deepEqual(complaints, [], "the page complains");
		} finally {
			await page.close();
			await stop();
		}
	});
}

const PATIENCE_MS = 15_000;

/**
 * Waits for what an expression answers. Puppeteer's own locators leave errors of theirs in Firefox's pages.
 *
 * @param {any} page
 * @param {string} expression
 */
async function until(page, expression) {
	for (let waited = 0; waited < PATIENCE_MS; waited += 50) {
		const answer = await page.evaluate(expression);
		if (answer) return answer;
		await new Promise((later) => setTimeout(later, 50));
	}
	return assert.fail(`it never came to be: ${expression}`);
}

/** @param {any} page @param {string} text */
const says = (page, text) => until(page, `document.body.innerText.includes(${JSON.stringify(text)})`);

/** With the mouse, where a person would. @param {any} page @param {string} element an expression */
async function press(page, element) {
	// Where the element is still after two frames: a list that is drawn anew would move it from under the mouse.
	const { x, y } = await until(
		page,
		`(async () => {
			const element = ${element};
			if (!element || element.disabled) return;
			element.scrollIntoView({ block: "center" });
			const before = element.getBoundingClientRect();
			for (let frame = 0; frame < 2; frame += 1) await new Promise(requestAnimationFrame);
			const { left, top, width, height } = element.getBoundingClientRect();
			return left === before.left && top === before.top && { x: left + width / 2, y: top + height / 2 };
		})()`,
	);
	await page.mouse.click(x, y);
}

/** @param {any} page @param {string} name */
const click = (page, name) =>
	press(
		page,
		`[...(document.querySelector("dialog[open]") ?? document).querySelectorAll("button, a")].find(({ textContent }) => textContent.trim() === ${JSON.stringify(name)})`,
	);

/** @param {any} page @param {string} selector @param {string} text */
async function fill(page, selector, text) {
	const element = `document.querySelector(${JSON.stringify(selector)})`;
	await press(page, element);
	await page.evaluate(`${element}.select()`);
	await page.keyboard.type(text);
}

/** @param {any} page */
const everything = (page) =>
	page.evaluate(
		"JSON.stringify([document.documentElement.outerHTML, { ...sessionStorage }, { ...localStorage }, location.href])",
	);

inFirefox("a filter is in the address, and a link leads to an app", "/?level=tenant", async ({ page, state }) => {
	await says(page, "2 connections of 6");
	await fill(page, "#search", "acme");
	await says(page, "1 connection of 6");
	// Puppeteer takes the link for a navigation and waits for its end; the server knows of it as well. A list that is drawn
	// anew between the mouse's press and its release has no click: one clicks again.
	const isAsked = () => state.requests.includes("GET /v1/mgmt/outbound/app/slack-acme");
	for (let tries = 0; tries < 5 && !isAsked(); tries += 1) {
		await click(page, "Slack of Acme");
		for (let waited = 0; waited < 3000 && !isAsked(); waited += 50) await new Promise((later) => setTimeout(later, 50));
	}
	assert.ok(isAsked());
});

inFirefox("an edit is shown, sent, and undone", "/app/github/edit", async ({ page, stored }) => {
	await fill(page, "[name=description]", "For everybody");
	await fill(page, "[name=clientSecret]", CANARY);
	await click(page, "Review changes");
	await says(page, "Will be replaced");
	await assertAccessible((expression) => page.evaluate(expression));
	await click(page, "Save changes");
	await says(page, "The changes were saved.");
	assert.equal(stored("github").description, "For everybody");
	assert.equal(stored("github").clientSecret, CANARY);
	assert.ok(!(await everything(page)).includes(CANARY));
	await click(page, "Undo");
	await says(page, "The edit was undone.");
	assert.equal(stored("github").description, GITHUB.description);
});

inFirefox("a conflict is shown before anything is sent", "/app/github/edit", async ({ page, stored, meanwhile }) => {
	await fill(page, "[name=description]", "Mine");
	await meanwhile("app/update", { app: { ...GITHUB, description: "Theirs" } });
	await click(page, "Review changes");
	await click(page, "Save changes");
	await says(page, "Somebody else changed this connection");
	assert.equal(stored("github").description, "Theirs");
});

inFirefox("a new connection is created, and its form is gone", "/new", async ({ page, emulator }) => {
	await fill(page, "[name=name]", "Notion");
	await fill(page, "[name=clientSecret]", CANARY);
	await click(page, "Create connection");
	await says(page, "The connection was created.");
	assert.equal(emulator.apps().at(-1).clientSecret, CANARY);
	assert.ok(!(await everything(page)).includes(CANARY));
});

inFirefox("Escape closes a dialog, and the focus is where it was", "/app/openai", async ({ page, stored }) => {
	await says(page, "Keys that tenants bring along.");
	await click(page, "Delete");
	await until(page, `document.querySelector("dialog[open] input") !== null`);
	await page.keyboard.press("Escape");
	await until(page, `!document.querySelector("dialog")`);
	assert.equal(await page.evaluate("document.activeElement.textContent"), "Delete");
	assert.ok(stored("openai"));
});

for (const scheme of ["light", "dark"]) {
	inFirefox(`axe finds nothing in the ${scheme}`, "", async ({ page, url }) => {
		await page.evaluate(`localStorage.setItem("theme", "${scheme}")`);
		for (const [at, text] of /** @type {const} */ ([
			["", "6 connections"],
			["/app/github", "read:user"],
			["/app/github/edit", "Nothing changed yet"],
		])) {
			await page.goto("about:blank");
			await page.goto(`${url}#${at}`);
			await says(page, text);
			await assertAccessible((expression) => page.evaluate(expression));
		}
	});
}
