// @ts-check
import "./instance.mjs";
import { LINEAR } from "./linear.mjs";
import { MANY } from "./many.mjs";
import { PROPERTIES } from "./properties.mjs";
import { CASES } from "./table.mjs";

let failures = 0;
// A small leak shows only while the memory is small, so the large values come last.
for (const { name, run } of [...CASES, ...MANY, ...PROPERTIES, ...LINEAR]) {
	try {
		const figures = await run();
		console.log(`ok - values: ${name}${figures === undefined ? "" : ` (${figures})`}`);
	} catch (error) {
		failures += 1;
		console.log(`not ok - values: ${name}`);
		console.log(String(/** @type {any} */ (error)?.stack ?? error).replace(/^/gm, "    "));
	}
}
process.exit(failures === 0 ? 0 : 1);
