// @ts-check
import { accessSync, constants } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import process from "node:process";

const exe = process.platform === "win32" ? ".exe" : "";
const bunArch = process.arch === "arm64" ? "aarch64" : process.arch;
const bunSystem = process.platform === "win32" ? "windows" : process.platform;
const workerdArch = process.arch === "x64" ? "64" : process.arch;
const workerdSystem = process.platform === "win32" ? "windows" : process.platform;
const denoLibc = process.platform === "linux" ? "-glibc" : "";

/**
 * The binaries in the packages of their platform: the launchers in the unsuffixed packages need install scripts.
 * @type {Record<string, string>}
 */
const PACKAGED = {
	"node-20": `node-20/bin/node${exe}`,
	"node-24": `node-24/bin/node${exe}`,
	deno: `@deno/${process.platform}-${process.arch}${denoLibc}/deno${exe}`,
	bun: `@oven/bun-${bunSystem}-${bunArch}/bin/bun${exe}`,
	workerd: `@cloudflare/workerd-${workerdSystem}-${workerdArch}/bin/workerd${exe}`,
};

/** A tool that is not installed; the message says how to get it. */
export class MissingTool extends Error {}

/**
 * Programs of the system: the registry has none of them, and browser drivers' downloads are not available everywhere.
 * @type {Record<string, { variable: string, names: string[], elsewhere: string[], debian: string }>}
 */
const SYSTEM = {
	chromium: {
		variable: "CHROMIUM",
		names: ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"],
		elsewhere: [
			"/Applications/Chromium.app/Contents/MacOS/Chromium",
			"/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
			"C:/Program Files/Google/Chrome/Application/chrome.exe",
		],
		debian: "chromium",
	},
	firefox: {
		variable: "FIREFOX",
		names: ["firefox-esr", "firefox"],
		elsewhere: ["/Applications/Firefox.app/Contents/MacOS/firefox", "C:/Program Files/Mozilla Firefox/firefox.exe"],
		debian: "firefox-esr",
	},
	webkit: {
		variable: "MINIBROWSER",
		names: ["MiniBrowser"],
		elsewhere: ["x86_64", "aarch64"].flatMap((machine) =>
			["webkitgtk-6.0", "webkit2gtk-4.1", "webkit2gtk-4.0"].map(
				(version) => `/usr/lib/${machine}-linux-gnu/${version}/MiniBrowser`,
			),
		),
		debian: "webkit2gtk-driver",
	},
	"webkit-driver": {
		variable: "WEBKIT_WEBDRIVER",
		names: ["WebKitWebDriver"],
		elsewhere: [],
		debian: "webkit2gtk-driver",
	},
	xvfb: { variable: "XVFB", names: ["Xvfb"], elsewhere: [], debian: "xvfb" },
};

/**
 * @param {string} tools the node_modules that holds the runtimes
 * @param {string} name
 */
export function findTool(tools, name) {
	const file = path.join(tools, PACKAGED[name] ?? name);
	if (isProgram(file)) return file;
	const found = name.startsWith("node-") ? nodeOfMajor(name.slice(5)) : onPath(name);
	if (found !== undefined) return found;
	throw new MissingTool(`${name} is missing: \`npm ci\` in tests/ brings it, or put one of that name on PATH`);
}

/** @param {keyof typeof SYSTEM} name */
export function findSystem(name) {
	const { variable, names, elsewhere, debian } = /** @type {typeof SYSTEM[string]} */ (SYSTEM[name]);
	const found = [process.env[variable], ...names.map(onPath), ...elsewhere].find((file) => file && isProgram(file));
	if (found) return found;
	throw new MissingTool(`${names[0]} is missing: \`apt-get install ${debian}\`, or set ${variable} to its path`);
}

/**
 * Loads a package of the tools, without its types.
 *
 * @param {string} tools
 * @param {string} name
 * @returns {any}
 */
export const loadTool = (tools, name) => createRequire(path.join(tools, name))(name);

/** @param {string} major */
function nodeOfMajor(major) {
	return process.versions.node.split(".")[0] === major ? process.execPath : undefined;
}

/** @param {string} name */
function onPath(name) {
	const folders = (process.env.PATH ?? "").split(path.delimiter);
	return folders.map((folder) => path.join(folder, name + exe)).find(isProgram);
}

/** @param {string} file */
function isProgram(file) {
	try {
		accessSync(file, constants.X_OK);
		return true;
	} catch {
		return false;
	}
}
