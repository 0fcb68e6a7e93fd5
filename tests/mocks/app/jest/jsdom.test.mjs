/**
 * @jest-environment jsdom
 * @jest-environment-options {"customExportConditions": ["node", "import"]}
 */
import { expect, test } from "@jest/globals";

test("jsdom has no TextDecoder, and the import says what to add", async () => {
	expect(typeof globalThis.TextDecoder).toBe("undefined");
	await expect(import("descope-outbound")).rejects.toThrow("descope-outbound needs TextDecoder and TextEncoder");
});
