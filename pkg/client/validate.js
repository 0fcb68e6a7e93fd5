// @ts-check
import { Core, listen, write } from "./core.js";
import { toText } from "./text.js";

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
	const text = toText(app);
	core ??= new Core();
	return core.validate(write(core, text)) ? listen(core) : [];
}
