// @ts-check
// Runs the examples that fetch tokens, against an emulator in this process, which plays the browser and the provider,
// and a stub of GitHub's API that accepts only the provider's latest token.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import http from "node:http";
import path from "node:path";
import process from "node:process";
import { createInterface } from "node:readline";
import { pathToFileURL } from "node:url";
import { startWorker } from "../../xtask/demo/workerd.mjs";
import { findTool } from "../runtimes/harness/tools.mjs";

const TOOLS = path.join(import.meta.dirname, "..", "node_modules");

/** @typedef {import("descope-outbound/emulator").Emulator} Emulator */

/** @type {import("../../xtask/demo/workerd.mjs").Worker} */
const MCP_WORKER = {
	file: "mcp-worker.js",
	imports: ["descope-outbound", "descope-outbound/tokens"],
	variables: ["DESCOPE_PROJECT_ID", "DESCOPE_BASE_URL", "GITHUB_API_URL"],
};

/** @param {import("./run.mjs").Given} given */
export async function tokens({ folder }) {
	const entry = path.join(folder, "node_modules", "descope-outbound", "dist", "emulator.js");
	/** @type {Emulator} */
	const emulator = (await import(pathToFileURL(entry).href)).createEmulator();
	const descope = await serve(emulator.fetch);
	const github = await serve(gitHub(emulator));
	await createApp(emulator);
	const env = {
		...process.env,
		DESCOPE_BASE_URL: descope.url,
		DESCOPE_PROJECT_ID: emulator.projectId,
		DESCOPE_MANAGEMENT_KEY: emulator.managementKey,
		GITHUB_API_URL: github.url,
		NO_COLOR: "1",
	};
	const tests = [
		{
			name: "agent.mjs: waits until the user has connected, and calls GitHub with tokens of the cache",
			run: () => agent(emulator, folder, env),
		},
		{
			name: "mcp-worker.js: acts for the caller whose access token it passes on, and for nobody else",
			run: () => mcpWorker(emulator, folder, env),
		},
	];
	const close = async () => {
		await descope.close();
		await github.close();
	};
	return { tests, close };
}

/**
 * @param {Emulator} emulator
 * @param {string} folder
 * @param {NodeJS.ProcessEnv} env
 */
async function agent(emulator, folder, env) {
	const userId = "agent's user";
	const variables = { ...env, USER_ID: userId, USER_SESSION: emulator.accessToken({ userId }) };
	const child = spawn(process.execPath, ["agent.mjs"], {
		cwd: folder,
		env: variables,
		stdio: ["ignore", "pipe", "inherit"],
		timeout: 60_000,
	});
	/** @type {string[]} */
	const printed = [];
	createInterface(child.stdout).on("line", (line) => {
		printed.push(line);
		const [, url] = /^connect first: (.*)/.exec(line) ?? [];
		if (url !== undefined) setTimeout(() => emulator.connectUser({ url, userId }), 200);
	});
	const [code] = await once(child, "close");
	assert.equal(code, 0, printed.join("\n"));
	assert.match(printed[0] ?? "", /^connect first: https:/);
	assert.match(printed[1] ?? "", /^not connected yet/);
	assert.deepEqual(printed.slice(-4), [
		'/user: {"path":"/user"}',
		'/user/repos: {"path":"/user/repos"}',
		'/user/orgs: {"path":"/user/orgs"}',
		"3 tokens came from the cache, 1 had to be refreshed",
	]);
	assert.ok(!printed.join("\n").includes("emulated-access-token"), "it prints a token");
}

/**
 * @param {Emulator} emulator
 * @param {string} folder
 * @param {NodeJS.ProcessEnv} env
 */
async function mcpWorker(emulator, folder, env) {
	const worker = await startWorker(findTool(TOOLS, "workerd"), folder, env, MCP_WORKER);
	/** @param {string} [bearer] */
	const call = (bearer) =>
		fetch(worker.url, bearer === undefined ? {} : { headers: { authorization: `Bearer ${bearer}` } });
	try {
		const [mine, others] = ["mine", "another"].map((userId) => emulator.accessToken({ userId }));
		assert.equal((await call()).status, 401);
		const { connect: url } = /** @type {any} */ (await (await call(mine)).json());
		assert.match(url, /^https:/);
		emulator.connectUser({ url, userId: "mine" });
		// The worker caches the absence of a token for a few seconds.
		await new Promise((resolve) => setTimeout(resolve, 5_100));
		emulator.requests.length = 0;
		for (let nth = 0; nth < 3; nth += 1) assert.deepEqual(await (await call(mine)).json(), { user: { path: "/user" } });
		assert.equal(emulator.requests.length, 1, "fetches of tokens");
		assert.ok("connect" in /** @type {any} */ (await (await call(others)).json()), "another user is not connected");
		// Descope refuses a forged token, whatever its claims.
		assert.equal((await call(`${mine}x`)).status, 500);
	} finally {
		worker.stop();
	}
}

/**
 * Accepts the provider's tokens, but revokes the first token with which `/user/repos` is called.
 *
 * @param {Emulator} emulator
 */
function gitHub(emulator) {
	/** @type {Set<string>} */
	const revoked = new Set();
	return async (/** @type {Request} */ request) => {
		const [, token = ""] = /^Bearer (.*)/.exec(request.headers.get("authorization") ?? "") ?? [];
		const { pathname } = new URL(request.url);
		if (pathname === "/user/repos" && revoked.size === 0) revoked.add(token);
		const isKnown = emulator.tokens().some(({ accessToken }) => accessToken === token);
		return isKnown && !revoked.has(token) ? Response.json({ path: pathname }) : new Response("", { status: 401 });
	};
}

/** @param {Emulator} emulator */
async function createApp({ projectId, managementKey, baseUrl, fetch }) {
	const response = await fetch(`${baseUrl}/v1/mgmt/outbound/app/create`, {
		method: "POST",
		headers: { authorization: `Bearer ${projectId}:${managementKey}`, "content-type": "application/json" },
		body: JSON.stringify({ id: "github", name: "GitHub", defaultScopes: ["read:user", "repo"] }),
	});
	assert.equal(response.status, 200);
}

/** @param {(request: Request) => Promise<Response>} answer */
async function serve(answer) {
	const server = http.createServer(async (request, response) => {
		const chunks = [];
		for await (const chunk of request) chunks.push(chunk);
		const { method = "GET" } = request;
		const headers = /** @type {[string, string][]} */ (
			Object.entries(request.headers).filter(([name]) => name !== "connection")
		);
		const body = chunks.length > 0 ? Buffer.concat(chunks) : null;
		const answered = await answer(new Request(`http://127.0.0.1${request.url}`, { method, headers, body }));
		response.writeHead(answered.status, Object.fromEntries(answered.headers)).end(await answered.text());
	});
	await once(server.listen(0, "127.0.0.1"), "listening");
	const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
	/** @type {() => Promise<void>} */
	const close = () =>
		new Promise((done) => {
			server.close(() => done());
			server.closeAllConnections();
		});
	return { url: `http://127.0.0.1:${port}`, close };
}
