// @ts-check
// examples/browser/server.mjs, as a person would start it, in front of the emulator.
import { spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import process from "node:process";
import { heading, note, show } from "./print.mjs";

/**
 * Serves until Ctrl-C.
 *
 * @param {string} folder
 * @param {import("./emulator.mjs").Emulator} emulator
 * @param {number} port
 */
export async function servePage(folder, emulator, port) {
	heading("The page");
	note("node examples/browser/server.mjs", "until Ctrl-C; the key stays in this server");
	emulator.follow(show);
	const server = spawn(process.execPath, ["server.mjs"], {
		cwd: path.join(folder, "browser"),
		env: { ...process.env, ...emulator.env, PORT: String(port) },
		stdio: ["ignore", "inherit", "inherit"],
	});
	const stop = () => server.kill();
	process.once("SIGINT", stop).once("SIGTERM", stop);
	await once(server, "exit");
}
