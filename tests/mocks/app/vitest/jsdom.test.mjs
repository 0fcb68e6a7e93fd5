// @vitest-environment jsdom
import { once } from "node:events";
import { createServer } from "node:http";
import { expect, test, vi } from "vitest";
import { client } from "../case.mjs";

test("jsdom: there is a document, and a mock is read", async () => {
	expect(document.body).toBeTruthy();
	vi.stubGlobal("fetch", async () => ({ ok: true, status: 200, json: async () => ({ apps: [] }) }));
	expect(await client().loadAll()).toEqual({ apps: [] });
	vi.unstubAllGlobals();
});

test("jsdom: the environment's fetch, over a socket", async () => {
	const server = createServer((_, response) =>
		response
			.setHeader("access-control-allow-origin", "*")
			.setHeader("access-control-allow-headers", "*")
			.end('{"apps":[]}'),
	).listen(0, "127.0.0.1");
	await once(server, "listening");
	const baseUrl = `http://127.0.0.1:${server.address().port}`;
	expect(await client({ baseUrl }).loadAll()).toEqual({ apps: [] });
	server.close();
	server.closeAllConnections();
});
