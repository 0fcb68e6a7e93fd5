// @ts-check
import assert from "node:assert/strict";
import process from "node:process";
import { OutboundError } from "descope-outbound";
import { API, APPS, check, client, CREATE, KEY } from "./case.mjs";

const { default: nock } = await import(process.argv[2] ?? "");
nock.disableNetConnect();

await check("an interceptor gets the request, and its answer counts", async () => {
	const scope = nock(API, { reqheaders: { authorization: `Bearer ${KEY.projectId}:${KEY.managementKey}` } })
		.post(CREATE, { name: "mine" })
		.reply(200, { app: { id: "nock" } });
	assert.deepEqual(await client().create({ name: "mine" }), { app: { id: "nock" } });
	scope.done();
});

await check("an error of an interceptor is an error", async () => {
	nock(API).get(APPS).reply(429, { errorCode: "E130429" }, { "retry-after": "9" });
	await assert.rejects(client().loadAll(), { name: "RateLimitError", retryAfterMs: 9_000 });
});

await check("replyWithError is a connection that failed", async () => {
	nock(API).get(APPS).replyWithError("mine");
	await assert.rejects(client().loadAll(), { name: "ConnectionError" });
});

await check("what no interceptor takes is an error of the package's", async () => {
	// Nock 14 closes the connection; 15 answers 501.
	await assert.rejects(client().loadAll(), OutboundError);
});

nock.restore();
