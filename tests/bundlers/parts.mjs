// @ts-check
// What is left of the package in the bundle of somebody who imports a part of it: see app/parts/.
import { readFile, stat } from "node:fs/promises";
import path from "node:path";
import { run } from "./harness/programs.mjs";

/** @typedef {import("./harness/programs.mjs").Stage} Stage */

/**
 * Beside the wasm, in bytes. The whole of it has 20,000, minified.
 *
 * @type {Record<string, { wasm: boolean, minified: number, readable: number }>}
 */
const PARTS = {
	validate: { wasm: true, minified: 8_000, readable: 14_000 },
	error: { wasm: false, minified: 4_500, readable: 5_500 },
	nothing: { wasm: false, minified: 200, readable: 200 },
};

/** @type {{ name: string, form: "minified" | "readable", command: (source: string, folder: string, output: string) => string[] }[]} */
const BUNDLERS = [
	{
		name: "esbuild",
		form: "minified",
		command: (source, folder, output) => [
			...["esbuild", source, "--bundle", "--minify", "--format=esm", "--platform=node"],
			`--outfile=${folder}/${output}`,
		],
	},
	{
		name: "Rollup",
		form: "readable",
		command: (source, folder, output) => [
			...["rollup", source, "--plugin", "node-resolve", "--file", `${folder}/${output}`],
		],
	},
	{
		name: "webpack",
		form: "minified",
		command: (source, folder, output) => [
			...["webpack", "build", `./${source}`, "--mode", "production", "--target", "node"],
			...["--output-path", folder, "--output-filename", output],
		],
	},
];

/**
 * @param {Stage} stage
 * @returns {[name: string, claim: () => Promise<void>][]}
 */
export const partClaims = (stage) =>
	BUNDLERS.flatMap(({ name, form, command }) =>
		Object.entries(PARTS).map(([part, { wasm, ...bounds }]) => [
			`${name} leaves out what ${part} does not need`,
			async () => {
				const folder = `built/parts/${name}`;
				const output = `${part}.mjs`;
				await run(stage, command(`parts/${part}.js`, folder, output));
				const bytes =
					(await stat(path.join(stage.folder, folder, output))).size - (wasm ? await base64Length(stage) : 0);
				// Far less would mean that the wasm is not there.
				if (bytes < 0 || bytes > bounds[form]) throw new Error(`${bytes} bytes, not ${bounds[form]} at the most`);
			},
		]),
	);

/** @param {Stage} stage */
async function base64Length({ folder }) {
	const wasm = await readFile(path.join(folder, "node_modules/descope-outbound/dist/core.wasm"));
	return wasm.toString("base64").length;
}
