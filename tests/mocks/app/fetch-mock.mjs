// @ts-check
import assert from "node:assert/strict";
import fetchMock from "fetch-mock";
import { API, APPS, check, client, CREATE } from "./case.mjs";

fetchMock.mockGlobal();
fetchMock.post(`${API}${CREATE}`, { app: { id: "fetch-mock" } });
fetchMock.get(`${API}${APPS}`, { status: 429, body: { errorCode: "E130429" }, headers: { "retry-after": "9" } });

await check("a route gets the request, and its answer counts", async () => {
	assert.deepEqual(await client().create({ name: "mine" }), { app: { id: "fetch-mock" } });
	assert.equal(fetchMock.callHistory.lastCall()?.options.body, JSON.stringify({ name: "mine" }));
});

await check("an error of a route is an error", async () => {
	await assert.rejects(client().loadAll(), { name: "RateLimitError", retryAfterMs: 9_000 });
});
