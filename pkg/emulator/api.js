/// <reference lib="esnext.disposable" preserve="true" />
// @ts-check
// What people import, the same in every runtime; the entry files only differ in how they find the wasm.
import { openEmulator } from "./open.js";

/** @typedef {import("./open.js").Emulator} Emulator */
/** @typedef {import("./open.js").StoredToken} StoredToken */
/** @typedef {import("../dist/emulator/emulator.js").AccessTokenOptions} AccessTokenOptions */
/** @typedef {import("../dist/emulator/emulator.js").Alternative} Alternative */
/** @typedef {import("../dist/emulator/emulator.js").EmulatorOptions} EmulatorOptions */
/** @typedef {import("../dist/emulator/emulator.js").Fault} Fault */
/** @typedef {import("../dist/emulator/emulator.js").LoggedRequest} LoggedRequest */
/** @typedef {import("../dist/emulator/emulator.js").RateLimit} RateLimit */
/** @typedef {import("../dist/emulator/emulator.js").RateLimitTier} RateLimitTier */
/** @typedef {import("../dist/emulator/emulator.js").UnknownFields} UnknownFields */

/**
 * A Descope of your own, in memory, for tests:
 *
 * ```js
 * const { projectId, managementKey, fetch, apps } = createEmulator();
 * const client = new OutboundApps({ projectId, managementKey, fetch });
 * await client.create({ name: "GitHub" });
 * assert.equal(apps()[0]?.name, "GitHub");
 * ```
 *
 * @param {EmulatorOptions} [options]
 * @returns {Emulator}
 */
export function createEmulator(options = {}) {
	return openEmulator(options).emulator;
}
