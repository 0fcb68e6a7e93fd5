// @ts-check
// The flows that depend most on the browser, and axe, for engines that Playwright does not drive in Debian's builds.
import assert from "node:assert/strict";
import { after, test } from "node:test";
import { parseArgs } from "node:util";
import { install } from "../install.mjs";
import { GITHUB } from "./apps.mjs";
import { serve } from "./harness.mjs";
import { assertAccessible } from "./looks.mjs";

/**
 * @typedef {object} Page a page, abstracted from the driver
 * @property {(url: string) => Promise<unknown>} goTo
 * @property {(expression: string) => Promise<any>} evaluate awaits promises
 * @property {(x: number, y: number) => Promise<unknown>} click
 * @property {(text: string) => Promise<unknown>} type
 * @property {() => Promise<unknown>} pressEscape
 * @property {() => Promise<string[]>} close returns the page's errors
 */

/** @typedef {Awaited<ReturnType<typeof serve>> & { page: Page }} Harness */

const CANARY = "canary-of-the-engines";

/**
 * @param {string} engine
 * @param {() => Promise<{ openPage: () => Promise<Page>, close: () => Promise<unknown> }>} launch
 */
export async function runFlows(engine, launch) {
	const { values } = parseArgs({ options: { package: { type: "string" } } });
	if (values.package === undefined) throw new Error("--package is missing: the tarball whose console is to be tested");
	const { folder, remove } = await install(values.package);
	const browser = await launch();
	after(async () => {
		await browser.close();
		await remove();
	});
	for (const { name, at, run } of FLOWS) {
		test(`console in ${engine}: ${name}`, async () => {
			const { stop, ...served } = await serve(folder, {});
			const page = await browser.openPage();
			try {
				await page.goTo(`${served.url}#${at}`);
				await run({ ...served, stop, page });
			} finally {
				const complaints = await page.close();
				await stop();
				assert.deepEqual([...complaints, ...served.state.violations], [], "the page complains");
			}
		});
	}
}

/** @type {{ name: string, at: string, run: (harness: Harness) => Promise<unknown> }[]} */
const FLOWS = [];

/**
 * @param {string} name
 * @param {string} at the address after the #
 * @param {(harness: Harness) => Promise<unknown>} run
 */
const flow = (name, at, run) => FLOWS.push({ name, at, run });

const PATIENCE_MS = 15_000;

/**
 * Waits until an expression is truthy. Uses no driver's locators: Puppeteer's leave errors in Firefox's pages.
 *
 * @param {Page} page
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

/** @param {Page} page @param {string} text */
const says = (page, text) => until(page, `document.body.innerText.includes(${JSON.stringify(text)})`);

/** Clicks with the mouse, as a person does. @param {Page} page @param {string} element an expression */
async function press(page, element) {
	// The element must stand still for two frames: a redrawn list would move it from under the mouse.
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
	await page.click(x, y);
}

/** @param {Page} page @param {string} name */
const click = (page, name) =>
	press(
		page,
		`[...(document.querySelector("dialog[open]") ?? document).querySelectorAll("button, a")].find(({ textContent }) => textContent.trim() === ${JSON.stringify(name)})`,
	);

/** @param {Page} page @param {string} selector @param {string} text */
async function fill(page, selector, text) {
	const element = `document.querySelector(${JSON.stringify(selector)})`;
	await press(page, element);
	await page.evaluate(`${element}.select()`);
	await page.type(text);
}

/** @param {Page} page */
const everything = (page) =>
	page.evaluate(
		"JSON.stringify([document.documentElement.outerHTML, { ...sessionStorage }, { ...localStorage }, location.href])",
	);

flow("a filter is in the address, and a link leads to an app", "/?level=tenant", async ({ page, state }) => {
	await says(page, "2 connections of 6");
	await fill(page, "#search", "acme");
	await says(page, "1 connection of 6");
	// The server sees the request, too. A list that is redrawn between the mouse's press and its release gets no click,
	// so the test clicks again.
	const isAsked = () => state.requests.includes("GET /v1/mgmt/outbound/app/slack-acme");
	for (let tries = 0; tries < 5 && !isAsked(); tries += 1) {
		await click(page, "Slack of Acme");
		for (let waited = 0; waited < 3000 && !isAsked(); waited += 50) await new Promise((later) => setTimeout(later, 50));
	}
	assert.ok(isAsked());
});

flow("an edit is shown, sent, and undone", "/app/github/edit", async ({ page, stored }) => {
	await fill(page, "[name=description]", "For everybody");
	await fill(page, "[name=clientSecret]", CANARY);
	await click(page, "Review changes");
	await says(page, "Will be replaced");
	await assertAccessible(page.evaluate);
	await click(page, "Save changes");
	await says(page, "The changes were saved.");
	assert.equal(stored("github").description, "For everybody");
	assert.equal(stored("github").clientSecret, CANARY);
	assert.ok(!(await everything(page)).includes(CANARY));
	await click(page, "Undo");
	await says(page, "The edit was undone.");
	assert.equal(stored("github").description, GITHUB.description);
});

flow("a conflict is shown before anything is sent", "/app/github/edit", async ({ page, stored, meanwhile }) => {
	await fill(page, "[name=description]", "Mine");
	await meanwhile("app/update", { app: { ...GITHUB, description: "Theirs" } });
	await click(page, "Review changes");
	await click(page, "Save changes");
	await says(page, "Somebody else changed this connection");
	assert.equal(stored("github").description, "Theirs");
});

flow("a new connection is created, and its form is gone", "/new", async ({ page, emulator }) => {
	await fill(page, "[name=name]", "Notion");
	await fill(page, "[name=clientSecret]", CANARY);
	await click(page, "Create connection");
	await says(page, "The connection was created.");
	assert.equal(emulator.apps().at(-1).clientSecret, CANARY);
	assert.ok(!(await everything(page)).includes(CANARY));
});

flow("Escape closes a dialog, and the focus is where it was", "/app/openai", async ({ page, stored }) => {
	await says(page, "Keys that tenants bring along.");
	await click(page, "Delete");
	await until(page, `document.querySelector("dialog[open] input") !== null`);
	await page.pressEscape();
	await until(page, `!document.querySelector("dialog")`);
	assert.equal(await page.evaluate("document.activeElement.textContent"), "Delete");
	assert.ok(stored("openai"));
});

for (const scheme of ["light", "dark"]) {
	flow(`axe finds nothing in the ${scheme}`, "", async ({ page, url }) => {
		await page.evaluate(`localStorage.setItem("theme", "${scheme}")`);
		for (const [at, text] of /** @type {const} */ ([
			["", "6 connections"],
			["/app/github", "read:user"],
			["/app/github/edit", "Nothing changed yet"],
		])) {
			await page.goTo("about:blank");
			await page.goTo(`${url}#${at}`);
			await says(page, text);
			await assertAccessible(page.evaluate);
		}
	});
}
