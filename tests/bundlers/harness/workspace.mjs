// @ts-check
import { cp } from "node:fs/promises";
import path from "node:path";
import { install } from "../../install.mjs";

const suite = path.dirname(import.meta.dirname);

/**
 * A folder as a user has it, with the app. It lies beside the bundlers' node_modules, where an import of Next's finds it.
 *
 * @param {string} tarball
 */
export async function createWorkspace(tarball) {
	const { folder, remove } = await install(tarball, suite);
	try {
		await cp(path.join(suite, "app"), folder, { recursive: true });
		return { folder, remove };
	} catch (reason) {
		await remove();
		throw reason;
	}
}
