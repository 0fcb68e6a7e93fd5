// @ts-check
// node xtask/bundle/main.mjs <entries | page | console>
//
// Bundles the hand-written JavaScript into pkg/dist. Each entry is one file, since each further file costs a cold start
// up to a millisecond, and bundlers, test runners and `require` need no other.
//
// entries  all entries but the console's, and the wasm files that they load
// page     the admin console's page, from www/, for any server of static files
// console  the entry that serves the page, from dist/console.json, which holds the page
import { cp, readFile, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import path from "node:path";
import process from "node:process";

const root = path.resolve(import.meta.dirname, "../..");
const tests = path.join(root, "tests");
const pkg = path.join(root, "pkg");
const dist = path.join(pkg, "dist");

/** The npm tools are those of tests/. @type {typeof import("esbuild")} */
const esbuild = createRequire(path.join(tests, "package.json"))("esbuild");

/** @typedef {import("esbuild").BuildOptions} BuildOptions */

/** The formats of bundles, as options of esbuild. */
const FORMATS = /** @satisfies {Record<string, BuildOptions>} */ ({
	module: { format: "esm", platform: "neutral" },
	// With this platform, esbuild adds a list of the exports, which Node reads when an ES module imports this one.
	commonJs: { format: "cjs", platform: "node" },
	nodeModule: { format: "esm", platform: "node" },
});

/**
 * A file of dist/.
 *
 * @typedef {object} Bundle
 * @property {string} output
 * @property {string} source a file of pkg/
 * @property {keyof typeof FORMATS} format
 * @property {string} [wasm] the file of pkg/wasm that finds the wasm where this bundle runs: `#core` for `core/…`
 */

/**
 * @param {string} output
 * @param {string} source
 * @param {keyof typeof FORMATS} format
 * @param {string} [wasm]
 * @returns {Bundle}
 */
const bundle = (output, source, format, wasm) => ({ output, source, format, ...(wasm && { wasm }) });

/**
 * Returns the bundles of an entry: for `import` and `require` with the wasm as base64, and for workers with a file.
 *
 * @param {string} name
 * @param {string} source
 * @param {string} wasm
 * @param {string} [worker]
 */
const entry = (name, source, wasm, worker = `${name}.worker.js`) => [
	bundle(`${name}.js`, source, "module", `${wasm}/inline.js`),
	bundle(`${name}.cjs`, source, "commonJs", `${wasm}/inline.js`),
	bundle(worker, source, "module", `${wasm}/worker.js`),
];

const ENTRIES = [
	...entry("index", "client/index.js", "core", "worker.js"),
	bundle("browser.js", "client/index.js", "module", "core/browser.js"),
	...entry("tokens", "tokens/index.js", "tokens"),
	...entry("provision", "provision/index.js", "provision"),
	bundle("proxy.js", "proxy/index.js", "module"),
	bundle("proxy.cjs", "proxy/index.js", "commonJs"),
	...entry("emulator", "emulator/api.js", "emulator"),
	bundle("emulator/server.js", "emulator/server.js", "nodeModule", "emulator/file.js"),
	bundle("bin/descope-outbound.js", "bin/descope-outbound.js", "nodeModule"),
	// Commander requires Node's modules, which an ES module cannot do.
	bundle("bin/apps.cjs", "bin/apps/main.js", "commonJs"),
];

const CONSOLE = entry("console", "console/index.js", "provision");

/** The modules that the bundles import instead of containing them. */
const EXTERNAL = [
	"*.wasm?module",
	"./core.wasm.js",
	"*/emulator/server.js",
	"./apps.cjs",
	"descope-outbound",
	"descope-outbound/provision",
	"descope-outbound/console",
	"descope-outbound/emulator",
];

/** @type {BuildOptions} */
const COMMON = {
	bundle: true,
	absWorkingDir: pkg,
	logLevel: "warning",
	// The bundled libraries are among the tools.
	nodePaths: [path.join(tests, "node_modules")],
};

/** @param {Bundle} bundle */
async function write({ output, source, format, wasm }) {
	const outfile = path.join(dist, output);
	await esbuild.build({
		...COMMON,
		...FORMATS[format],
		entryPoints: [path.join(pkg, source)],
		outfile,
		alias: wasm === undefined ? {} : { [`#${path.dirname(wasm)}`]: `./wasm/${wasm}` },
		external: EXTERNAL,
		target: "es2022",
		// `"sideEffects": false` is true of the bundles, but one of the sources has an effect: it checks what the host
		// lacks.
		ignoreAnnotations: true,
		// Comments name each bundled file: this keeps its path in the tree, instead of the target of a link.
		preserveSymlinks: true,
	});
	// wasm-bindgen's enums are frozen, and bundlers do not know that this call has no side effect: marked as pure, a
	// bundle leaves out the unused ones.
	const text = await readFile(outfile, "utf8");
	// Keeps the mode: esbuild makes programs executable.
	await writeFile(outfile, text.replaceAll("= Object.freeze({", "= /* @__PURE__ */ Object.freeze({"));
}

/**
 * Returns the entry for Node versions that cannot `require()` an ES module: `import` and `require` share the same
 * classes. It exports each name separately, since ncc finds none in `export *`.
 */
async function nodeEntry() {
	const commonJs = await readFile(path.join(dist, "index.cjs"), "utf8");
	const names = /0 && \(module\.exports = \{([^}]*)\}\);/.exec(commonJs)?.[1];
	if (names === undefined) throw new Error("esbuild has added no list of exports to index.cjs");
	return `import commonJs from "./index.cjs";\n\nexport const {${names}} = commonJs;\n`;
}

async function writeEntries() {
	await Promise.all(ENTRIES.map(write));
	for (const name of ["core", "tokens", "provision", "emulator"]) {
		await cp(path.join(dist, name, `${name}_bg.wasm`), path.join(dist, `${name}.wasm`));
	}
	// The fallback of the browser's bundle.
	await cp(path.join(dist, "core/core_bg.wasm.js"), path.join(dist, "core.wasm.js"));
	await writeFile(path.join(dist, "node.js"), await nodeEntry());
}

/** The page's files: one script, and the client that it loads while its first skeleton is on the screen. */
async function writePage() {
	const folder = path.join(dist, "console");
	await rm(folder, { recursive: true, force: true });
	const page = (/** @type {string} */ output, /** @type {string} */ source, /** @type {BuildOptions} */ options = {}) =>
		esbuild.build({
			...COMMON,
			entryPoints: [source],
			outfile: path.join(folder, output),
			format: "esm",
			minify: true,
			...options,
		});
	await page("console.js", "../www/app.jsx", {
		jsx: "transform",
		jsxFactory: "h",
		jsxFragment: "Fragment",
		inject: ["../www/h.js"],
		alias: { "descope-outbound": "./client.js" },
		external: ["./client.js"],
	});
	await page("client.js", "dist/browser.js", { external: ["./core.wasm.js"] });
	await page("console.css", "../www/console.css");
	await cp(path.join(root, "www/index.html"), path.join(folder, "index.html"));
	await cp(path.join(dist, "core.wasm"), path.join(folder, "core.wasm"));
}

async function writeConsole() {
	await Promise.all(CONSOLE.map(write));
	await rm(path.join(dist, "console.json"));
}

/** @type {Record<string, () => Promise<void>>} */
const PARTS = { entries: writeEntries, page: writePage, console: writeConsole };

const part = PARTS[process.argv[2] ?? ""];
if (part === undefined) {
	console.error(`usage: main.mjs <${Object.keys(PARTS).join(" | ")}>`);
	process.exit(2);
}
try {
	await part();
} catch (error) {
	// esbuild has printed its own errors.
	if (!(/** @type {any} */ (error).errors)) console.error(error);
	process.exit(1);
}
