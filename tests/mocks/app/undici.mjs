// @ts-check
import assert from "node:assert/strict";
import { fetch as undiciFetch, MockAgent, setGlobalDispatcher } from "undici";
import { API, APPS, check, client, CREATE } from "./case.mjs";

const agent = new MockAgent();
agent.disableNetConnect();
setGlobalDispatcher(agent);
const pool = agent.get(API);

for (const [whose, options] of Object.entries({ "Node's": {}, "undici's own": { fetch: undiciFetch } })) {
	await check(`${whose} fetch gets an interceptor's answer`, async () => {
		pool.intercept({ path: CREATE, method: "POST" }).reply(200, { app: { id: "undici" } });
		assert.deepEqual(await client(options).create({ name: "mine" }), { app: { id: "undici" } });
	});

	await check(`${whose} fetch: an error of an interceptor is an error`, async () => {
		pool.intercept({ path: APPS }).reply(429, { errorCode: "E130429" }, { headers: { "retry-after": "9" } });
		await assert.rejects(client(options).loadAll(), { name: "RateLimitError", retryAfterMs: 9_000 });
	});

	await check(`${whose} fetch: replyWithError is a connection that failed, and says why`, async () => {
		pool.intercept({ path: APPS }).replyWithError(new Error("mine"));
		await assert.rejects(client(options).loadAll(), { name: "ConnectionError", message: /fetch failed: mine$/ });
	});
}

agent.assertNoPendingInterceptors();
