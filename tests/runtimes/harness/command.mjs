// @ts-check
import { spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { createInterface } from "node:readline";

/**
 * Starts a program in a separate process group, so that a launcher script's children end with it.
 *
 * @param {string} program
 * @param {string[]} args
 * @param {{cwd: string, signal: AbortSignal, line: (text: string) => void, env?: Record<string, string>}} options
 */
export async function start(program, args, { cwd, signal, line, env = {} }) {
	const inherited = Object.entries(process.env).filter(([name]) => !name.startsWith("DESCOPE_"));
	const child = spawn(program, args, {
		cwd,
		detached: true,
		env: {
			...Object.fromEntries(inherited),
			NO_COLOR: "1",
			// Deno caches compiled code there; the cache is removed with the workspace.
			DENO_DIR: path.join(cwd, ".deno"),
			DENO_NO_UPDATE_CHECK: "1",
			...env,
		},
		stdio: ["ignore", "pipe", "pipe"],
	});
	const stop = () => {
		if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
		try {
			process.kill(-child.pid, "SIGKILL");
		} catch {
			child.kill("SIGKILL");
		}
	};
	signal.addEventListener("abort", stop);
	for (const stream of [child.stdout, child.stderr]) createInterface(stream).on("line", line);
	const closed = once(child, "close").then(
		([code, by]) => (code === 0 ? undefined : `it ended with ${by ?? `code ${code}`}`),
		(reason) => `it did not start: ${reason.message}`,
	);
	return { stop, closed };
}

/**
 * Runs a program to its end; returns what went wrong, or `undefined`.
 *
 * @param {Parameters<typeof start>} parameters
 */
export async function run(...parameters) {
	return (await start(...parameters)).closed;
}
