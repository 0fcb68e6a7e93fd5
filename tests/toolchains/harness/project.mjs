// @ts-check
import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { cp, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";
import { loadTool } from "../../runtimes/harness/tools.mjs";
import { npm } from "../../install.mjs";

const SOURCES = path.join(import.meta.dirname, "..");
const PACKAGE = "descope-outbound";

/** @typedef {"dependencies" | "devDependencies"} Kind of a dependency, as `npm install` writes it down */

/**
 * A project as its user has it: the tools by its lock file, and the package. It stays there for the next run, unless the
 * lock file changes meanwhile.
 *
 * @param {string} scratch
 * @param {string} name
 */
export async function openProject(scratch, name) {
	const source = path.join(SOURCES, "projects", name);
	const folder = path.join(scratch, name);
	const stamp = path.join(folder, "node_modules/.installed");
	const lock = await readFile(path.join(source, "package-lock.json"));
	const wanted = createHash("sha256").update(lock).digest("hex");
	const found = await readFile(stamp, "utf8").catch(() => undefined);
	if (found !== wanted) {
		await rm(folder, { recursive: true, force: true });
		await mkdir(folder, { recursive: true });
		for (const file of ["package.json", "package-lock.json"])
			await cp(path.join(source, file), path.join(folder, file));
		await npm(["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"], folder);
		await writeFile(stamp, wanted);
	}
	await cp(source, folder, { recursive: true });
	return { folder, remove: () => rm(folder, { recursive: true, force: true }) };
}

/**
 * What npm does for a package without dependencies, but that it would look at all the others again.
 *
 * @param {string} folder
 * @param {string} tarball
 * @param {Kind} kind
 */
export async function addPackage(folder, tarball, kind) {
	const place = path.join(folder, "node_modules", PACKAGE);
	await rm(place, { recursive: true, force: true });
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

/** How esbuild writes it, by what a file's name ends in: TypeScript as it is. */
const FORMATS = /** @type {Record<string, string | undefined>} */ ({ ".js": "esm", ".cjs": "cjs" });

/**
 * The app, as what the file's name ends in says.
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
