// @ts-check
import { spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import process from "node:process";
import { createInterface } from "node:readline";

/**
 * Starts examples/browser/server.mjs as a person would; also returns the invitation link that it prints.
 *
 * @param {string} folder
 * @param {Record<string, string | undefined>} env
 */
export async function startServer(folder, env) {
	const child = spawn(process.execPath, ["server.mjs"], {
		cwd: path.join(folder, "browser"),
		env: { ...process.env, ...env },
		stdio: ["ignore", "pipe", "inherit"],
	});
	const ended = once(child, "exit").then(([code]) => {
		throw new Error(`server.mjs ended with code ${code}`);
	});
	const [invitation] = await Promise.race([once(createInterface(child.stdout), "line"), ended]);
	ended.catch(() => {});
	return { invitation: String(invitation), stop: () => child.kill() };
}
