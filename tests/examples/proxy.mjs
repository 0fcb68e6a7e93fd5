// @ts-check
// What somebody may try on examples/browser/: as raw requests, since no client of good manners would send them.
import assert from "node:assert/strict";
import { once } from "node:events";
import http from "node:http";
import net from "node:net";
import { startServer } from "./server.mjs";

const APPS = "/descope/v1/mgmt/outbound/apps";
const CREATE = "/descope/v1/mgmt/outbound/app/create";
const JSON_BODY = { method: "POST", headers: { "content-type": "application/json" }, body: '{"name":"a"}' };

/**
 * @typedef {object} Attempt
 * @property {string} [method]
 * @property {Record<string, string | undefined>} [headers] beside a page's own; `undefined` takes one away
 * @property {string} [body]
 */

/** @type {[name: string, target: string, status: number, attempt?: Attempt][]} */
const REFUSED = [
	["without a session", APPS, 401, { headers: { cookie: undefined } }],
	["with a session that was guessed", APPS, 401, { headers: { cookie: "session=1" } }],
	["by a page of another site", APPS, 403, { headers: { "sec-fetch-site": "cross-site" } }],
	["by a page of a sibling host", APPS, 403, { headers: { "sec-fetch-site": "same-site" } }],
	["by a client that does not say where it is", APPS, 403, { headers: { "sec-fetch-site": undefined } }],
	["under another name, as after DNS rebinding", APPS, 421, { headers: { host: "evil.example" } }],
	["as a form of another site can be sent", CREATE, 415, { ...JSON_BODY, headers: { "content-type": "text/plain" } }],
	["with a body that is too long", CREATE, 413, { ...JSON_BODY, body: `"${"a".repeat(300_000)}"` }],
	["another management path", "/descope/v1/mgmt/user/search", 404, JSON_BODY],
	["users' tokens", "/descope/v1/mgmt/outbound/app/user/token", 404, JSON_BODY],
	["another method", APPS, 404, { method: "DELETE" }],
	["a query", `${APPS}?a=b`, 404],
	["a path that climbs", "/descope/v1/mgmt/outbound/app/../../user", 404],
	["an id that climbs", "/descope/v1/mgmt/outbound/app/..", 404],
	["an id that climbs, percent-encoded", "/descope/v1/mgmt/outbound/app/%2e%2e", 404],
	["an id with a path in it", "/descope/v1/mgmt/outbound/app/a%2f..%2f..%2fuser", 404],
	["an id with a backslash", "/descope/v1/mgmt/outbound/app/..\\user", 404],
	["an id with a line break", "/descope/v1/mgmt/outbound/app/a%0d%0ax", 404],
	["another host by what follows the prefix", "/descope/@evil.example/v1/mgmt/outbound/apps", 404],
	["another host by a second slash", "/descope//evil.example/v1/mgmt/outbound/apps", 404],
	["another host by an absolute address", "http://evil.example/descope/v1/mgmt/outbound/apps", 404],
	["a file outside of the package", "/package/../../../browser/server.mjs", 404],
	["a file outside of the package, percent-encoded", "/package/%2e%2e/%2e%2e/package.json", 404],
	["an address that is none", "//[", 404],
];

/** @param {import("./run.mjs").Given} given */
export async function proxy({ folder }) {
	/** @type {http.IncomingMessage[]} */
	const arrived = [];
	/** @type {(request: http.IncomingMessage, response: http.ServerResponse) => void} */
	let answer = (_request, response) => response.end("{}");
	const upstream = http.createServer((request, response) => {
		arrived.push(request);
		request.resume().on("end", () => answer(request, response));
	});
	await once(upstream.listen(0, "127.0.0.1"), "listening");
	const server = await startServer(folder, {
		DESCOPE_BASE_URL: `http://127.0.0.1:${portOf(upstream)}`,
		DESCOPE_PROJECT_ID: "P2project",
		DESCOPE_MANAGEMENT_KEY: "K2key",
	});
	const { port } = new URL(server.invitation);
	const cookie = await signIn(server.invitation);

	/**
	 * @param {string} target
	 * @param {Attempt} [attempt]
	 */
	const send = (target, attempt) => request(Number(port), target, cookie, attempt);

	const refused = REFUSED.map(([name, target, status, attempt]) => ({
		name: `proxy refuses: ${name}`,
		run: async () => {
			arrived.length = 0;
			assert.equal((await send(target, attempt)).status, status);
			assert.equal(arrived.length, 0, "it was passed on");
		},
	}));
	const tests = [
		...refused,
		{
			name: "proxy: nothing of a request is passed on but its body",
			run: async () => {
				arrived.length = 0;
				const headers = {
					"content-type": "application/json",
					authorization: "Bearer P2other:K2stolen",
					"x-descope-project-id": "P2other",
					"x-forwarded-host": "evil.example",
					connection: "keep-alive, authorization",
				};
				assert.equal((await send(CREATE, { ...JSON_BODY, headers })).status, 200);
				const [passed] = arrived;
				assert.equal(passed?.url, "/v1/mgmt/outbound/app/create");
				assert.equal(passed.headers.authorization, "Bearer P2project:K2key");
				assert.equal(passed.headers["x-descope-project-id"], "P2project");
				for (const name of ["cookie", "x-forwarded-host", "sec-fetch-site"]) assert.ok(!(name in passed.headers), name);
			},
		},
		{
			name: "proxy refuses: two lengths, of which the next server may believe the other",
			run: async () => {
				arrived.length = 0;
				assert.match(await sendTwoLengths(Number(port), cookie), /^HTTP\/1\.1 400 /);
				assert.equal(arrived.length, 0, "it was passed on");
			},
		},
		{
			name: "proxy: a redirect is not followed, and not passed on",
			run: async () => {
				arrived.length = 0;
				answer = (_request, response) => response.writeHead(302, { location: "/v1/mgmt/elsewhere" }).end();
				const { status, headers } = await send(APPS);
				assert.equal(status, 502);
				assert.equal(headers.location, undefined);
				assert.equal(arrived.length, 1);
			},
		},
		{
			name: "proxy: of an answer, only what a page needs is passed on",
			run: async () => {
				answer = (_request, response) =>
					response
						.writeHead(429, { "retry-after": "7", "set-cookie": "a=b", "content-type": "text/html" })
						.end("<script>");
				const { status, headers } = await send(APPS);
				assert.equal(status, 429);
				assert.equal(headers["retry-after"], "7");
				assert.equal(headers["content-type"], "application/json");
				assert.equal(headers["x-content-type-options"], "nosniff");
				assert.equal(headers["set-cookie"], undefined);
			},
		},
		{
			name: "proxy: what the network says is not repeated",
			run: async () => {
				upstream.close();
				upstream.closeAllConnections();
				const { status, text } = await send(APPS);
				assert.equal(status, 502);
				assert.ok(!/K2key|127\.0\.0\.1/.test(text), text);
			},
		},
	];
	return { tests, close: server.stop };
}

/** @param {net.Server} server */
function portOf(server) {
	return /** @type {net.AddressInfo} */ (server.address()).port;
}

/** @param {string} invitation */
async function signIn(invitation) {
	const { status, headers } = await fetch(invitation, { redirect: "manual" });
	assert.equal(status, 303);
	const [given = "", ...flags] = (headers.get("set-cookie") ?? "").split("; ");
	assert.deepEqual(flags, ["HttpOnly", "SameSite=Strict", "Path=/"]);
	return given;
}

/**
 * @param {number} port
 * @param {string} target as it stands in the request's first line
 * @param {string} cookie
 * @param {Attempt} [attempt]
 * @returns {Promise<{ status: number | undefined, headers: http.IncomingHttpHeaders, text: string }>}
 */
async function request(port, target, cookie, { method = "GET", headers = {}, body = "" } = {}) {
	const all = { host: `127.0.0.1:${port}`, cookie, "sec-fetch-site": "same-origin", ...headers };
	const given = Object.entries(all).filter(([, value]) => value !== undefined);
	const sent = http.request({ host: "127.0.0.1", port, path: target, method, headers: Object.fromEntries(given) });
	// A body that is refused is not read to its end, which breaks the connection that it comes on.
	sent.on("error", () => {});
	sent.end(body);
	const [response] = /** @type {[http.IncomingMessage]} */ (await once(sent, "response"));
	let text = "";
	for await (const chunk of response) text += chunk;
	return { status: response.statusCode, headers: response.headers, text };
}

/**
 * @param {number} port
 * @param {string} cookie
 */
async function sendTwoLengths(port, cookie) {
	const lines = [
		`POST ${CREATE} HTTP/1.1`,
		`Host: 127.0.0.1:${port}`,
		`Cookie: ${cookie}`,
		"Sec-Fetch-Site: same-origin",
		"Content-Type: application/json",
		"Content-Length: 6",
		"Transfer-Encoding: chunked",
	];
	const socket = net.connect(port, "127.0.0.1");
	socket.end(`${lines.join("\r\n")}\r\n\r\n0\r\n\r\n`);
	let answer = "";
	for await (const chunk of socket) answer += chunk;
	return answer;
}
