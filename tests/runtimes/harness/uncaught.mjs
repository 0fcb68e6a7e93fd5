// @ts-check
// Captures what a runtime prints for an uncaught error before it ends the program.
import { run } from "./command.mjs";

const ERRORS = ["ApiError", "ConnectionError", "ConfigError"];

/**
 * @param {(launched: import("../run.mjs").Launched) => [program: string, ...args: string[]]} command
 * @returns {import("../run.mjs").Launch}
 */
export function uncaught(command) {
	return async (launched) => {
		const [file, ...args] = command(launched);
		const { reporter } = launched;
		for (const name of ERRORS) {
			/** @type {string[]} */
			const printed = [];
			const ending = await run(file, [...args, "hosts/uncaught.mjs", JSON.stringify(launched.context), name], {
				cwd: launched.workspace,
				signal: launched.signal,
				line: (text) => {
					printed.push(text);
					// The reporter searches the output for secrets.
					reporter.line(text);
				},
			});
			const text = printed.join("\n");
			const isShown = ending === "it ended with code 1" && text.includes(`${name}: `);
			reporter.result(isShown, `the runtime shows a ${name} that nobody catches`, isShown ? "" : `${ending}\n${text}`);
		}
		reporter.ended();
		return undefined;
	};
}
