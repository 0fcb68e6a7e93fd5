// @ts-check
import { Core, pass, takeOutput } from "./core.js";
import { reserveStack } from "./stack.js";

/** @import { Issue } from "../dist/core/core.js" */

/** @type {import("./core.js").Core | undefined} */
let core;

/**
 * Checks an app as `create` would, and returns all errors (`severity: "error"`: `create` would reject) and warnings
 * (`"warning"`). Nothing is sent. Synchronous. Never throws, whatever it is given.
 *
 * @param {unknown} app the argument for `create`
 * @returns {Issue[]}
 */
export function validate(app) {
	reserveStack();
	core ??= new Core();
	pass(core, [app]);
	return core.validate() ? JSON.parse(takeOutput(core)) : [];
}
