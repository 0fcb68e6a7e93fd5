// @ts-check
import { createReadStream } from "node:fs";
import { createServer } from "node:http";
import path from "node:path";
import { launchChromium } from "../../tests/runtimes/harness/chromium.mjs";
import { bundle } from "./bundle.mjs";
import { CLIENTS } from "./clients.mjs";

/**
 * @param {import("../run.mjs").Context} context
 * @returns {Promise<import("../measures/cold.mjs").Starter>}
 */
export async function openPages({ workspace, tools }) {
	const folder = path.join(workspace, "pages");
	for (const [subject, code] of Object.entries(CLIENTS)) {
		await bundle({ code, target: "browser", workspace, outdir: path.join(folder, subject) });
	}
	const server = await serve(folder);
	const browser = await launchChromium(tools);
	return {
		start: async (subject) => {
			const context = await browser.newContext();
			try {
				const page = await context.newPage();
				await page.goto(`${server.url}/`);
				return await page.evaluate(imported, `/${subject}/entry.mjs`);
			} finally {
				await context.close();
			}
		},
		close: async () => {
			await browser.close();
			server.close();
		},
	};
}

/**
 * Runs in the page.
 *
 * @param {string} file
 */
async function imported(file) {
	const start = performance.now();
	const { make } = await import(file);
	if (typeof make() !== "object") throw new Error("no client");
	return performance.now() - start;
}

/** @param {string} folder */
async function serve(folder) {
	const server = createServer(({ url = "/" }, response) => {
		if (url === "/") return void response.writeHead(200, { "content-type": "text/html" }).end("<!doctype html>");
		const type = url.endsWith(".wasm") ? "application/wasm" : "text/javascript";
		const file = createReadStream(path.join(folder, path.posix.normalize(url)));
		file.on("error", () => response.writeHead(404).end());
		file.on("open", () => file.pipe(response.writeHead(200, { "content-type": type })));
	});
	await new Promise((done) => server.listen(0, "127.0.0.1", () => done(undefined)));
	const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
	return { url: `http://127.0.0.1:${port}`, close: () => server.close() };
}
