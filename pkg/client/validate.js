// @ts-check
import * as glue from "./dist/core/core_bg.js";
import { reserveStack } from "./stack.js";

/**
 * @param {unknown} app
 * @returns {import("./dist/core/core.js").Issue[]}
 */
export function validate(app) {
	reserveStack();
	return glue.validate(app);
}
