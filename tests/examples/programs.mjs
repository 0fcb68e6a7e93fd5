// @ts-check
import assert from "node:assert/strict";
import { EXAMPLES, explain, placeOf } from "../../xtask/demo/examples.mjs";

/** @param {import("./run.mjs").Given} given */
export function programs({ folder, emulator }) {
	const tests = EXAMPLES.map(({ command, creates, example }) => ({
		name: command,
		run: async () => {
			const printed = await example(placeOf(folder, emulator)).catch((error) => assert.fail(explain(error)));
			if (creates) {
				const [request = "none", ...others] = await emulator.requests();
				assert.match(request, /^POST \/v1\/mgmt\/outbound\/app\/create 200\b/);
				assert.deepEqual(others, []);
				assert.match(printed, /GitHub, from /);
			} else {
				// Lists everything that is wrong, and sends nothing.
				for (const path of ["name", "clientID", "authorizationUrlParams[1].key", "accessType"]) {
					assert.ok(printed.includes(` ${path}: `), `${path} is not named in:\n${printed}`);
				}
			}
		},
	}));
	return { tests, close: () => {} };
}
