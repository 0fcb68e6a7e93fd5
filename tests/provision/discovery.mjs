// @ts-check
// Discovery over sockets. tests/discovery.rs tests the interpretation of responses natively.
import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:http";
import { parse as parseYaml } from "yaml";
import { processes } from "./processes.mjs";

/** @typedef {import("node:http").ServerResponse} Response */
/** @typedef {(response: Response, origin: string) => void} Route */

/** @param {(origin: string) => unknown} body @returns {Route} */
const json = (body) => (response, origin) =>
	response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(body(origin)));

/** @param {string} origin */
const metadata = (origin) => ({
	issuer: origin,
	authorization_endpoint: `${origin}/authorize`,
	token_endpoint: `${origin}/token`,
	code_challenge_methods_supported: ["S256"],
});

/** An MCP server that is its own authorization server. @type {Record<string, Route>} */
const MCP = {
	"/mcp": (response, origin) =>
		response
			.writeHead(401, { "www-authenticate": `Bearer resource_metadata="${origin}/meta", scope="read write"` })
			.end("sign in"),
	"/meta": json((origin) => ({ resource: `${origin}/mcp`, authorization_servers: [origin] })),
	"/.well-known/oauth-authorization-server": json(metadata),
};

/** @param {Record<string, Route>} routes */
async function serve(routes) {
	/** @type {string[]} */
	const requests = [];
	/** How many responses were aborted before their end. */
	let cut = 0;
	const server = createServer((request, response) => {
		const path = request.url ?? "";
		requests.push(path);
		response.on("close", () => (cut += response.writableFinished ? 0 : 1));
		const route = routes[path];
		if (route) route(response, origin);
		else response.writeHead(404).end();
	});
	server.listen(0, "127.0.0.1");
	await once(server, "listening");
	const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
	const origin = `http://127.0.0.1:${port}`;
	return {
		origin,
		requests,
		cut: () => cut,
		close: () => {
			server.closeAllConnections();
			server.close();
		},
	};
}

/** Unusable responses, and the message for each. @type {[string, Route, RegExp][]} */
const UNUSABLE = [
	["a redirect", (response) => response.writeHead(302, { location: "https://evil.example/" }).end(), /redirect|leads/],
	[
		"a body without an end",
		(response) => {
			response.writeHead(200, { "content-type": "application/json" });
			response.write(`{"issuer":"${"x".repeat(300_000)}`);
		},
		/more than 262144 bytes/,
	],
	[
		"a body that never comes",
		(response) => {
			response.writeHead(200, { "content-type": "application/json" });
			response.write('{"issuer":');
		},
		/did not answer within 300 ms/,
	],
	["no JSON", (response) => response.writeHead(200, { "content-type": "application/json" }).end("<html>"), /not JSON/],
	["a connection that is cut", (response) => response.destroy(), /cannot be fetched/],
];

/**
 * @param {string} folder where the package is installed
 * @param {{ provision: any }} package_
 * @returns {{ name: string, run: () => Promise<string | void> }[]}
 */
export function discovery(folder, { provision }) {
	const { discover, parse } = provision;
	const { run, write } = processes(folder);

	/** @param {Record<string, Route>} routes @param {(server: Awaited<ReturnType<typeof serve>>) => Promise<void>} test */
	const over = (routes, test) => async () => {
		const server = await serve(routes);
		try {
			await test(server);
		} finally {
			server.close();
		}
	};

	return [
		{
			name: "discovery: an MCP server, step by step",
			run: over(MCP, async ({ origin, requests }) => {
				/** @type {string[]} */
				const steps = [];
				const onStep = (/** @type {any} */ { url, status }) => steps.push(`${url.slice(origin.length)} ${status}`);
				const { app } = await discover(`${origin}/mcp`, { allowPrivate: true, onStep });
				const resource = [{ key: "resource", value: `${origin}/mcp` }];
				assertHas(app, {
					authorizationUrl: `${origin}/authorize`,
					tokenUrl: `${origin}/token`,
					pkce: true,
					defaultScopes: ["read", "write"],
					authorizationUrlParams: resource,
					tokenUrlParams: resource,
				});
				assert.deepEqual(steps, ["/mcp 401", "/meta 200", "/.well-known/oauth-authorization-server 200"]);
				assert.deepEqual(requests, ["/mcp", "/meta", "/.well-known/oauth-authorization-server"]);
			}),
		},
		{
			name: "discovery: a stream of events is let go of, not read",
			run: over(
				{
					"/sse": (response) => {
						response.writeHead(200, { "content-type": "text/event-stream" });
						response.write("event: endpoint\n\n");
					},
					"/.well-known/oauth-authorization-server": json(metadata),
				},
				async ({ origin, cut }) => {
					const { app } = await discover(`${origin}/sse`, { allowPrivate: true });
					assert.equal(app.tokenUrl, `${origin}/token`);
					assert.equal(cut(), 1);
				},
			),
		},
		...UNUSABLE.map(([what, route, expected]) => ({
			name: `discovery: ${what} is said, and nothing is believed`,
			run: over({ "/.well-known/openid-configuration": route }, async ({ origin }) => {
				const url = `${origin}/.well-known/openid-configuration`;
				await assert.rejects(discover(url, { allowPrivate: true, timeoutMs: 300 }), ({ message, notes }) => {
					assert.match([message, ...notes].join("\n"), expected);
					return true;
				});
			}),
		})),
		{
			name: "discovery: what a name leads to is looked at before anything is sent",
			run: over(MCP, async ({ requests }) => {
				/** @type {string[]} */
				const asked = [];
				const lookup = async (/** @type {string} */ host) => {
					asked.push(host);
					return ["93.184.216.34", "127.0.0.1"];
				};
				const fetch = () => assert.fail("something was sent");
				const failure = (/** @type {any} */ { message, notes }) => {
					assert.match([message, ...notes].join("\n"), /private address: 93\.184\.216\.34, 127\.0\.0\.1/);
					return true;
				};
				await assert.rejects(discover("https://rebind.example/mcp", { lookup, fetch }), failure);
				assert.ok(asked.includes("rebind.example"));
				assert.deepEqual(requests, []);
			}),
		},
		{
			name: "discovery: a signal ends it, with the signal's reason",
			run: over({ "/mcp": () => {} }, async ({ origin }) => {
				const controller = new AbortController();
				setTimeout(() => controller.abort(new Error("enough")), 50);
				const options = { allowPrivate: true, signal: controller.signal };
				await assert.rejects(discover(`${origin}/mcp`, options), /enough/);
			}),
		},
		{
			name: "discovery: in a file, under what the file says of the app itself; a server that cannot be asked is an error",
			run: over(MCP, async ({ origin }) => {
				const app = { id: "mcp", name: "Ours", clientId: "c", discover: `${origin}/mcp`, defaultScopes: ["read"] };
				const text = JSON.stringify({ apps: [app] });
				const read = await parse(text, { discovery: { allowPrivate: true } });
				assert.deepEqual(read.issues, []);
				assertHas(read.apps[0].fields, {
					name: "Ours",
					tokenUrl: `${origin}/token`,
					defaultScopes: ["read"],
				});
				assert.ok(!("discover" in read.apps[0].fields));
				const refused = await parse(text);
				assert.deepEqual(
					refused.issues.map((/** @type {any} */ { path, severity }) => [path, severity]),
					[["apps[0].discover", "error"]],
				);
				assert.match(refused.issues[0].message, /https|private/);
			}),
		},
		{
			name: "discovery: the command prints a file's beginning, each request with --verbose, and JSON for programs",
			run: over(MCP, async ({ origin }) => {
				const found = await run(["discover", `${origin}/mcp`, "--allow-private", "--verbose"]);
				assert.equal(found.code, 0, found.err);
				const { apps } = parseYaml(found.out);
				assert.equal(apps[0].tokenUrl, `${origin}/token`);
				assert.match(found.err, /GET http:\/\/127\.0\.0\.1:\d+\/mcp: 401\nGET .*\/meta: 200\n/);
				const quiet = await run(["discover", `${origin}/mcp`, "--allow-private"]);
				assert.doesNotMatch(quiet.err, /GET/);
				const machine = await run(["discover", `${origin}/mcp`, "--allow-private", "--json"]);
				assert.deepEqual([machine.code, JSON.parse(machine.out).app], [0, parseYamlApp(found.out)]);
				const refused = await run(["discover", `${origin}/mcp`]);
				assert.equal(refused.code, 1);
				assert.match(refused.err, /https|private/);
				const refusedMachine = await run(["discover", `${origin}/mcp`, "--json"]);
				assert.deepEqual([refusedMachine.code, JSON.parse(refusedMachine.out).exitCode], [1, 1]);
			}),
		},
		{
			name: "presets: the commands, and a file that uses one",
			run: async () => {
				const list = await run(["presets"]);
				assert.match(list.out, /^github +GitHub$/m);
				assert.match(list.last, /^\d+ presets;/);
				const machine = JSON.parse((await run(["presets", "--json"])).out);
				assert.ok(machine.some((/** @type {any} */ { name }) => name === "zendesk"));
				const shown = await run(["presets", "show", "zendesk"]);
				assert.match(shown.out, /params\.subdomain: /);
				assert.match(shown.out, /callback URL at Zendesk: https:\/\/api\.descope\.com\/v1\/outbound\/oauth\/callback/);
				const own = await run(["presets", "show", "github"], { DESCOPE_BASE_URL: "https://auth.acme.example" });
				assert.match(own.out, /https:\/\/auth\.acme\.example\/v1\/outbound\/oauth\/callback/);
				const none = await run(["presets", "show", "nobody"]);
				assert.deepEqual([none.code, none.err.includes("descope-outbound presets")], [1, true]);
				const [yaml = ""] = /^apps:[\s\S]*?\n\n/m.exec(shown.out) ?? [];
				await write(
					"preset.yaml",
					yaml.replace("subdomain: …", "subdomain: acme").replace("clientId: …", "clientId: c"),
				);
				const validated = await run(["validate", "preset.yaml"], { ZENDESK_CLIENT_SECRET: "S-canary" });
				assert.deepEqual([validated.code, validated.last], [0, "1 app, 0 errors, 0 warnings"], validated.out);
				await write("without.yaml", "apps: [{ id: z, preset: zendesk, clientId: c }]");
				assert.match(
					(await run(["validate", "without.yaml"])).out,
					/error: apps\[0\]\.tokenUrl refers to the parameter subdomain/,
				);
			},
		},
	];
}

/** @param {any} app @param {Record<string, unknown>} expected */
function assertHas(app, expected) {
	for (const [field, value] of Object.entries(expected)) assert.deepEqual(app[field], value, field);
}

/** @param {string} text */
function parseYamlApp(text) {
	const { id: _id, ...app } = parseYaml(text).apps[0];
	return app;
}
