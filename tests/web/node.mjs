// @ts-check
// node node.mjs <folder of the glue> <origin of the emulators>
import { readFile } from "node:fs/promises";
import path from "node:path";
import { pathToFileURL } from "node:url";

const [folder = ".", origin = ""] = process.argv.slice(2);
const { default: init, run } = await import(pathToFileURL(path.join(folder, "web_cases.js")).href);
await init({ module_or_path: await readFile(path.join(folder, "web_cases_bg.wasm")) });
console.log(await run(origin));
