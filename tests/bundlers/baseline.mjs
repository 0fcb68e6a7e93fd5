// @ts-check
// Whether what browsers get is in a language that the oldest of them has. esbuild knows which has what: it leaves code as it
// is that all of its targets read.
import path from "node:path";
import { run } from "./harness/programs.mjs";

/** As the README says: wasm's reference types came with Chrome 96, Object.hasOwn with the others. */
const BASELINE = "chrome96,firefox92,safari15.4";

/** Top-level await aside, which esbuild refuses. If it were fine too, this would show nothing. */
const TOO_OLD = "chrome70";

const FILES = ["browser.js", "index.js", "emulator.js"];

/**
 * @param {import("./harness/programs.mjs").Stage} stage
 * @returns {[name: string, claim: () => Promise<void>][]}
 */
export const baselineClaims = (stage) =>
	FILES.map((file) => [
		`dist/${file} is in the language of ${BASELINE}`,
		async () => {
			const [newest, baseline, tooOld] = await Promise.all(
				["esnext", BASELINE, TOO_OLD].map((target) => lowered(stage, file, target)),
			);
			if (newest !== baseline) throw new Error("it takes a newer language");
			if (newest === tooOld) throw new Error(`even ${TOO_OLD} reads it: nothing was looked at`);
		},
	]);

/**
 * @param {import("./harness/programs.mjs").Stage} stage
 * @param {string} file
 * @param {string} target
 */
async function lowered(stage, file, target) {
	const source = path.posix.join("node_modules/descope-outbound/dist", file);
	const supported = "--supported:top-level-await=true";
	return (await run(stage, ["esbuild", source, `--target=${target}`, ...(target === TOO_OLD ? [supported] : [])])).join(
		"\n",
	);
}
