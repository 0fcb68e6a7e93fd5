// @ts-check
import { execFile } from "node:child_process";
import { writeFile } from "node:fs/promises";
import path from "node:path";
import process from "node:process";

/** @typedef {{name: string, package: string}} Compiler */
/**
 * @typedef {object} Setting
 * @property {string} name
 * @property {Record<string, unknown>} config
 * @property {RegExp} [proofs] that compile with it; default: all ES modules
 * @property {string[]} [unknownTo] compilers
 */

/** @type {[Compiler, ...Compiler[]]} */
export const compilers = [
	{ name: "TypeScript 7", package: "typescript" },
	{ name: "TypeScript 5", package: "typescript-5" },
	// The first with `Symbol.dispose`.
	{ name: "TypeScript 5.2", package: "typescript-5.2" },
];

const DOM = { lib: ["esnext", "dom"], types: [] };

/** The minimum of a server's code base: an old language, without the types of the DOM or of Node. */
const BARE = { target: "es2018", lib: ["es2018"], types: [] };

/** A .cts file can have `import x = require()` only where the extension decides the module format. */
const MODULES_AND_COMMONJS = /\.c?ts$/;

/** @type {[Setting, ...Setting[]]} */
export const settings = [
	{ name: "nodenext", config: { module: "nodenext", ...DOM }, proofs: MODULES_AND_COMMONJS },
	{ name: "bundler", config: { module: "esnext", moduleResolution: "bundler", ...DOM } },
	{ name: "node16", config: { module: "node16", ...DOM }, proofs: MODULES_AND_COMMONJS },
	{
		name: "node10",
		config: { module: "commonjs", moduleResolution: "node10", ...DOM },
		unknownTo: ["TypeScript 7"],
	},
	{
		name: "nodenext with Node's types",
		config: { module: "nodenext", lib: ["es2022"], types: ["node"] },
		proofs: MODULES_AND_COMMONJS,
	},
	{ name: "nodenext with nothing but ES2018", config: { module: "nodenext", ...BARE }, proofs: /^bare\./ },
	{
		name: "bundler with nothing but ES2018",
		config: { module: "esnext", moduleResolution: "bundler", ...BARE },
		proofs: /^bare\.ts$/,
	},
	{
		name: "node10 with nothing but ES2018",
		config: { module: "commonjs", moduleResolution: "node10", ...BARE },
		proofs: /^bare\.ts$/,
		unknownTo: ["TypeScript 7"],
	},
];

const STRICT = {
	target: "es2022",
	strict: true,
	exactOptionalPropertyTypes: true,
	noUncheckedIndexedAccess: true,
	skipLibCheck: false,
	noEmit: true,
};

/**
 * @param {import("./workspace.mjs").Workspace} workspace
 * @param {Compiler} compiler
 * @param {Setting} setting
 * @param {string[]} proofs
 */
export async function compile(workspace, compiler, { config }, proofs) {
	await writeFile(
		path.join(workspace.folder, "tsconfig.json"),
		JSON.stringify({
			compilerOptions: { ...STRICT, ...config, typeRoots: [path.join(workspace.tools, "@types")] },
			files: proofs.map((proof) => `proofs/${proof}`),
		}),
	);
	const tsc = path.join(workspace.tools, compiler.package, "bin", "tsc");
	const { code, output } = await node([tsc, "--project", ".", "--pretty", "false"], workspace.folder);
	const diagnostics = parse(output);
	if ((code === 0) !== (diagnostics.length === 0)) throw new Error(`${tsc} ended with ${code}:\n${output}`);
	return diagnostics;
}

/**
 * Splits the output into diagnostics: each is a line `file(line,column): error …` and the indented lines below it.
 * @param {string} output
 */
function parse(output) {
	return output
		.split(/\r?\n(?=\S)/)
		.filter((text) => text.includes("error TS"))
		.map((text) => {
			const [, file = ""] = /^(.*?)\(\d+,\d+\): /.exec(text) ?? [];
			return { file, toString: () => text.trimEnd() };
		});
}

/**
 * @param {string[]} args
 * @param {string} cwd
 * @returns {Promise<{code: unknown, output: string}>}
 */
function node(args, cwd) {
	return new Promise((done) => {
		execFile(process.execPath, args, { cwd, timeout: 120_000 }, (error, stdout, stderr) => {
			done({ code: error?.code ?? (error ? String(error) : 0), output: stdout + stderr });
		});
	});
}
