// @ts-check
// Each toolchain, with its default settings; any configuration here is what its documentation tells every user to set.
import path from "node:path";
import { isReadBy, leaves } from "./harness/leftovers.mjs";
import { administer, alone, get, look, page, passes, prints, submit } from "./harness/hosts.mjs";

/** @typedef {import("./harness/hosts.mjs").Host} Host */

/**
 * @typedef {object} Row
 * @property {string} name
 * @property {string} [in] the row's folder within the project's
 * @property {string} [app] the file there that it imports; default: `check.js`
 * @property {import("./harness/project.mjs").Kind} [installed] default: `dependencies`
 * @property {string} [node] the Node that everything runs on; default: `node-24`
 * @property {string[][]} [build] commands
 * @property {Record<string, string>} [env] of the build commands
 * @property {Host} [run] a program, run to its end
 * @property {import("./harness/hosts.mjs").Server} [server] or a server
 * @property {Record<string, import("./harness/hosts.mjs").Visit>} [visits] to the server, each a result
 * @property {boolean} [usual] whether every `cargo xtask test` runs it; the others run at night
 * @property {Need} [needs] a setting that this row needs and others do not
 * @property {boolean} [listed] whether docs/toolchains.md lists it; default: true
 */

/**
 * @typedef {object} Need
 * @property {string} what the setting, for docs/toolchains.md
 * @property {string[]} error the parts of the error that a user sees without the setting
 * @property {Partial<Row>} without the changes that remove the setting
 */

/**
 * @typedef {object} Project
 * @property {string} folder of `projects/`
 * @property {Row[]} rows
 */

/**
 * @param {"29" | "30"} version
 * @returns {Row[]}
 */
const jest = (version) => [
	{ name: `Jest ${version}, CommonJS`, in: "cjs", app: "check.cjs", run: prints(["jest"]), usual: version === "30" },
	{ name: `Jest ${version}, Babel`, in: "babel", run: prints(["jest"]) },
	{ name: `Jest ${version}, ts-jest`, in: "ts-jest", app: "check.ts", run: prints(["jest"]), usual: version === "30" },
	{ name: `Jest ${version}, SWC`, in: "swc", run: prints(["jest"]) },
	{
		name: `Jest ${version}, jsdom`,
		...{ in: "jsdom", app: "check.cjs", usual: version === "30" },
		run: prints(["jest"]),
		needs: {
			what: '`testEnvironment: "jest-fixed-jsdom"`, of the package of this name',
			error: ["descope-outbound needs TextDecoder and TextEncoder. Jest's jsdom leaves them out: use jest-fixed-jsdom"],
			without: { run: prints(["jest", '--config={ "testEnvironment": "jsdom" }']) },
		},
	},
	{
		name: `Jest ${version}, ES modules`,
		in: "esm",
		run: prints(["node", "--experimental-vm-modules", "../node_modules/jest/bin/jest.js"]),
	},
];

const NO_REQUIRE_OF_ESM = "--no-experimental-require-module";

/** @type {Row[]} */
const VITEST = [
	{ name: "Vitest, node", in: "node", run: prints(["vitest", "run"]) },
	{ name: "Vitest, jsdom", in: "jsdom", run: prints(["vitest", "run"]), usual: true },
	{ name: "Vitest, happy-dom", in: "happy-dom", run: prints(["vitest", "run"]) },
	{ name: "Vitest, server.deps.inline", in: "inline", run: prints(["vitest", "run"]), usual: true },
];

/** @type {Row[]} */
const NODE = [
	{ name: "Node 20, import", in: "esm", node: "node-20", run: prints(["node", "main.js"]) },
	{ name: "Node 20, require", in: "cjs", app: "check.cjs", node: "node-20", run: prints(["node", "main.js"]) },
	{
		name: `Node 20, require, ${NO_REQUIRE_OF_ESM}`,
		...{ in: "cjs", app: "check.cjs", node: "node-20", usual: true },
		run: prints(["node", NO_REQUIRE_OF_ESM, "main.js"]),
	},
	{
		name: `Node 20, import, ${NO_REQUIRE_OF_ESM}`,
		in: "esm",
		node: "node-20",
		run: prints(["node", NO_REQUIRE_OF_ESM, "main.js"]),
	},
	{ name: "Node 24, import", in: "esm", run: prints(["node", "main.js"]) },
	{ name: "Node 24, require", in: "cjs", app: "check.cjs", run: prints(["node", "main.js"]) },
	{
		name: `Node 24, require, ${NO_REQUIRE_OF_ESM}`,
		...{ in: "cjs", app: "check.cjs" },
		run: prints(["node", NO_REQUIRE_OF_ESM, "main.js"]),
	},
	{
		name: "Node 20, the permission model, import",
		...{ in: "esm", node: "node-20" },
		run: prints(["node", "--experimental-permission", "--allow-fs-read={folder}/*", "main.js"]),
	},
	{
		name: "Node 24, the permission model, import",
		in: "esm",
		run: prints(["node", "--permission", "--allow-fs-read={folder}", "main.js"]),
	},
	{
		name: "Node 24, the permission model, require",
		...{ in: "cjs", app: "check.cjs", usual: true },
		run: prints(["node", "--permission", "--allow-fs-read={folder}", "main.js"]),
	},
	{ name: "Node 24, worker_threads, import", in: "esm", run: prints(["node", "worker.js"]), usual: true },
	{ name: "Node 24, worker_threads, require", in: "cjs", app: "check.cjs", run: prints(["node", "worker.js"]) },
	{ name: "Node 24, SES lockdown, import", in: "esm", run: prints(["node", "ses.js"]) },
	{ name: "Node 24, SES lockdown, require", in: "cjs", app: "check.cjs", run: prints(["node", "ses.js"]), usual: true },
	{ name: "node:test, ES modules", in: "esm", run: prints(["node", "--test"]) },
	{ name: "node:test, CommonJS", in: "cjs", app: "check.cjs", run: prints(["node", "--test"]) },
	{ name: "node:test, TypeScript as it is", in: "ts", app: "check.ts", run: prints(["node", "--test"]), usual: true },
	{ name: "Mocha, ES modules", in: "mocha", run: prints(["mocha"]) },
	{ name: "Mocha, CommonJS", in: "mocha-cjs", app: "check.cjs", run: prints(["mocha"]) },
	{ name: "tsx, ES modules", in: "tsx", app: "check.ts", run: prints(["tsx", "main.ts"]) },
	{ name: "tsx, CommonJS", in: "tsx-cjs", app: "check.ts", run: prints(["tsx", "main.ts"]), usual: true },
	{ name: "pnpm", in: "pnpm", build: [["pnpm", "add", "{tarball}"]], run: prints(["node", "main.js"]), usual: true },
	{
		name: "Yarn, Plug'n'Play",
		...{ in: "yarn", app: "check.cjs", usual: true },
		build: [["yarn", "add", "descope-outbound@file:{tarball}"]],
		run: prints(["yarn", "node", "main.js"]),
	},
];

const ESBUILD_NODE = ["--bundle", "--platform=node"];

/**
 * Makes a row in `app`, whose files are ES modules, unless `rest` says otherwise.
 *
 * @param {string} name
 * @param {string[]} build
 * @param {string} built
 * @param {Partial<Row>} [rest]
 * @returns {Row}
 */
const bundle = (name, build, built, rest = {}) => ({
	name,
	in: "app",
	build: [build],
	run: alone(built, ["node", path.basename(built)]),
	...rest,
});

/** @type {Row[]} */
const BUNDLERS = [
	bundle(
		"esbuild, to CommonJS",
		["esbuild", "main.js", ...ESBUILD_NODE, "--outfile=built/esbuild.cjs"],
		"built/esbuild.cjs",
		{
			usual: true,
		},
	),
	bundle(
		"esbuild, to an ES module",
		["esbuild", "main.js", ...ESBUILD_NODE, "--format=esm", "--outfile=built/esbuild.mjs"],
		"built/esbuild.mjs",
	),
	bundle(
		"esbuild, require, to CommonJS",
		["esbuild", "require.js", ...ESBUILD_NODE, "--outfile=built/esbuild-require.cjs"],
		"built/esbuild-require.cjs",
		{ in: "app-cjs", app: "check.cjs", usual: true },
	),
	bundle(
		"esbuild, for no platform",
		["esbuild", "main.js", "--bundle", "--platform=neutral", "--outfile=built/neutral.mjs"],
		"built/neutral.mjs",
	),
	bundle(
		"esbuild, minified, as AWS CDK calls it",
		[
			"esbuild",
			"main.js",
			...ESBUILD_NODE,
			"--minify",
			"--target=node20",
			"--external:@aws-sdk/*",
			"--outfile=built/cdk.cjs",
		],
		"built/cdk.cjs",
	),
	bundle(
		"rolldown, to CommonJS",
		["rolldown", "main.js", "--platform=node", "--format=cjs", "--file=built/rolldown.cjs"],
		"built/rolldown.cjs",
	),
	bundle(
		"rolldown, to an ES module",
		["rolldown", "main.js", "--platform=node", "--file=built/rolldown.mjs"],
		"built/rolldown.mjs",
		{ usual: true },
	),
	bundle(
		"Rollup, to CommonJS",
		["rollup", "main.js", "--plugin=node-resolve", "--format=cjs", "--file=built/rollup.cjs"],
		"built/rollup.cjs",
		{ usual: true },
	),
	bundle(
		"Rollup, to an ES module",
		["rollup", "main.js", "--plugin=node-resolve", "--format=es", "--file=built/rollup.mjs"],
		"built/rollup.mjs",
	),
	bundle(
		"webpack, to CommonJS",
		["webpack", "build", "./main.js", "--mode=production", "--target=node", "--output-path=built/webpack"],
		"built/webpack/main.js",
		{ in: "app-cjs", usual: true },
	),
	bundle(
		"webpack, to an ES module",
		[
			...["webpack", "build", "./main.js", "--mode=production", "--target=node"],
			...["--config=webpack.esm.config.js", "--output-path=built/webpack-esm"],
		],
		"built/webpack-esm/main.mjs",
	),
	bundle(
		"webpack, require, to CommonJS",
		["webpack", "build", "./require.js", "--mode=production", "--target=node", "--output-path=built/webpack-require"],
		"built/webpack-require/main.js",
		{ in: "app-cjs", app: "check.cjs" },
	),
	bundle("ncc, to CommonJS", ["ncc", "build", "main.js", "--out=built/ncc"], "built/ncc/index.js", {
		in: "app-cjs",
		usual: true,
	}),
	bundle("ncc, to an ES module", ["ncc", "build", "main.js", "--out=built/ncc"], "built/ncc/index.js"),
	bundle("tsup, to CommonJS", ["tsup", "main.js", "--format=cjs", "--out-dir=built/tsup"], "built/tsup/main.cjs", {
		installed: "devDependencies",
		usual: true,
	}),
	bundle("tsup, to an ES module", ["tsup", "main.js", "--format=esm", "--out-dir=built/tsup"], "built/tsup/main.js", {
		installed: "devDependencies",
	}),
	bundle(
		"tsdown, to CommonJS",
		["tsdown", "main.js", "--format=cjs", "--out-dir=built/tsdown"],
		"built/tsdown/main.cjs",
		{
			installed: "devDependencies",
		},
	),
	bundle(
		"tsdown, to an ES module",
		["tsdown", "main.js", "--format=esm", "--out-dir=built/tsdown"],
		"built/tsdown/main.mjs",
		{
			installed: "devDependencies",
			usual: true,
		},
	),
	bundle(
		"bun build, to an ES module for Node",
		["bun", "build", "main.js", "--target=node", "--outfile=built/bun.mjs"],
		"built/bun.mjs",
	),
	bundle(
		"bun build, to CommonJS for Node",
		["bun", "build", "main.js", "--target=node", "--format=cjs", "--outfile=built/bun.cjs"],
		"built/bun.cjs",
	),
	bundle("bun build, for Bun", ["bun", "build", "main.js", "--target=bun", "--outfile=built/bun.js"], "built/bun.js", {
		run: alone("built/bun.js", ["bun", "bun.js"]),
	}),
	bundle(
		"bun build --compile",
		["bun", "build", "main.js", "--compile", "--outfile=built/bun-program"],
		"built/bun-program",
		{
			run: alone("built/bun-program", ["./bun-program"]),
			usual: true,
		},
	),
	{
		name: "Node 24, a single executable",
		usual: true,
		in: "app-cjs",
		build: [
			["esbuild", "main.js", ...ESBUILD_NODE, "--outfile=built/sea.cjs"],
			["node", "--experimental-sea-config", "sea-config.json"],
			["node", "-e", 'require("fs").copyFileSync(process.execPath, "built/sea")'],
			[
				"postject",
				"built/sea",
				"NODE_SEA_BLOB",
				"built/sea.blob",
				"--sentinel-fuse",
				"NODE_SEA_FUSE_fce680ab2cc467b6e072b8b5df1996b2",
			],
		],
		run: alone("built/sea", ["./sea"]),
	},
];

/** For tools without top-level await. */
const INLINE = "import `descope-outbound/inline`";

const VITE_DEV = ["--host", "127.0.0.1", "--port", "{port}", "--force"];
const VITE_7 = ["node", "node_modules/vite-7/bin/vite.js"];

/** @type {Row[]} */
const VITE = [
	{
		name: "Vite 8, a page",
		build: [["vite", "build", "--outDir", "built/vite"]],
		run: page("built/vite"),
		usual: true,
	},
	{ name: "Vite 8, a page in dev mode", server: { run: ["vite", ...VITE_DEV] }, visits: { "": look("/") } },
	{
		name: "Vite 7, a page",
		build: [[...VITE_7, "build", "--outDir", "built/vite-7"]],
		run: page("built/vite-7"),
	},
	{
		name: "Vite 7, a page in dev mode",
		server: { run: [...VITE_7, ...VITE_DEV] },
		visits: { "": look("/") },
		usual: true,
	},
	{
		name: "Vite 7, a page, build.target before es2022",
		build: [[...VITE_7, "build", "inline", "--target=es2020", "--outDir=../built/vite-7-inline"]],
		run: page("built/vite-7-inline"),
		needs: {
			what: INLINE,
			error: [
				"Top-level await is not available in the configured target environment",
				'import "descope-outbound/inline"',
			],
			without: { build: [[...VITE_7, "build", "--target=es2020", "--outDir=built/vite-7-refused"]] },
		},
	},
	{
		name: "Vite SSR, the package left where it is",
		build: [["vite", "build", "--ssr", "main.js", "--outDir", "built/vite-external"]],
		run: prints(["node", "built/vite-external/main.js"]),
	},
	bundle(
		"Vite SSR, ssr.noExternal, to an ES module",
		["vite", "build", "--ssr", "main.js", "--config", "vite.ssr.config.js", "--outDir", "built/vite-ssr"],
		"built/vite-ssr/main.js",
		{ in: ".", usual: true },
	),
	bundle(
		"Vite SSR, ssr.noExternal, to CommonJS",
		["vite", "build", "--ssr", "main.js", "--config", "vite.cjs.config.js", "--outDir", "built/vite-cjs"],
		"built/vite-cjs/main.cjs",
		{ in: "." },
	),
];

/** @type {Row[]} */
const PARCEL = [
	{
		name: "Parcel, to CommonJS",
		in: "cjs",
		build: [["parcel", "build", "main.js", "--no-cache", "--no-autoinstall"]],
		run: alone("built/main.js", ["node", "main.js"]),
	},
	{
		name: "Parcel, to an ES module",
		in: "esm",
		build: [["parcel", "build", "main.js", "--no-cache", "--no-autoinstall"]],
		run: alone("built/main.mjs", ["node", "main.mjs"]),
	},
	{
		name: "Parcel, a page",
		in: "page",
		build: [["parcel", "build", "index.html", "--dist-dir=built/parcel", "--no-cache", "--no-autoinstall"]],
		run: page("built/parcel"),
	},
];

/** @type {Row[]} */
const PAGES = [
	{
		name: "webpack, a page",
		usual: true,
		in: "page",
		build: [["webpack", "build", "./main.js", "--mode=production", "--output-path=built/webpack"]],
		run: page("built/webpack"),
	},
	{
		name: "Rollup, a page",
		in: "page",
		build: [["rollup", "main.js", "--dir=built/rollup", "--plugin=node-resolve"]],
		run: page("built/rollup"),
	},
	{
		name: "Rollup, a page, node-resolve with browser",
		usual: true,
		in: "page",
		build: [["rollup", "main.js", "--dir=built/rollup-browser", "--plugin=node-resolve={browser:true}"]],
		run: page("built/rollup-browser"),
	},
	{
		name: "esbuild, a page",
		in: "page",
		build: [["esbuild", "main.js", "--bundle", "--minify", "--format=esm", "--outdir=built/esbuild"]],
		run: page("built/esbuild"),
		usual: true,
	},
	{
		name: "esbuild, a page without modules",
		in: "page",
		build: [["esbuild", "main=inline.js", "--bundle", "--format=iife", "--outdir=built/esbuild-iife"]],
		run: page("built/esbuild-iife"),
		needs: {
			what: INLINE,
			error: [
				'Top-level await is currently not supported with the "iife" output format',
				'import "descope-outbound/inline"',
			],
			without: {
				run: passes(["esbuild", "main.js", "--bundle", "--format=iife", "--outdir=built/refused"]),
				build: [],
			},
		},
	},
];

/**
 * The imports of `parts`, and their maximum bytes in a bundle; the whole client has 20,000 bytes, minified.
 *
 * @type {Record<string, { wasm: boolean, minified: number, readable: number }>}
 */
const PARTS = {
	validate: { wasm: true, minified: 8_500, readable: 17_500 },
	error: { wasm: false, minified: 4_500, readable: 5_500 },
	nothing: { wasm: false, minified: 200, readable: 200 },
};

/** @type {{ name: string, form: "minified" | "readable", command: (source: string, output: string) => string[] }[]} */
const SHAKERS = [
	{
		name: "esbuild",
		form: "minified",
		command: (source, output) => [
			"esbuild",
			source,
			...ESBUILD_NODE,
			"--minify",
			"--format=esm",
			`--outfile=${output}`,
		],
	},
	{
		name: "Rollup",
		form: "readable",
		command: (source, output) => ["rollup", source, "--plugin=node-resolve", "--file", output],
	},
	{
		name: "webpack",
		form: "minified",
		command: (source, output) => [
			...["webpack", "build", `./${source}`, "--mode=production", "--target=node"],
			...["--output-path", path.posix.dirname(output), "--output-filename", path.posix.basename(output)],
		],
	},
];

/** @type {Row[]} */
const SHAKEN = SHAKERS.flatMap(({ name, form, command }) =>
	Object.entries(PARTS).map(([part, { wasm, ...bounds }]) => ({
		name: `${name}, of the package what ${part} needs`,
		...{ in: "parts", usual: true, listed: false },
		build: [command(`${part}.js`, `built/${name}/${part}.mjs`)],
		run: leaves(`built/${name}/${part}.mjs`, { wasm, bytes: bounds[form] }),
	})),
);

/** As docs/toolchains.md says: Chrome 96 introduced wasm's reference types, the others Object.hasOwn. */
const BROWSERS = { baseline: "chrome96,firefox92,safari15.4", tooOld: "chrome70" };

/** @type {Row[]} */
const LANGUAGE = ["browser.js", "index.js", "emulator.js"].map((file) => ({
	name: `${file}, in the language of ${BROWSERS.baseline}`,
	...{ usual: true, listed: false },
	run: isReadBy(file, BROWSERS),
}));

/**
 * @param {string} name
 * @param {string} proxy the name of the file and of its function
 * @param {Partial<Row>} rest
 * @returns {Row}
 */
const next = (name, proxy, rest) => ({
	name: `Next.js ${name}`,
	server: { run: ["next", "start", "--hostname", "127.0.0.1", "--port", "{port}"] },
	visits: {
		"a server component": get("/component"),
		"a server action": submit("/action"),
		"a route handler": get("/node"),
		"a route handler on the edge runtime": get("/edge"),
		[proxy]: get("/proxied"),
		"a client component": look("/client"),
		"the console": administer("/console"),
	},
	...rest,
});

/** @type {Row[]} */
const NEXT_16 = [
	next("16, Turbopack", "the proxy", { build: [["next", "build"]], usual: true }),
	next("16, webpack", "the proxy", { build: [["next", "build", "--webpack"]] }),
	next("16, dev mode", "the proxy", {
		server: { run: ["next", "dev", "--hostname", "127.0.0.1", "--port", "{port}"] },
	}),
];

/** @type {Row[]} */
const NEXT_15 = [
	next("15, webpack", "the middleware", { build: [["next", "build"]] }),
	next("15, Turbopack", "the middleware", { build: [["next", "build", "--turbopack"]] }),
];

/** @type {Row[]} */
const SVELTEKIT = [
	{
		name: "SvelteKit, adapter-node, as a dependency",
		build: [["vite", "build"]],
		server: { run: ["node", "build"] },
		visits: { "an endpoint": get("/answer"), "a page": get("/page") },
	},
	{
		name: "SvelteKit, adapter-node, as a devDependency",
		usual: true,
		installed: "devDependencies",
		build: [["vite", "build"]],
		server: { run: ["node", "build"], alone: "build" },
		visits: { "an endpoint": get("/answer"), "a page": get("/page") },
	},
];

const WRANGLER_DEV = { run: ["wrangler", "dev", "--ip", "127.0.0.1", "--port", "{port}"] };

/** @type {Row[]} */
const NUXT = [
	{
		name: "Nuxt, for Node",
		build: [["nuxt", "build"]],
		server: { run: ["node", ".output/server/index.mjs"], alone: ".output" },
		visits: { "an API route": get("/api/answer") },
	},
	{
		name: "Nuxt, for Cloudflare",
		build: [["nuxt", "build", "--envName=wasm"]],
		env: { NITRO_PRESET: "cloudflare_module" },
		server: { run: [...WRANGLER_DEV.run, ".output/server/index.mjs", "--assets=.output/public"] },
		visits: { "an API route": get("/api/answer") },
		needs: {
			what: "`nitro: { experimental: { wasm: true } }` in `nuxt.config.ts`",
			error: ["Could not load", ".wasm?module (imported by", "descope-outbound/dist/"],
			without: { build: [["nuxt", "build"]] },
		},
	},
];

/** @type {Row[]} */
const ASTRO = [
	{
		name: "Astro, Node adapter",
		build: [["astro", "build"]],
		server: { run: ["node", "dist/server/entry.mjs"] },
		visits: { "an endpoint": get("/answer"), "a page": get("/page") },
	},
];

/** @type {Row[]} */
const REACT_ROUTER = [
	{
		name: "React Router",
		build: [["react-router", "build"]],
		server: { run: ["react-router-serve", "build/server/index.js"] },
		visits: { "a resource route": get("/answer"), "a loader": get("/") },
	},
];

/** @type {Row[]} */
const NEST = [
	{ name: "Nest, its Jest template", app: "src/check.ts", run: prints(["jest"]) },
	{
		name: "Nest, built",
		app: "src/check.ts",
		build: [["nest", "build"]],
		server: { run: ["node", "dist/main.js"] },
		visits: { "a controller": get("/") },
	},
];

/** @type {Row[]} */
const HONO = [
	{
		name: "Hono, on Node",
		server: { run: ["node", "server.js", "{port}"] },
		visits: { "a route": get("/"), "the console": administer("/console") },
		usual: true,
	},
];

/** @type {Row[]} */
const CLOUDFLARE = [
	{ name: "wrangler", in: "worker", server: WRANGLER_DEV, visits: { "": get("/") }, usual: true },
	{ name: "wrangler, nodejs_compat", in: "node-compat", server: WRANGLER_DEV, visits: { "": get("/") } },
	{ name: "The Vitest pool for Workers", in: "pool", run: prints(["vitest", "run"]) },
	{
		name: "Cloudflare's Vite plugin",
		in: "vite",
		build: [["vite", "build"]],
		server: { run: ["vite", "preview", "--host", "127.0.0.1", "--port", "{port}"] },
		visits: { "": get("/") },
	},
];

/** @type {Row[]} */
const LINTERS = [
	{ name: "publint, strict", run: passes(["publint", "run", "{tarball}", "--strict"]), usual: true, listed: false },
	{ name: "Are the Types Wrong?", run: passes(["attw", "{tarball}"]), usual: true, listed: false },
];

/** @type {Project[]} */
export const PROJECTS = [
	{ folder: "linters", rows: LINTERS },
	{ folder: "jest-30", rows: jest("30") },
	{ folder: "jest-29", rows: jest("29") },
	{ folder: "vitest", rows: VITEST },
	{ folder: "node", rows: NODE },
	{ folder: "bundlers", rows: [...BUNDLERS, ...PAGES, ...SHAKEN, ...LANGUAGE] },
	{ folder: "vite", rows: VITE },
	{ folder: "parcel", rows: PARCEL },
	{ folder: "next-16", rows: NEXT_16 },
	{ folder: "next-15", rows: NEXT_15 },
	{ folder: "sveltekit", rows: SVELTEKIT },
	{ folder: "nuxt", rows: NUXT },
	{ folder: "astro", rows: ASTRO },
	{ folder: "react-router", rows: REACT_ROUTER },
	{ folder: "nest", rows: NEST },
	{ folder: "hono", rows: HONO },
	{ folder: "cloudflare", rows: CLOUDFLARE },
];

/** Toolchains that are not run, and why. */
export const NOT_RUN = {
	"AWS Lambda, Vercel, Netlify, Cloudflare's own network": "they are elsewhere; what their tools build is run here",
	Electron: "its install script downloads the program; it is Node and Chromium, which are run",
	"React Native, Expo": "they run on a device, where Hermes has no WebAssembly",
	"macOS, Windows": "the matrix runs where CI does, on Linux",
	"Bun's and Deno's own test runners": "tests/runtimes has both runtimes, with all of the package",
};
