// @ts-check
// What two linters of packages say of the tarball.
import { readFile } from "node:fs/promises";

/** @typedef {{kind: string, entrypoint?: string, resolutionKind?: string}} Problem */
/** @typedef {{why: string, covers: (problem: Problem) => boolean}} Exception */

/** @type {Exception[]} */
const EXCEPTIONS = [
	{
		why: "the package is of ES modules alone: Node requires them since 20.19 and 22.12",
		covers: ({ kind }) => kind === "CJSResolvesToESM",
	},
	{
		why: "TypeScript's old resolution does not know `exports`, and TypeScript 7 does not know that resolution",
		covers: ({ resolutionKind }) => resolutionKind === "node10",
	},
];

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
	const found = problems.filter((/** @type {Problem} */ problem) => !EXCEPTIONS.some(({ covers }) => covers(problem)));
	const idle = EXCEPTIONS.filter(({ covers }) => !problems.some(covers));
	return [
		...found.map((/** @type {Problem} */ problem) => JSON.stringify(problem)),
		...idle.map(({ why }) => `an exception is not needed any more: ${why}`),
	];
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
