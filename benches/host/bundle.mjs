// @ts-check
// Bundles an import as it ships to a worker or a browser.
import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { build } from "esbuild";

/** The form of an asset that browser bundlers recognise; esbuild alone leaves it unchanged. */
const ASSET = /new URL\(\s*"([^"]+\.wasm)",\s*import\.meta\.url\s*\)/g;

/** @type {import("esbuild").Plugin} */
const assets = {
	name: "assets",
	setup({ onLoad }) {
		onLoad({ filter: /descope-outbound\/.*\.js$/ }, async ({ path: file }) => {
			/** @type {string[]} */
			const imports = [];
			const code = (await readFile(file, "utf8")).replace(ASSET, (_, asset) => {
				const name = `asset${imports.length}`;
				imports.push(`import ${name} from ${JSON.stringify(asset)};`);
				return `new URL(${name}, import.meta.url)`;
			});
			return { contents: imports.join("") + code, loader: "js" };
		});
	},
};

/** @typedef {"workerd" | "browser" | "node"} Target */

/**
 * @param {object} what
 * @param {string} what.code the entry
 * @param {Target} what.target
 * @param {string} what.workspace
 * @param {string} what.outdir
 * @returns {Promise<string[]>} the files, the entry first
 */
export async function bundle({ code, target, workspace, outdir }) {
	await build({
		stdin: { contents: code, resolveDir: workspace, sourcefile: "entry.mjs" },
		outdir,
		entryNames: "entry",
		assetNames: "[name]",
		bundle: true,
		minify: true,
		format: "esm",
		target: "es2022",
		platform: target === "node" ? "node" : "browser",
		conditions: [target],
		// workerd takes a compiled module where others take a URL.
		loader: { ".wasm": target === "workerd" ? "copy" : "file" },
		plugins: [assets],
		// Bundlers that emit the asset make this import a chunk that is never loaded.
		external: ["./core.wasm.js"],
		outExtension: { ".js": ".mjs" },
		logLevel: "error",
	});
	const names = (await readdir(outdir)).sort((left, right) => Number(right === ENTRY) - Number(left === ENTRY));
	return names.map((name) => path.join(outdir, name));
}

const ENTRY = "entry.mjs";
