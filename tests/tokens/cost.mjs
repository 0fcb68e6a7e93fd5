// @ts-check
// The bytes that the token cache adds to a bundle that uses it, and to one that does not.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { readdir, readFile, stat, writeFile } from "node:fs/promises";
import path from "node:path";
import process from "node:process";
import { promisify } from "node:util";

const ESBUILD = path.join(import.meta.dirname, "..", "node_modules", "esbuild", "bin", "esbuild");

/** The maximum bytes of the wasm, and of the whole entry in a page's bundle. */
const MOST_WASM = 9_000;
const MOST_BUNDLED = 27_000;

/** @param {string} folder where the package is installed */
export function cost(folder) {
	const dist = path.join(folder, "node_modules", "descope-outbound", "dist");

	/** @param {string} code */
	async function bundled(code) {
		const source = path.join(folder, "bundled.mjs");
		await writeFile(source, code);
		const { stdout } = await promisify(execFile)(process.execPath, [
			ESBUILD,
			source,
			"--bundle",
			"--minify",
			"--format=esm",
		]);
		return stdout;
	}

	return [
		{
			name: "no other entry knows of it",
			run: async () => {
				for (const file of await readdir(dist)) {
					if (file.startsWith("tokens") || !/\.c?js$/.test(file)) continue;
					assert.ok(!(await readFile(path.join(dist, file), "utf8")).includes("TokenCache"), file);
				}
			},
		},
		{
			name: "it brings nothing of the client, and its own wasm is small",
			run: async () => {
				for (const file of ["tokens.js", "tokens.cjs", "tokens.worker.js"]) {
					const code = await readFile(path.join(dist, file), "utf8");
					const imported = [...code.matchAll(/^import .* from "(.*)";$|require\("(.*)"\)/gm)].map(([, name]) => name);
					assert.deepEqual(imported, file === "tokens.worker.js" ? ["./tokens.wasm?module"] : [], file);
				}
				const { size } = await stat(path.join(dist, "tokens.wasm"));
				assert.ok(size <= MOST_WASM, `${size} bytes of wasm`);
			},
		},
		{
			name: "an import that nothing is called of leaves everything out of a bundle",
			run: async () => {
				assert.equal(await bundled('import { TokenCache } from "descope-outbound/tokens";'), "");
				const { length } = await bundled('import { TokenCache } from "descope-outbound/tokens"; new TokenCache();');
				assert.ok(length > MOST_WASM && length <= MOST_BUNDLED, `${length} bytes`);
			},
		},
	];
}
