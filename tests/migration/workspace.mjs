// @ts-check
import { execFile } from "node:child_process";
import { symlink, writeFile } from "node:fs/promises";
import path from "node:path";
import process from "node:process";
import { pathToFileURL } from "node:url";
import { install } from "../install.mjs";

const CODE = "page.mjs";

/**
 * Creates a folder as it is in the middle of a migration: both packages, and code that imports them.
 *
 * @param {string} tarball
 * @param {string} tools the node_modules that holds the SDK and the compiler
 * @param {string} code
 */
export async function createWorkspace(tarball, tools, code) {
	const { folder, remove } = await install(tarball);
	await symlink(path.join(tools, "@descope"), path.join(folder, "node_modules", "@descope"));
	await writeFile(path.join(folder, CODE), code);
	return {
		remove,
		/** @returns {Promise<import("./module.mjs").Module>} */
		load: () => import(pathToFileURL(path.join(folder, CODE)).href),
		compile: () => compile(folder, tools),
	};
}

/**
 * Returns the compiler's output; empty if there are no errors.
 *
 * @param {string} folder
 * @param {string} tools
 * @returns {Promise<string>}
 */
async function compile(folder, tools) {
	const compilerOptions = {
		target: "es2022",
		module: "nodenext",
		lib: ["esnext", "dom"],
		types: ["node"],
		typeRoots: [path.join(tools, "@types")],
		allowJs: true,
		checkJs: true,
		strict: true,
		noEmit: true,
		// The SDK's declarations are not ours to check; tests/types checks this package's.
		skipLibCheck: true,
	};
	await writeFile(path.join(folder, "tsconfig.json"), JSON.stringify({ compilerOptions, files: [CODE] }));
	const tsc = path.join(tools, "typescript", "bin", "tsc");
	return new Promise((done) => {
		execFile(process.execPath, [tsc, "--pretty", "false"], { cwd: folder }, (error, stdout, stderr) => {
			done(stdout + stderr + (error && stdout === "" ? String(error) : ""));
		});
	});
}
