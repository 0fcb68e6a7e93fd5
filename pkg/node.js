// @ts-check
// Node and Bun: the file is read and compiled synchronously, so that `require()` of this module works too.
import { readFileSync } from "node:fs";
import * as glue from "./dist/core/core_bg.js";
import { start } from "./start.js";

start(
	new WebAssembly.Module(readFileSync(new URL("./dist/core/core_bg.wasm", import.meta.url))),
	"core",
	glue,
);

export * from "./api.js";
