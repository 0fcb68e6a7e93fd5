// @ts-check
import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { cp, mkdir, readFile, readdir, rename, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";
import { loadTool } from "../../runtimes/harness/tools.mjs";
import { npm } from "../../install.mjs";

const SOURCES = path.join(import.meta.dirname, "..");
const PACKAGE = "descope-outbound";

/** @typedef {"dependencies" | "devDependencies"} Kind of a dependency, as in package.json */

/**
 * Creates a project as its user has it, with the tools of its lock file. The tools stay for the next run, unless the
 * lock file changes.
 *
 * @param {string} scratch
 * @param {string} project
 */
export async function openProject(scratch, project) {
	const source = path.join(SOURCES, "projects", project);
	const folder = path.join(scratch, project);
	const stamp = path.join(folder, "node_modules/.installed");
	const lock = await readFile(path.join(source, "package-lock.json"));
	const wanted = createHash("sha256").update(lock).digest("hex");
	const isInstalled = (await readFile(stamp, "utf8").catch(() => "")) === wanted;
	await mkdir(folder, { recursive: true });
	for (const name of await readdir(folder)) {
		if (!(isInstalled && name === "node_modules")) await rm(path.join(folder, name), { recursive: true, force: true });
	}
	await cp(source, folder, { recursive: true, filter: (file) => path.basename(file) !== "node_modules" });
	if (!isInstalled) {
		await npm(["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"], folder);
		await writeFile(stamp, wanted);
	}
	return { folder, remove: () => rm(folder, { recursive: true, force: true }) };
}

/** Returns the path of the package while build output runs without it. @param {string} place */
const hidden = (place) => `${place}-hidden`;

/**
 * Hides the package; returns a function that restores it.
 *
 * @param {string} folder
 */
export async function hidePackage(folder) {
	const place = path.join(folder, "node_modules", PACKAGE);
	await rename(place, hidden(place));
	return () => rename(hidden(place), place);
}

/**
 * Installs the package as npm does for one without dependencies, but without checking all the others again.
 *
 * @param {string} folder
 * @param {string} tarball
 * @param {Kind} kind
 */
export async function addPackage(folder, tarball, kind) {
	const place = path.join(folder, "node_modules", PACKAGE);
	for (const left of [place, hidden(place)]) await rm(left, { recursive: true, force: true });
	await mkdir(place, { recursive: true });
	await promisify(execFile)("tar", ["-xzf", tarball, "-C", place, "--strip-components=1"]);
	const manifest = path.join(folder, "package.json");
	const { dependencies = {}, devDependencies = {}, ...rest } = JSON.parse(await readFile(manifest, "utf8"));
	const { version } = JSON.parse(await readFile(path.join(place, "package.json"), "utf8"));
	const lists = /** @type {Record<Kind, Record<string, string>>} */ ({ dependencies, devDependencies });
	for (const list of Object.values(lists)) delete list[PACKAGE];
	lists[kind][PACKAGE] = version;
	await writeFile(manifest, JSON.stringify({ ...rest, ...lists }, null, 2));
}

/** esbuild's output format for each extension; TypeScript stays unchanged. */
const FORMATS = /** @type {Record<string, string | undefined>} */ ({ ".js": "esm", ".cjs": "cjs" });

/**
 * Writes the app, in the language of the file's extension.
 *
 * @param {string} file
 * @param {string} tools
 */
export async function addApp(file, tools) {
	const source = await readFile(path.join(SOURCES, "app/check.ts"), "utf8");
	const format = FORMATS[path.extname(file)];
	const compiled = () => loadTool(tools, "esbuild").transform(source, { loader: "ts", format });
	await writeFile(file, format === undefined ? source : (await compiled()).code);
}
