// @ts-check
import { cp, readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { install } from "../../install.mjs";

const suite = path.dirname(import.meta.dirname);

/**
 * Creates a folder as a user has it, with the code that imports the package next to `node_modules`.
 *
 * @param {string} tarball
 */
export async function createWorkspace(tarball) {
	const { folder, remove } = await install(tarball);
	for (const part of await readdir(suite)) {
		// The harness stays outside: it runs in this process.
		if (part !== "harness" && part !== "run.mjs") {
			await cp(path.join(suite, part), path.join(folder, part), { recursive: true });
		}
	}
	return { folder, remove };
}

/** @param {string} folder */
export const packageFolder = (folder) => path.join(folder, "node_modules", "descope-outbound");

/** @typedef {string | { [condition: string]: Target }} Target */

/**
 * Returns the file that each public entry of the package resolves to when a module imports it under a condition, for
 * runtimes that resolve nothing.
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
			path.posix.join("node_modules", name, resolve(target, [condition, "import", "default"]) ?? ""),
		]);
}

/**
 * @param {Target} target
 * @param {string[]} conditions
 * @returns {string | undefined}
 */
function resolve(target, conditions) {
	if (typeof target === "string") return target;
	for (const [condition, next] of Object.entries(target)) {
		const file = conditions.includes(condition) ? resolve(next, conditions) : undefined;
		if (file !== undefined) return file;
	}
	return undefined;
}

/**
 * Returns the package's files that a worker may import, in the form in which workerd's configuration lists modules.
 *
 * @param {string} folder
 */
export async function workerModules(folder) {
	const files = await readdir(path.join(packageFolder(folder), "dist"));
	return files.flatMap((file) => {
		const name = path.posix.join("node_modules/descope-outbound/dist", file);
		if (file.endsWith(".wasm")) return [`(name = "${name}?module", wasm = embed "${name}")`];
		return file.endsWith(".js") ? [`(name = "${name}", esModule = embed "${name}")`] : [];
	});
}
