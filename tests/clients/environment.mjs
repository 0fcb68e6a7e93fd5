// @ts-check
// A Python environment with exactly the packages of requirements.txt.
import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import process from "node:process";
import { promisify } from "node:util";

const REQUIREMENTS = path.join(import.meta.dirname, "requirements.txt");

/** The requirements are locked for 3.10 and newer. */
const IS_OLD = "import sys; sys.exit(sys.version_info < (3, 10))";

const HOW =
	"install Python 3.10 or newer with its module `venv` (Debian and Ubuntu: `sudo apt-get install python3 python3-venv`; " +
	"elsewhere the installer of python.org) and have `python3` on PATH";

const execute = promisify(execFile);

/**
 * Returns the environment's interpreter, after making the environment if necessary.
 *
 * @param {string} folder of the environment
 * @returns {Promise<string>}
 */
export async function ensurePython(folder) {
	const python = path.join(folder, process.platform === "win32" ? "Scripts/python.exe" : "bin/python");
	const installed = path.join(folder, "requirements.txt");
	const wanted = await readFile(REQUIREMENTS, "utf8");
	if (existsSync(python) && (await readFile(installed, "utf8").catch(() => "")) === wanted) return python;
	const system = await findPython();
	await describe(`Python makes no environment; ${HOW}`, execute(system, ["-m", "venv", "--clear", folder]));
	const pip = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check"];
	const packages = execute(python, [...pip, "--require-hashes", "--requirement", REQUIREMENTS]);
	await describe(`pip cannot install what ${REQUIREMENTS} names`, packages);
	// Written last, so that an interrupted installation is repeated.
	await writeFile(installed, wanted);
	return python;
}

async function findPython() {
	for (const program of ["python3", "python"]) {
		try {
			await execute(program, ["-c", IS_OLD]);
			return program;
		} catch {
			// Missing or too old; the other name may be another version.
		}
	}
	throw new Error(`there is no Python 3.10 or newer: ${HOW}`);
}

/**
 * @param {string} trouble
 * @param {Promise<unknown>} work
 */
async function describe(trouble, work) {
	try {
		await work;
	} catch (reason) {
		const { stdout = "", stderr = "" } = /** @type {any} */ (reason);
		throw new Error(`${trouble}\n${`${stdout}${stderr}`.trim() || reason}`);
	}
}
