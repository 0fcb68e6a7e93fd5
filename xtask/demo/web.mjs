// @ts-check
// The page of www/, the package's files, and a forwarder to the emulator, all of one origin. The forwarder holds the
// management key: no browser ever has it.
import { createHash } from "node:crypto";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import path from "node:path";
import process from "node:process";
import { packageFolder } from "../../tests/runtimes/harness/workspace.mjs";
import { heading, note, show } from "./print.mjs";

const WWW = path.join(import.meta.dirname, "..", "..", "www");
const TYPES = /** @type {Record<string, string>} */ ({
	".css": "text/css",
	".html": "text/html; charset=utf-8",
	".js": "text/javascript",
	".svg": "image/svg+xml",
	".wasm": "application/wasm",
});
/** What the client sends that the other side should see. Cookies and whatever else a browser adds stay here. */
const FORWARDED = ["content-type", "x-descope-project-id", "x-descope-sdk-name", "x-descope-sdk-version"];

/**
 * Serves until Ctrl-C.
 *
 * @param {string} folder
 * @param {import("./emulator.mjs").Emulator} emulator
 * @param {number} port
 */
export async function servePage(folder, emulator, port) {
	const server = createServer((request, response) => {
		const { pathname, search } = new URL(request.url ?? "/", "http://page");
		const answered = pathname.startsWith("/api/")
			? forward(pathname.slice("/api".length) + search, emulator, request, response)
			: serveFile(pathname, folder, response);
		answered.catch((error) => response.writeHead(502).end(String(error)));
	});
	server.listen(port, "127.0.0.1");
	await once(server, "listening");
	const { port: bound } = /** @type {import("node:net").AddressInfo} */ (server.address());
	heading("The page");
	note(`http://127.0.0.1:${bound}/`, "until Ctrl-C; the key stays in this server");
	emulator.follow(show);
	await new Promise((done) => process.once("SIGINT", done).once("SIGTERM", done));
	server.closeAllConnections();
	server.close();
}

/**
 * @param {string} target
 * @param {import("./emulator.mjs").Emulator} emulator
 * @param {import("node:http").IncomingMessage} request
 * @param {import("node:http").ServerResponse} response
 */
async function forward(target, emulator, request, response) {
	// Whoever adds a key to requests has to see to it that other sites' pages cannot make them.
	const site = request.headers["sec-fetch-site"];
	if (site !== undefined && site !== "same-origin") {
		response.writeHead(403).end();
		return;
	}
	const { DESCOPE_BASE_URL, DESCOPE_PROJECT_ID, DESCOPE_MANAGEMENT_KEY } = emulator.env;
	const headers = new Headers({ authorization: `Bearer ${DESCOPE_PROJECT_ID}:${DESCOPE_MANAGEMENT_KEY}` });
	for (const name of FORWARDED) {
		const value = request.headers[name];
		if (typeof value === "string") headers.set(name, value);
	}
	/** @type {Buffer[]} */
	const chunks = [];
	for await (const chunk of request) chunks.push(chunk);
	const { method = "GET" } = request;
	const body = chunks.length > 0 ? Buffer.concat(chunks) : null;
	const answer = await fetch(DESCOPE_BASE_URL + target, { method, headers, body, redirect: "manual" });
	const { status } = answer;
	const retryAfter = answer.headers.get("retry-after");
	response.writeHead(status, {
		"content-type": answer.headers.get("content-type") ?? "application/json",
		...(retryAfter === null ? {} : { "retry-after": retryAfter }),
	});
	response.end(Buffer.from(await answer.arrayBuffer()));
}

/**
 * @param {string} pathname
 * @param {string} folder
 * @param {import("node:http").ServerResponse} response
 */
async function serveFile(pathname, folder, response) {
	const [root, name] = pathname.startsWith("/package/")
		? [packageFolder(folder), pathname.slice("/package/".length)]
		: [WWW, pathname === "/" ? "index.html" : pathname.slice(1)];
	const file = path.join(root, path.posix.normalize(decodeURIComponent(name)));
	const content = file.startsWith(root + path.sep) ? await readFile(file).catch(() => undefined) : undefined;
	if (content === undefined) {
		response.writeHead(404).end();
		return;
	}
	const type = TYPES[path.extname(file)] ?? "application/octet-stream";
	response.writeHead(200, {
		"content-type": type,
		"cache-control": "no-store",
		...(type.startsWith("text/html") ? { "content-security-policy": policy(content.toString()) } : {}),
	});
	response.end(content);
}

/**
 * Only what this server serves, and the page's import map, which cannot be a file.
 *
 * @param {string} html
 */
function policy(html) {
	const [, map = ""] = /<script type="importmap">(.*?)<\/script>/s.exec(html) ?? [];
	const hash = createHash("sha256").update(map).digest("base64");
	return `default-src 'self'; script-src 'self' 'wasm-unsafe-eval' 'sha256-${hash}'; img-src 'self' https: data:`;
}
