// @ts-check
import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";

/**
 * Creates a folder as a user has it: npm installs the package from a tarball, or from the one that `tarball` makes.
 *
 * @param {string | ((folder: string) => Promise<string>)} tarball
 * @param {string} [parent]
 */
export async function install(tarball, parent = tmpdir()) {
	const folder = await mkdtemp(path.join(parent, "descope-outbound-"));
	const remove = () => rm(folder, { recursive: true, force: true });
	try {
		await writeFile(path.join(folder, "package.json"), JSON.stringify({ private: true, type: "module" }));
		const packed = typeof tarball === "string" ? path.resolve(tarball) : await tarball(folder);
		await npm(["install", "--offline", "--no-audit", "--no-fund", "--ignore-scripts", packed], folder);
		return { folder, remove };
	} catch (reason) {
		await remove();
		throw reason;
	}
}

/**
 * @param {string[]} args
 * @param {string} cwd
 */
export function npm(args, cwd) {
	return promisify(execFile)("npm", args, { cwd });
}
