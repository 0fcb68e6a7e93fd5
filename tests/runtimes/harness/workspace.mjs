// @ts-check
import { execFile } from "node:child_process";
import { cp, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";

const suite = path.dirname(import.meta.dirname);

/**
 * A folder as a user has it: the tarball installed by npm, and next to `node_modules` the code that imports it.
 *
 * @param {string} tarball
 */
export async function createWorkspace(tarball) {
	const folder = await mkdtemp(path.join(tmpdir(), "descope-outbound-"));
	await writeFile(path.join(folder, "package.json"), JSON.stringify({ private: true, type: "module" }));
	await promisify(execFile)(
		"npm",
		["install", "--offline", "--no-audit", "--no-fund", "--ignore-scripts", path.resolve(tarball)],
		{ cwd: folder },
	);
	for (const part of await readdir(suite)) {
		// What runs in Node alone stays behind.
		if (part !== "harness" && part !== "run.mjs") {
			await cp(path.join(suite, part), path.join(folder, part), { recursive: true });
		}
	}
	return { folder, remove: () => rm(folder, { recursive: true, force: true }) };
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
