// @ts-check
// The public entry, bundled as one file, like client/index.js.
import { openEmulator } from "./open.js";

/**
 * @import { EmulatorOptions } from "../dist/emulator/emulator.js"
 * @import { Emulator } from "./open.js"
 */

/**
 * Creates a local Descope, in memory, for tests:
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
