// @ts-check
// node server.mjs
// Serves a page of your own, and forwards its requests to Descope with the management key, which stays here.
// DESCOPE_PROJECT_ID and DESCOPE_MANAGEMENT_KEY name the project and its key; DESCOPE_BASE_URL is for an emulator, PORT
// for a fixed port.
import { createHash, randomUUID } from "node:crypto";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import path from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { createProxy, toNodeListener } from "descope-outbound/proxy";

const PACKAGE = path.dirname(fileURLToPath(import.meta.resolve("descope-outbound")));
const HTML = readFileSync(path.join(import.meta.dirname, "index.html"), "utf8");

/** The only files that are served besides the page and the package. */
const FILES = new Map([["/page.js", path.join(import.meta.dirname, "page.js")]]);
const TYPES = /** @type {Record<string, string>} */ ({ ".js": "text/javascript", ".wasm": "application/wasm" });

const [, importMap = ""] = /<script type="importmap">(.*?)<\/script>/s.exec(HTML) ?? [];
const PAGE = {
	"content-type": "text/html; charset=utf-8",
	"content-security-policy": [
		"default-src 'none'; connect-src 'self'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
		`script-src 'self' 'wasm-unsafe-eval' 'sha256-${createHash("sha256").update(importMap).digest("base64")}'`,
	].join("; "),
};

// Your own sign-in goes here: for instance a session of Descope's, whose roles you check. This one lets in anyone with
// the URL printed below, which only the terminal shows.
const invitation = randomUUID();
const session = randomUUID();

const server = createServer().listen(Number(process.env.PORT ?? 0), "127.0.0.1");
await once(server, "listening");
const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());

const proxy = toNodeListener(
	createProxy({
		authorize: ({ headers }) =>
			(headers.get("cookie") ?? "").split("; ").includes(`session=${session}`) && { who: "operator" },
		allow: ["app-reads", "app-writes"],
		hosts: [`127.0.0.1:${port}`],
		onAudit: ({ who, path, appId, outcome }) => console.log(`${who}: ${path} ${appId}: ${outcome}`),
	}),
);
server.on("request", (request, response) => {
	if (request.url?.startsWith("/descope/")) void proxy(request, response);
	else if (request.url === "/") response.writeHead(200, PAGE).end(HTML);
	else if (request.url === `/invitation/${invitation}`) {
		// Over https, add `Secure`.
		const cookie = `session=${session}; HttpOnly; SameSite=Strict; Path=/`;
		response.writeHead(303, { location: "/", "set-cookie": cookie }).end();
	} else void serveFile(request.url ?? "", response);
});
console.log(`http://127.0.0.1:${port}/invitation/${invitation}`);

/**
 * @param {string} url
 * @param {import("node:http").ServerResponse} response
 */
async function serveFile(url, response) {
	const file = FILES.get(url) ?? packageFile(url);
	const content = await readFile(file).catch(() => undefined);
	const type = TYPES[path.extname(file)];
	if (content === undefined || type === undefined) response.writeHead(404).end();
	else response.writeHead(200, { "content-type": type, "x-content-type-options": "nosniff" }).end(content);
}

/**
 * Finds a file of the package. No part of the path begins with a dot, so it cannot lead out of the package.
 *
 * @param {string} url
 */
function packageFile(url) {
	const [, name] = /^\/package((?:\/\w[\w.-]*)+)$/.exec(url) ?? [];
	return name === undefined ? "" : path.join(PACKAGE, name);
}
