// @ts-check
import { cp, readdir, symlink } from "node:fs/promises";
import path from "node:path";
import { install } from "../../tests/install.mjs";

const benches = path.dirname(import.meta.dirname);

/** The folders that run inside the runtimes. */
const PARTS = ["inside", "subjects"];

/**
 * Creates a folder as a user has it: the package as npm installs it, its peers, and the code that imports them.
 *
 * @param {string} tarball
 */
export async function createWorkspace(tarball) {
	const { folder, remove } = await install(tarball);
	const peers = path.join(benches, "node_modules");
	for (const peer of (await readdir(peers)).filter((name) => !name.startsWith("."))) {
		await symlink(path.join(peers, peer), path.join(folder, "node_modules", peer));
	}
	for (const part of PARTS) await cp(path.join(benches, part), path.join(folder, part), { recursive: true });
	return { folder, remove };
}
