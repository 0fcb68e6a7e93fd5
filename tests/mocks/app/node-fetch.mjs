// @ts-check
// A Response whose body is a Node stream, over a socket.
import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:http";
import nodeFetch from "node-fetch";
import { check, client } from "./case.mjs";

const NAME = "€".repeat(100_000);

const server = createServer((request, response) => {
	if (request.url?.endsWith("/apps")) response.writeHead(429, { "retry-after": "9" }).end('{"errorCode":"E130429"}');
	else response.end(JSON.stringify({ app: { id: "x", name: NAME } }));
});
server.listen(0, "127.0.0.1");
await once(server, "listening");
const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
const options = { baseUrl: `http://127.0.0.1:${port}`, fetch: nodeFetch };

await check("an answer that comes in pieces is read whole", async () => {
	assert.deepEqual(await client(options).load("x"), { app: { id: "x", name: NAME } });
});

await check("an error is an error", async () => {
	await assert.rejects(client(options).loadAll(), { name: "RateLimitError", retryAfterMs: 9_000 });
});

await check("no more is read than maxResponseBytes", async () => {
	await assert.rejects(client({ ...options, maxResponseBytes: 1_000 }).load("x"), { code: "response-too-large" });
});

await check("an abort ends a call", async () => {
	await assert.rejects(client(options).load("x", { signal: AbortSignal.abort(new Error("mine")) }), {
		message: "mine",
	});
});

server.close();
server.closeAllConnections();
