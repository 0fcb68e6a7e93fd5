// @ts-check
import { execFile } from "node:child_process";
import { cp, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import process from "node:process";
import { promisify } from "node:util";

const npm = process.platform === "win32" ? "npm.cmd" : "npm";

/**
 * The examples beside the package, which npm installs from its tarball.
 *
 * @param {string} tarball
 */
export async function createWorkspace(tarball) {
	const folder = await mkdtemp(path.join(tmpdir(), "descope-outbound-demo-"));
	await writeFile(path.join(folder, "package.json"), JSON.stringify({ private: true, type: "module" }));
	const quiet = ["--offline", "--no-audit", "--no-fund", "--ignore-scripts", "--loglevel=error"];
	await promisify(execFile)(npm, ["install", ...quiet, path.resolve(tarball)], { cwd: folder });
	await cp(path.join(import.meta.dirname, "..", "..", "examples"), folder, { recursive: true });
	return { folder, remove: () => rm(folder, { recursive: true, force: true }) };
}
