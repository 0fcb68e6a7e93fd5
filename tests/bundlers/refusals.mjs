// @ts-check
// Bundles that cannot be: what the bundler prints names the cure.
import { run } from "./harness/programs.mjs";

const ADVICE = 'import "descope-outbound/inline"';

/** @type {Record<string, string[]>} */
const REFUSED = {
	"esbuild without top-level await": ["esbuild", "main.js", "--bundle", "--format=iife", "--outfile=built/refused.js"],
};

/**
 * @param {import("./harness/programs.mjs").Stage} stage
 * @returns {[name: string, claim: () => Promise<void>][]}
 */
export const refusalClaims = (stage) =>
	Object.entries(REFUSED).map(([name, command]) => [
		`${name}: it does not bundle, and says what to do`,
		async () => {
			const reason = await run(stage, command).then(
				() => "it bundled",
				(error) => String(error),
			);
			if (!reason.includes(ADVICE)) throw new Error(`this does not say ${ADVICE}: ${reason}`);
		},
	]);
