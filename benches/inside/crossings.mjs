// @ts-check
// Counts the calls between JavaScript and wasm, in either direction: the instance's imports and exports are replaced
// with functions that count.
import { crossings } from "./border.mjs";
import { validate } from "descope-outbound";
import { ANSWER, APP } from "../subjects/apps.mjs";
import { creators, stubFetch } from "../subjects/creators.mjs";
import { answer } from "./report.mjs";

const TIMES = 20;

stubFetch(ANSWER);
const { ours } = creators("https://api.descope.com");

/** @param {() => unknown} work */
async function counted(work) {
	// The first run initializes things that stay.
	await work();
	const before = crossings();
	for (let nth = 0; nth < TIMES; nth += 1) await work();
	return (crossings() - before) / TIMES;
}

answer({ validate: await counted(() => validate(APP)), create: await counted(() => ours(APP)) });
