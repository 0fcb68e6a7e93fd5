// @ts-check
import { spawn } from "node:child_process";
import path from "node:path";
import { createInterface } from "node:readline";

/** @typedef {import("./calls.mjs").Step} Step */
/** @typedef {import("./run.mjs").Client} Client */

/**
 * Starts Descope's Python SDK in a separate process.
 *
 * @param {string} python
 */
export function startPython(python) {
	const child = spawn(python, [path.join(import.meta.dirname, "client.py")], {
		stdio: ["pipe", "pipe", "inherit"],
		// httpx would send the requests to the emulator through the machine's proxy.
		env: { ...withoutDescope(process.env), NO_PROXY: "127.0.0.1" },
	});
	const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();

	/** @param {object} request */
	async function ask(request) {
		child.stdin.write(`${JSON.stringify(request)}\n`);
		const { value, done } = await lines.next();
		if (done) throw new Error("the Python SDK's process ended, see its message above");
		const { said, traceback } = JSON.parse(value);
		if (traceback !== undefined) throw new Error(traceback);
		return said;
	}

	return {
		close: () => child.stdin.end(),
		/** @returns {Promise<string[]>} */
		methods: () => ask({ methods: true }),
		/** @type {(asynchronous: boolean) => Client["run"]} */
		run: (asynchronous) => async (steps, env) => {
			const calls = steps.map(({ python }) => python);
			const outcomes = await ask({ env, asynchronous, calls });
			return outcomes.map((/** @type {any} */ { answer, error }) =>
				// Calls without an answer return None.
				error === undefined ? (answer ?? {}) : { status: error.status, code: error.body.errorCode },
			);
		},
	};
}

/** @param {NodeJS.ProcessEnv} env */
function withoutDescope(env) {
	return Object.fromEntries(Object.entries(env).filter(([name]) => !name.startsWith("DESCOPE_")));
}
