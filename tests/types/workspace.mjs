// @ts-check
import { cp, readdir } from "node:fs/promises";
import path from "node:path";
import { install, npm } from "../install.mjs";

/**
 * Creates a folder as a user has it, with the code that imports the package next to `node_modules`.
 *
 * @param {string | undefined} tarball
 * @param {string} tools the node_modules that holds the compilers
 */
export async function createWorkspace(tarball, tools) {
	const { folder, remove } = await install(tarball ?? pack);
	await cp(path.join(import.meta.dirname, "proofs"), path.join(folder, "proofs"), { recursive: true });
	return { folder, tools, remove, proofs: await readdir(path.join(folder, "proofs")) };
}

/** @typedef {Awaited<ReturnType<typeof createWorkspace>>} Workspace */

/** @param {string} folder */
async function pack(folder) {
	const source = path.resolve(import.meta.dirname, "../../pkg");
	const { stdout } = await npm(["pack", "--silent", "--ignore-scripts", source], folder);
	return path.join(folder, stdout.trim());
}
