// @ts-check
// What a bundler keeps of the package.
import { readFile, stat } from "node:fs/promises";
import path from "node:path";
import { run } from "./programs.mjs";

/** @typedef {import("./programs.mjs").Stage} Stage */
/** @typedef {import("./hosts.mjs").Host} Host */

/** @param {string} file of the package */
const packaged = (file) => path.posix.join("node_modules/descope-outbound/dist", file);

/**
 * Limits the bytes of a bundle, not counting the wasm. A negative count means that the wasm is missing.
 *
 * @param {string} built
 * @param {{ wasm: boolean, bytes: number }} bound
 * @returns {Host}
 */
export const leaves =
	(built, { wasm, bytes }) =>
	async (stage) => {
		const all = (await stat(path.join(stage.cwd, built))).size;
		const found = all - (wasm ? await base64Length(stage) : 0);
		if (found < 0 || found > bytes) throw new Error(`${found} bytes, not ${bytes} at the most`);
	};

/** @param {Stage} stage */
async function base64Length({ folder }) {
	return (await readFile(path.join(folder, packaged("core.wasm")))).toString("base64").length;
}

/**
 * Checks that every `baseline` browser reads the language of a file: esbuild leaves such code unchanged. If it left the
 * code unchanged for `tooOld` as well, the check would prove nothing.
 *
 * @param {string} file of the package
 * @param {{ baseline: string, tooOld: string }} browsers
 * @returns {Host}
 */
export const isReadBy =
	(file, { baseline, tooOld }) =>
	async (stage) => {
		const [newest, asItIs, lowered] = await Promise.all([
			compile(stage, file, ["--target=esnext"]),
			compile(stage, file, [`--target=${baseline}`]),
			// esbuild cannot lower top-level await.
			compile(stage, file, [`--target=${tooOld}`, "--supported:top-level-await=true"]),
		]);
		if (newest !== asItIs) throw new Error("it takes a newer language");
		if (newest === lowered) throw new Error(`even ${tooOld} reads it: nothing was looked at`);
	};

/**
 * @param {Stage} stage
 * @param {string} file
 * @param {string[]} options
 */
async function compile(stage, file, options) {
	return (await run(stage, { run: ["esbuild", packaged(file), ...options], cwd: stage.folder })).join("\n");
}
