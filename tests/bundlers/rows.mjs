// @ts-check
// Who bundles what, and where the result runs. What is configured is what the README says has to be, in `app/`.
import { answer, inNode, inPage, inWorkerd, openPage, serve } from "./harness/hosts.mjs";

/** @typedef {import("./harness/hosts.mjs").Host} Host */

/**
 * @typedef {object} Bundle
 * @property {string[]} [build] the bundler and its arguments
 * @property {Record<string, Host>} runs what is to be shown of it, and where
 */

const DEV_SERVER = ["--host", "127.0.0.1", "--port", "0", "--force"];
const NEXT_START = ["next", "start", "next", "--hostname", "127.0.0.1", "--port", "0"];

/** @type {Bundle[]} */
export const BUNDLES = [
	{
		build: ["vite", "build", "--outDir", "built/vite"],
		runs: { "Vite 8, built": inPage("built/vite") },
	},
	{
		runs: { "Vite 8, dev mode": serve(["vite", ...DEV_SERVER], openPage) },
	},
	{
		build: ["vite-7", "build", "--outDir", "built/vite-7"],
		runs: { "Vite 7, built": inPage("built/vite-7") },
	},
	{
		runs: { "Vite 7, dev mode": serve(["vite-7", ...DEV_SERVER], openPage) },
	},
	{
		build: ["webpack", "build", "./main.js", "--mode", "production", "--output-path", "built/webpack"],
		runs: { "webpack 5, for browsers": inPage("built/webpack") },
	},
	{
		build: [
			...["webpack", "build", "./main.js", "--mode", "production", "--target", "node"],
			...["--output-path", "built/webpack-node", "--output-filename", "main.cjs"],
		],
		runs: { "webpack 5, for Node": inNode("built/webpack-node/main.cjs") },
	},
	{
		build: ["parcel", "build", "index.html", "--dist-dir", "built/parcel", "--no-cache", "--no-autoinstall"],
		runs: { "Parcel, told to read exports": inPage("built/parcel") },
	},
	{
		build: ["rollup", "main.js", "--dir", "built/rollup", "--plugin", "node-resolve"],
		runs: { "Rollup, in Node": inNode("built/rollup/main.js"), "Rollup, in a browser": inPage("built/rollup") },
	},
	{
		build: ["rollup", "main.js", "--dir", "built/rollup-browser", "--plugin", "node-resolve={browser:true}"],
		runs: { "Rollup for browsers": inPage("built/rollup-browser") },
	},
	{
		build: ["esbuild", "main.js", "--bundle", "--format=esm", "--outdir=built/esbuild"],
		runs: { "esbuild for browsers": inPage("built/esbuild") },
	},
	{
		build: ["esbuild", "main=inline.js", "--bundle", "--minify", "--format=esm", "--outdir=built/esbuild-inline"],
		runs: { "esbuild for browsers, ./inline": inPage("built/esbuild-inline") },
	},
	{
		build: ["esbuild", "main.js", "--bundle", "--format=esm", "--platform=node", "--outdir=built/esbuild-node"],
		runs: { "esbuild for Node": inNode("built/esbuild-node/main.js") },
	},
	{
		build: ["wrangler", "deploy", "--dry-run", "--outdir", "built/wrangler"],
		runs: { "wrangler, in workerd": inWorkerd("built/wrangler") },
	},
	{
		build: ["next", "build", "next"],
		runs: {
			"Next.js, a route handler on the Node runtime": serve(NEXT_START, answer("/node")),
			"Next.js, a route handler on the edge runtime": serve(NEXT_START, answer("/edge")),
			"Next.js, a client component": serve(NEXT_START, openPage),
		},
	},
];
