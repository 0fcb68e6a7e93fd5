// @ts-check
// The console's server: its files, its paths, and the endpoints behind them. tests/console tests the page.
import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:http";
import { gunzipSync } from "node:zlib";
import { processes } from "../provision/processes.mjs";

/**
 * @param {{ createConsole: any, toNodeListener: any }} console_
 * @param {{ startServer: any }} package_
 * @param {string} folder where the package is installed
 * @returns {{ name: string, run: () => Promise<unknown> }[]}
 */
export function consoles({ createConsole, toNodeListener }, { startServer }, folder) {
	const { start, run } = processes(folder);

	const KEY = { projectId: "P", managementKey: "K", authorize: () => true };

	/** @param {any} handler @param {string} url @param {RequestInit} [init] @returns {Promise<Response>} */
	const ask = (handler, url, init = {}) =>
		handler(
			new Request(`https://admin.example${url}`, {
				...init,
				headers: { "sec-fetch-site": "same-origin", ...init.headers },
			}),
		);

	/** @param {unknown} value @returns {RequestInit} */
	const post = (value) => ({
		method: "POST",
		headers: { "content-type": "application/json" },
		body: typeof value === "string" ? value : JSON.stringify(value),
	});

	return [
		{
			name: "console: the page is below any path, and what it refers to is there",
			run: async () => {
				for (const path of ["/", "/admin/outbound/"]) {
					const handler = createConsole({ ...KEY, path });
					const page = await ask(handler, path);
					assert.equal(page.status, 200);
					assert.match(page.headers.get("content-security-policy") ?? "", /^default-src 'none'; script-src 'self'/);
					const html = await page.text();
					const names = [...html.matchAll(/(?:href|src)="([\w.]+)"/g)].map(([, name]) => name);
					assert.ok(names.length >= 4, html);
					for (const name of [...names, "index.html"]) {
						assert.equal((await ask(handler, path + name)).status, 200, name);
					}
					const wasm = await ask(handler, `${path}core.wasm`);
					assert.equal(wasm.headers.get("content-type"), "application/wasm");
					assert.ok(WebAssembly.validate(await wasm.arrayBuffer()));
					for (const name of ["none.js", "__proto__", "constructor", "index.html/", "../index.html%00"]) {
						assert.equal((await ask(handler, path + name)).status, 404, name);
					}
				}
				const mounted = createConsole({ ...KEY, path: "/console/" });
				assert.equal((await ask(mounted, "/console")).headers.get("location"), "/console/index.html");
				assert.equal((await ask(mounted, "/elsewhere")).status, 404);
				assert.throws(() => createConsole({ ...KEY, path: "/console" }), /slash/);
				assert.throws(() => createConsole({ ...KEY, authorize: undefined }), /authorize/);
			},
		},
		{
			name: "console: files are compressed for who takes that, and not sent again while they are the same",
			run: async () => {
				const handler = createConsole(KEY);
				const plain = await ask(handler, "/console.js");
				const zipped = await ask(handler, "/console.js", { headers: { "accept-encoding": "br, gzip" } });
				assert.equal(zipped.headers.get("content-encoding"), "gzip");
				const packed = Buffer.from(await zipped.arrayBuffer());
				assert.equal(String(gunzipSync(packed)), await plain.text());
				const etag = plain.headers.get("etag") ?? "";
				assert.equal((await ask(handler, "/console.js", { headers: { "if-none-match": etag } })).status, 304);
				const head = await ask(handler, "/console.js", { method: "HEAD" });
				assert.deepEqual([head.status, await head.text()], [200, ""]);
				assert.equal((await ask(handler, "/console.js", { method: "POST", body: "" })).status, 405);
			},
		},
		{
			name: "console: the page asks for tokens only where the proxy may say something of them",
			run: async () => {
				const hasTokens = async (/** @type {any} */ options) =>
					(await (await ask(createConsole({ ...KEY, ...options }), "/")).text()).includes("descope-token-metadata");
				assert.equal(await hasTokens({}), true);
				assert.equal(await hasTokens({ allow: ["app-reads"] }), false);
			},
		},
		{
			name: "console: presets, and what a server publishes; a private address is refused",
			run: async () => {
				const web = createServer((request, response) => {
					const origin = `http://${request.headers.host}`;
					const metadata = { issuer: origin, authorization_endpoint: `${origin}/a`, token_endpoint: `${origin}/t` };
					const isThere = request.url === "/.well-known/oauth-authorization-server";
					response.writeHead(isThere ? 200 : 404, { "content-type": "application/json" });
					response.end(JSON.stringify(isThere ? metadata : {}));
				}).listen(0, "127.0.0.1");
				await once(web, "listening");
				const url = `http://127.0.0.1:${/** @type {any} */ (web.address()).port}`;
				try {
					const handler = createConsole({ ...KEY, discovery: { allowPrivate: true } });
					const presets = await (await ask(handler, "/presets.json")).json();
					assert.ok(presets.length >= 40);
					const found = await ask(handler, "/discover", post({ url }));
					assert.equal((await found.json()).app.tokenUrl, `${url}/t`);
					const careful = createConsole(KEY);
					const refused = await ask(careful, "/discover", post({ url }));
					assert.equal(refused.status, 400);
					assert.match((await refused.json()).message, /https|private/);
					for (const [init, status] of /** @type {[RequestInit, number][]} */ ([
						[post({ url: "" }), 400],
						[post("{"), 400],
						[post({ url: 5 }), 400],
						[{ ...post({ url }), headers: { "content-type": "text/plain" } }, 415],
						[
							{ ...post({ url }), headers: { "content-type": "application/json", "sec-fetch-site": "cross-site" } },
							403,
						],
						[{}, 405],
					])) {
						assert.equal((await ask(careful, "/discover", init)).status, status);
					}
					const closed = createConsole({ ...KEY, authorize: () => false });
					assert.equal((await ask(closed, "/discover", post({ url }))).status, 401);
					assert.equal(
						(await ask(createConsole({ ...KEY, discovery: false }), "/discover", post({ url }))).status,
						405,
					);
				} finally {
					web.close();
				}
			},
		},
		{
			name: "console: the proxy is behind it, over sockets",
			run: async () => {
				const server = await startServer({ port: 0, log: () => {} });
				const { projectId, managementKey } = server.emulator;
				const handler = createConsole({ ...KEY, projectId, managementKey, baseUrl: server.baseUrl, path: "/c/" });
				const front = createServer(toNodeListener(handler)).listen(0, "127.0.0.1");
				await once(front, "listening");
				try {
					const url = `http://127.0.0.1:${/** @type {any} */ (front.address()).port}/c/`;
					const headers = { "sec-fetch-site": "same-origin" };
					const apps = await fetch(`${url}api/v1/mgmt/outbound/apps`, { headers });
					assert.deepEqual([apps.status, await apps.json()], [200, { apps: [] }]);
					assert.equal((await fetch(`${url}api/v1/mgmt/outbound/apps`)).status, 403);
					assert.match(await (await fetch(url)).text(), /<script type="module" src="console.js">/);
				} finally {
					front.close();
					front.closeAllConnections();
					await server.close();
				}
			},
		},
		{
			name: "console: the command's link works once, and its cookie is the only way in",
			run: async () => {
				const { child, ended } = start(["console", "--emulator"]);
				try {
					let text = "";
					while (!text.includes("Ctrl-C")) text += String((await once(child.stdout, "data"))[0]);
					const [, origin = "", token = ""] = /(http:\/\/127\.0\.0\.1:\d+)\/open\/([\w-]{43})/.exec(text) ?? [];
					assert.ok(token, text);
					const list = `${origin}/api/v1/mgmt/outbound/apps`;
					const get = (/** @type {string} */ url, headers = {}) =>
						fetch(url, { headers: { "sec-fetch-site": "same-origin", ...headers }, redirect: "manual" });
					const link = `${origin}/open/${token}`;
					assert.equal((await get(list)).status, 401);
					assert.equal((await get(`${origin}/open/${"x".repeat(43)}`)).status, 403);
					assert.equal((await get(link, { "sec-purpose": "prefetch" })).status, 405);
					assert.equal((await fetch(link, { method: "HEAD" })).status, 405);
					const opened = await get(link);
					assert.deepEqual([opened.status, opened.headers.get("location")], [303, "/"]);
					const set = opened.headers.get("set-cookie") ?? "";
					assert.match(set, /^descope-console-\d+=[\w-]{43}; HttpOnly; SameSite=Strict; Path=\/$/);
					const [cookie = ""] = set.split(";");
					assert.equal((await get(link)).status, 403);
					assert.equal((await get(link, { cookie })).status, 403);
					const { apps } = await (await get(list, { cookie })).json();
					assert.equal(apps.length, 12);
					const [name = ""] = cookie.split("=");
					for (const fixed of [`${name}=chosen`, `${name}=`, `${name}=chosen; ${cookie}`, `x${cookie}`, token]) {
						assert.equal((await get(list, { cookie: fixed })).status, 401, fixed);
					}
					assert.equal((await get(list, { cookie, "sec-fetch-site": "cross-site" })).status, 403);
					assert.equal((await get(`${origin}/`)).status, 200);
				} finally {
					child.kill("SIGINT");
				}
				const { code, out, err } = await ended;
				assert.deepEqual([code, err], [0, ""]);
				assert.doesNotMatch(out, /sample-secret/);
			},
		},
		{
			name: "console: the command says what it lacks",
			run: async () => {
				const none = await run(["console"]);
				assert.equal(none.code, 1);
				assert.match(none.err, /DESCOPE_PROJECT_ID and DESCOPE_MANAGEMENT_KEY must be set.*--emulator/s);
				assert.match((await run(["console", "--port", "70000"])).err, /a number from 0 to 65535/);
				const taken = createServer().listen(0, "127.0.0.1");
				await once(taken, "listening");
				const { port } = /** @type {any} */ (taken.address());
				const refused = await run(["console", "--emulator", "--port", String(port)]);
				taken.close();
				assert.match(refused.err, /port \d+ is in use/);
			},
		},
	];
}
