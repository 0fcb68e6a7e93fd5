// @ts-check
import { Core, pass, takeOutput } from "./core.js";
import { reserveStack } from "./stack.js";

/** @import { Issue } from "../dist/core/core.js" */

/** @type {import("./core.js").Core | undefined} */
let core;

/**
 * Checks an app to create without sending it: everything that is wrong (`severity: "error"`, the call would be
 * refused) or doubtful (`"warning"`) about it, at once. Synchronous. Never throws, whatever it is given.
 *
 * @param {unknown} app what would be given to `create`
 * @returns {Issue[]}
 */
export function validate(app) {
	reserveStack();
	core ??= new Core();
	pass(core, [app]);
	return core.validate() ? JSON.parse(takeOutput(core)) : [];
}
