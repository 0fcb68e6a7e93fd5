// @ts-check
import { execFile } from "node:child_process";
import { cp, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";

/**
 * A folder as a user has it: the tarball installed by npm, and next to `node_modules` the code that imports it.
 *
 * @param {string | undefined} tarball
 * @param {string} tools the node_modules that holds the compilers
 */
export async function createWorkspace(tarball, tools) {
	const folder = await mkdtemp(path.join(tmpdir(), "descope-outbound-types-"));
	const remove = () => rm(folder, { recursive: true, force: true });
	try {
		await writeFile(path.join(folder, "package.json"), JSON.stringify({ private: true, type: "module" }));
		const packed = tarball === undefined ? await pack(folder) : path.resolve(tarball);
		await npm(["install", "--offline", "--no-audit", "--no-fund", "--ignore-scripts", packed], folder);
		await cp(path.join(import.meta.dirname, "proofs"), path.join(folder, "proofs"), { recursive: true });
		return { folder, tools, remove, proofs: await readdir(path.join(folder, "proofs")) };
	} catch (reason) {
		await remove();
		throw reason;
	}
}

/** @typedef {Awaited<ReturnType<typeof createWorkspace>>} Workspace */

/** @param {string} folder */
async function pack(folder) {
	const source = path.resolve(import.meta.dirname, "../../pkg");
	const { stdout } = await npm(["pack", "--silent", "--ignore-scripts", source], folder);
	return path.join(folder, stdout.trim());
}

/**
 * @param {string[]} args
 * @param {string} cwd
 */
function npm(args, cwd) {
	return promisify(execFile)("npm", args, { cwd });
}
