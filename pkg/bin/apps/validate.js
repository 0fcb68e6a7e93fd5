// @ts-check
import { count, printIssues, readAll, summary } from "./files.js";
import { finish, print } from "./terminal.js";

/** @param {string[]} files @param {{ json?: boolean }} options */
export async function validateCommand(files, { json }) {
	const read = await readAll(files);
	const exitCode = count(read, "error") === 0 ? 0 : 1;
	if (!json) {
		printIssues(read);
		return finish(exitCode, summary(read));
	}
	const issues = read.flatMap(({ file, desired }) => desired.issues.map((issue) => ({ file, ...issue })));
	finishJson(exitCode, { issues });
}

/** @param {number} exitCode @param {object} answer */
export function finishJson(exitCode, answer) {
	process.exitCode = exitCode;
	print(JSON.stringify({ ...answer, exitCode }));
}
