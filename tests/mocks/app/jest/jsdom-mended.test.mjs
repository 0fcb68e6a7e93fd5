/**
 * @jest-environment jsdom
 * @jest-environment-options {"customExportConditions": ["node", "import"]}
 */
import { TextDecoder, TextEncoder } from "node:util";
import { expect, test } from "@jest/globals";

// A project does this in a file of setupFiles.
Object.assign(globalThis, { TextDecoder, TextEncoder });

test("jsdom with what the import says to add, and nothing else that fetch has: a mock is read", async () => {
	expect(typeof globalThis.Response).toBe("undefined");
	const { client } = await import("../case.mjs");
	const fetch = async () => ({ ok: true, status: 200, json: async () => ({ apps: [] }) });
	expect(await client({ fetch }).loadAll()).toEqual({ apps: [] });
	await expect(client().loadAll()).rejects.toThrow("this environment has no fetch");
});
