// @ts-check
// The cases in Node.
import { readFile } from "node:fs/promises";
import path from "node:path";
import { pathToFileURL } from "node:url";

/**
 * @param {string} folder of the glue
 * @param {string} origin of the emulators
 */
export async function inNode(folder, origin) {
	const { default: init, run } = await import(pathToFileURL(path.join(folder, "web_cases.js")).href);
	await init({ module_or_path: await readFile(path.join(folder, "web_cases_bg.wasm")) });
	console.log(await run(origin));
	return undefined;
}
