// @ts-check
import { cp, readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { install } from "../../install.mjs";

const suite = path.dirname(import.meta.dirname);

/**
 * A folder as a user has it, and next to `node_modules` the code that imports the package.
 *
 * @param {string} tarball
 */
export async function createWorkspace(tarball) {
	const { folder, remove } = await install(tarball);
	for (const part of await readdir(suite)) {
		// What runs in Node alone stays behind.
		if (part !== "harness" && part !== "run.mjs") {
			await cp(path.join(suite, part), path.join(folder, part), { recursive: true });
		}
	}
	return { folder, remove };
}

/** @param {string} folder */
export const packageFolder = (folder) => path.join(folder, "node_modules", "descope-outbound");

/**
 * The file that each public entry of the package resolves to, under a condition: for runtimes that resolve nothing.
 *
 * @param {string} folder
 * @param {string} condition
 * @returns {Promise<[specifier: string, file: string][]>}
 */
export async function resolveExports(folder, condition) {
	const { name, exports } = JSON.parse(await readFile(path.join(packageFolder(folder), "package.json"), "utf8"));
	return Object.entries(exports)
		.filter(([, target]) => typeof target === "object")
		.map(([subpath, target]) => [
			path.posix.join(name, subpath),
			path.posix.join("node_modules", name, target[condition] ?? target.default),
		]);
}
