// @ts-check
// The bytes that a worker or a browser downloads for the import alone: bundled and minified by esbuild, each file
// compressed separately, as servers and worker registries do.
import { readFile, rm } from "node:fs/promises";
import path from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import { bundle } from "../host/bundle.mjs";

const SDK = 'import client from "@descope/node-sdk"; globalThis.client = client;';
const CLIENT = 'import { OutboundApps } from "descope-outbound"; globalThis.client = OutboundApps;';

/** @type {Record<string, { code: string, target: import("../host/bundle.mjs").Target, wasm?: boolean }>} */
const BUNDLES = {
	worker: { code: CLIENT, target: "workerd", wasm: true },
	browser: { code: CLIENT, target: "browser", wasm: true },
	inline: { code: CLIENT.replace("descope-outbound", "descope-outbound/inline"), target: "browser" },
	"node-sdk": { code: SDK, target: "browser" },
	"node-sdk, as Node loads it": { code: SDK, target: "node" },
};

const PEERS = ["node-sdk", "node-sdk, as Node loads it"];
const OWN = Object.keys(BUNDLES).filter((name) => !PEERS.includes(name));

/** @type {Record<string, (bytes: Buffer) => number>} */
const COUNTS = {
	minified: (bytes) => bytes.length,
	gzip: (bytes) => gzipSync(bytes, { level: 9 }).length,
	brotli: (bytes) => brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }).length,
};

/** @param {string} workspace */
async function sizes(workspace) {
	/** @type {Record<string, Record<string, number>>} */
	const found = {};
	for (const [name, { code, target, wasm = false }] of Object.entries(BUNDLES)) {
		const outdir = path.join(workspace, "bundles", name);
		const files = await bundle({ code, target, workspace, outdir });
		// A missing file would make the bundle look small.
		if (files.some((file) => file.endsWith(".wasm")) !== wasm)
			throw new Error(`the bundle ${name} has ${wasm ? "no" : "a"} wasm file`);
		const contents = await Promise.all(files.map((file) => readFile(file)));
		const total = (/** @type {(bytes: Buffer) => number} */ count) => contents.map(count).reduce((a, b) => a + b);
		found[name] = Object.fromEntries(Object.entries(COUNTS).map(([form, count]) => [form, total(count)]));
		await rm(outdir, { recursive: true });
	}
	return found;
}

/** @type {import("../run.mjs").Measure} */
export const size = {
	name: "size",
	title: "Bytes shipped, JavaScript and wasm together",
	async *run({ workspace }) {
		const found = await sizes(workspace);
		for (const name of OWN) {
			for (const form of Object.keys(COUNTS)) {
				for (const peer of PEERS) {
					const [value, peerValue] = [name, peer].map((each) => found[each]?.[form] ?? Number.NaN);
					const id = `size/${name}/${form}`;
					yield { ...exact(value, peerValue), id, runtime: "", subject: `${name}, ${form}`, peer, unit: "bytes" };
				}
			}
		}
	},
};

/**
 * @param {number} value
 * @param {number} peerValue
 */
function exact(value = Number.NaN, peerValue = Number.NaN) {
	const ratio = value / peerValue;
	return { value, peerValue, ratio: { middle: ratio, low: ratio, high: ratio } };
}
