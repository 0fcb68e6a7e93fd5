// @ts-check
import assert from "node:assert/strict";
import { http, HttpResponse } from "msw";
import { setupServer } from "msw/node";
import { API, APPS, check, client, CREATE, KEY } from "./case.mjs";

const server = setupServer();
server.listen({ onUnhandledRequest: "error" });

await check("a handler gets the request, and its answer counts", async () => {
	/** @type {unknown[]} */
	const seen = [];
	server.use(
		http.post(`${API}${CREATE}`, async ({ request }) => {
			seen.push(request.headers.get("authorization"), await request.json());
			return HttpResponse.json({ app: { id: "msw" } });
		}),
	);
	assert.deepEqual(await client().create({ name: "mine" }), { app: { id: "msw" } });
	assert.deepEqual(seen, [`Bearer ${KEY.projectId}:${KEY.managementKey}`, { name: "mine" }]);
});

await check("an error of a handler is an error", async () => {
	server.use(
		http.get(`${API}${APPS}`, () =>
			HttpResponse.json({ errorCode: "E130429" }, { status: 429, headers: { "retry-after": "9" } }),
		),
	);
	await assert.rejects(client().loadAll(), { name: "RateLimitError", retryAfterMs: 9_000 });
});

await check("HttpResponse.error() is a connection that failed", async () => {
	server.use(http.get(`${API}${APPS}`, () => HttpResponse.error()));
	await assert.rejects(client().loadAll(), { name: "ConnectionError" });
});

await check("an abort ends a call whose handler is late", async () => {
	server.use(http.get(`${API}${APPS}`, () => new Promise(() => {})));
	await assert.rejects(client().loadAll({ signal: AbortSignal.timeout(50) }), { name: "TimeoutError" });
});

server.close();
