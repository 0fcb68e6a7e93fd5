import { afterEach, expect, jest, test } from "@jest/globals";
import { createRequire } from "node:module";
import { client } from "../case.mjs";

const { fetch: real } = globalThis;

afterEach(() => {
	globalThis.fetch = real;
	jest.useRealTimers();
});

test("jest.fn with a mock that has only json()", async () => {
	globalThis.fetch = jest.fn(async () => ({ ok: true, status: 200, json: async () => ({ apps: [] }) }));
	expect(await client().loadAll()).toEqual({ apps: [] });
});

test("jest-fetch-mock", async () => {
	globalThis.jest = jest;
	const mock = createRequire(import.meta.url)("jest-fetch-mock");
	mock.enableMocks();
	mock.mockResponseOnce(JSON.stringify({ apps: [] }));
	expect(await client().loadAll()).toEqual({ apps: [] });
	mock.mockResponseOnce("{}", { status: 429, headers: { "retry-after": "9" } });
	await expect(client().loadAll()).rejects.toMatchObject({ name: "RateLimitError", retryAfterMs: 9_000 });
	mock.mockRejectOnce(new Error("mine"));
	await expect(client().loadAll()).rejects.toMatchObject({ name: "ConnectionError" });
	mock.disableMocks();
});

test("fake timers hold up no call that succeeds", async () => {
	jest.useFakeTimers();
	globalThis.fetch = async () => ({ status: 200, json: async () => ({ apps: [] }) });
	expect(await client().loadAll()).toEqual({ apps: [] });
	expect(jest.getTimerCount()).toBe(0);
});

test("fake timers hold up a retry until they are advanced", async () => {
	jest.useFakeTimers();
	const answers = [
		{ status: 503, json: async () => ({}) },
		{ status: 200, json: async () => ({ apps: [] }) },
	];
	const call = client({ fetch: async () => answers.shift(), maxRetries: 1 }).loadAll();
	await jest.advanceTimersByTimeAsync(8_000);
	expect(await call).toEqual({ apps: [] });
});
