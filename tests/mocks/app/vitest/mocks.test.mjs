import { afterEach, expect, test, vi } from "vitest";
import { client } from "../case.mjs";

afterEach(() => {
	vi.unstubAllGlobals();
	vi.useRealTimers();
});

test("vi.stubGlobal with a mock that has only json()", async () => {
	const fetch = vi.fn(async () => ({ ok: true, status: 200, json: async () => ({ apps: [] }) }));
	vi.stubGlobal("fetch", fetch);
	expect(await client().loadAll()).toEqual({ apps: [] });
	expect(fetch).toHaveBeenCalledWith(
		"https://api.descope.com/v1/mgmt/outbound/apps",
		expect.objectContaining({ method: "GET", cache: "no-store" }),
	);
});

test("vi.spyOn with a Response", async () => {
	const spy = vi.spyOn(globalThis, "fetch").mockImplementation(async () => Response.json({ apps: [] }));
	expect(await client().loadAll()).toEqual({ apps: [] });
	spy.mockRestore();
});

test("a mock without an implementation says what it should give", async () => {
	vi.stubGlobal("fetch", vi.fn());
	await expect(client().loadAll()).rejects.toThrow("fetch gave undefined; it has to give a Response");
});

test("fake timers hold up no call that succeeds", async () => {
	vi.useFakeTimers();
	vi.stubGlobal("fetch", async () => ({ status: 200, json: async () => ({ apps: [] }) }));
	expect(await client().loadAll()).toEqual({ apps: [] });
});

test("fake timers hold up a retry until they are advanced", async () => {
	vi.useFakeTimers();
	const fetch = vi
		.fn()
		.mockResolvedValueOnce({ status: 503, json: async () => ({}) })
		.mockResolvedValueOnce({ status: 200, json: async () => ({ apps: [] }) });
	const call = client({ fetch, maxRetries: 1 }).loadAll();
	await vi.advanceTimersByTimeAsync(8_000);
	expect(await call).toEqual({ apps: [] });
});
