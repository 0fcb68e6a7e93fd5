// @ts-check
// What two linters of packages say of the tarball.
import { readFile } from "node:fs/promises";

/** @type {Record<string, (tarball: string) => Promise<string[]>>} */
export const PACKAGE_CHECKS = {
	"publint, strict, finds nothing in the package": publint,
	"arethetypeswrong finds nothing in the package": areTheTypesWrong,
};

/** @param {string} tarball */
async function publint(tarball) {
	const [linter, { formatMessage }] = await Promise.all([load("publint"), load("publint/utils")]);
	const { buffer } = new Uint8Array(await readFile(tarball));
	const { messages, pkg } = await linter.publint({ pack: { tarball: buffer }, strict: true });
	return messages.map((/** @type {unknown} */ message) => formatMessage(message, pkg, { color: false }));
}

/** @param {string} tarball */
async function areTheTypesWrong(tarball) {
	const { checkPackage, createPackageFromTarballData } = await load("@arethetypeswrong/core");
	const { types, problems = [] } = await checkPackage(createPackageFromTarballData(await readFile(tarball)));
	if (types === false) return ["it has no types"];
	return problems.map((/** @type {unknown} */ problem) => JSON.stringify(problem));
}

/**
 * By a name that tsc does not follow, as it is not installed where types are checked.
 *
 * @param {string} name
 * @returns {Promise<any>}
 */
function load(name) {
	return import(name);
}
