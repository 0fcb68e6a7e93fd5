// @ts-check
// node tests/types/run.mjs [--package <tgz>] [--tools <node_modules>]
//
// Compiles proofs/ against the package as npm installs it from its tarball (without one, packs pkg/ as it is), with
// each compiler and each module resolution, and shows that the proofs can fail. Prints one line per test, as
// tests/runtimes does.
import path from "node:path";
import { parseArgs } from "node:util";
import { compile, compilers, settings } from "./compile.mjs";
import { completions } from "./completions.mjs";
import { distort, distortions } from "./distort.mjs";
import { createWorkspace } from "./workspace.mjs";

const PROMISES = /** @type {Record<string, string>} */ ({
	"equal.ts": "the proof tells types apart that differ a little",
	"response.ts": "Response and CreateResponse are the documented interface, exactly",
	"requests.ts": "requests and options take all that is documented",
	"methods.ts": "each method takes and gives what the documentation says",
	"misuse.ts": "misuse is refused",
	"emulator.ts": "the emulator takes and gives what the documentation says",
	"tokens.ts": "the cache of tokens takes and gives what the documentation says",
	"exports.ts": "everything public is exported, and nothing else",
	"errors.ts": "each error class has its fields",
	"require.cts": "require() is typed, and what it gives goes where what import gives does",
	"bare.ts": "what the environment may not say is taken, and no platform's types are needed",
	"bare.cts": "the same by require()",
});

/** @type {[field: string, offered: string[]][]} */
const OFFERED = [
	["accessType", ["offline", "online"]],
	["prompt", ["consent", "login", "none", "select_account"]],
	["appType", ["apikey", "oauth"]],
];

const { values } = parseArgs({
	options: {
		package: { type: "string" },
		tools: { type: "string", default: path.join(import.meta.dirname, "..", "node_modules") },
	},
});
let failures = 0;

/**
 * @param {string} name
 * @param {string[]} troubles
 */
function result(name, troubles) {
	if (troubles.length > 0) failures += 1;
	console.log(`${troubles.length > 0 ? "not ok" : "ok"} - ${name}`);
	for (const trouble of troubles) console.log(trouble.replace(/^/gm, "    "));
}

/** @param {import("./workspace.mjs").Workspace} workspace */
async function check(workspace) {
	for (const compiler of compilers) {
		for (const setting of settings) {
			if (setting.unknownTo?.includes(compiler.name)) continue;
			const proofs = workspace.proofs.filter((proof) => (setting.proofs ?? /\.ts$/).test(proof));
			const diagnostics = await compile(workspace, compiler, setting, proofs);
			const where = `types: ${compiler.name}, ${setting.name}`;
			for (const proof of proofs) {
				const promise = PROMISES[proof] ?? `no promise is written for ${proof}`;
				result(`${where}: ${promise}`, diagnostics.filter(({ file }) => file === `proofs/${proof}`).map(String));
			}
			const others = diagnostics.filter(({ file }) => !workspace.proofs.includes(file.replace("proofs/", "")));
			result(`${where}: the package's own declarations have no error`, others.map(String));
		}
	}

	const [compiler] = compilers;
	const [setting] = settings;
	for (const distortion of distortions) {
		const restore = await distort(workspace, distortion);
		const diagnostics = await compile(workspace, compiler, setting, ["response.ts"]);
		await restore();
		const noticed = diagnostics.some(({ file }) => file === "proofs/response.ts");
		result(`types: the proof of Response fails when ${distortion.what}`, noticed ? [] : ["it compiled all the same"]);
	}

	for (const [field, offered] of OFFERED) {
		const found = await completions(workspace, field);
		const missing = offered.filter((value) => !found.includes(value));
		result(
			`types: an editor offers the known values of ${field}`,
			missing.map((value) => `${value} is not among ${found}`),
		);
	}
}

try {
	const workspace = await createWorkspace(values.package, path.resolve(values.tools));
	await check(workspace).finally(workspace.remove);
} catch (error) {
	const reason = /** @type {any} */ (error);
	result("types: the proofs were compiled", [String(reason?.stderr || reason?.stack || reason)]);
}
process.exit(failures === 0 ? 0 : 1);
