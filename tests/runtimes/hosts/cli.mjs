// @ts-check
// Node, Deno and Bun: the context is the first argument, because Deno has no permission to read environment variables.
import process from "node:process";
import { inspect } from "node:util";
import { report } from "../lib/report.mjs";
import { cases } from "../suite.mjs";

const EVERYTHING = { showHidden: true, depth: Infinity, getters: true };
const own = /** @type {any} */ (globalThis);
const inspectors = [inspect, own.Deno?.inspect, own.Bun?.inspect]
	.filter((print) => print !== undefined)
	.flatMap((print) => [print, (/** @type {unknown} */ value) => print(value, EVERYTHING)]);

await report(cases, JSON.parse(process.argv[2] ?? ""), inspectors, (line) => console.log(line));
