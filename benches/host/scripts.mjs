// @ts-check
import { spawn } from "node:child_process";
import { once } from "node:events";
import { program } from "./programs.mjs";

/**
 * @param {import("./programs.mjs").Runtime} runtime
 * @param {import("../run.mjs").Context} context
 * @returns {Promise<import("../measures/cold.mjs").Starter>}
 */
export async function openScripts(runtime, context) {
	const { file, args, options } = program(runtime, context);
	return {
		start: async (subject) => {
			const start = performance.now();
			const child = spawn(file, [...args, `inside/cold/${subject}.mjs`], { ...options, stdio: "ignore" });
			const [code] = await once(child, "exit");
			const ms = performance.now() - start;
			if (code !== 0) throw new Error(`${runtime} ended ${subject} with ${code}`);
			return ms;
		},
		close: async () => {},
	};
}
