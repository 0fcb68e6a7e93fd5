// @ts-check
// Each toolchain, with its default settings: what is configured here, its own documentation tells everybody to.
import { alone, get, prints, serves, submit } from "./harness/hosts.mjs";

/** @typedef {import("./harness/hosts.mjs").Host} Host */

/**
 * @typedef {object} Row
 * @property {string} name
 * @property {string} [in] the folder within the project's
 * @property {import("./harness/project.mjs").Form} [app] what it imports: `js`
 * @property {import("./harness/project.mjs").Kind} [installed] `dependencies`
 * @property {string} [node] the Node that everything runs on: `node-24`
 * @property {string[][]} [build] commands
 * @property {Record<string, string>} [env] of these
 * @property {Host | Record<string, Host>} run
 * @property {boolean} [usual] in every `cargo xtask test`: the others are run at night
 */

/**
 * @typedef {object} Project
 * @property {string} folder of `projects/`
 * @property {Row[]} rows
 */

/**
 * @param {"29" | "30"} version
 * @returns {Row[]}
 */
const jest = (version) => [
	{ name: `Jest ${version}, CommonJS`, in: "cjs", app: "cjs", run: prints(["jest"]), usual: version === "30" },
	{ name: `Jest ${version}, Babel`, in: "babel", run: prints(["jest"]) },
	{ name: `Jest ${version}, ts-jest`, in: "ts-jest", app: "ts", run: prints(["jest"]) },
	{ name: `Jest ${version}, SWC`, in: "swc", run: prints(["jest"]) },
	{
		name: `Jest ${version}, ES modules`,
		in: "esm",
		run: prints(["node", "--experimental-vm-modules", "../node_modules/jest/bin/jest.js"]),
	},
];

/** @type {Project[]} */
export const PROJECTS = [
	{ folder: "jest-30", rows: jest("30") },
	{ folder: "jest-29", rows: jest("29") },
];
