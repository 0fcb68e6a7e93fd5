// @ts-check
// The console, as a person would start it, in front of the emulator.
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
	heading("The console");
	note(`npx descope-outbound console --port ${port}`, "until Ctrl-C; the key stays in this process");
	emulator.follow(show);
	const program = path.join(folder, "node_modules", "descope-outbound", "dist", "bin", "descope-outbound.js");
	const server = spawn(process.execPath, [program, "console", "--port", String(port)], {
		cwd: folder,
		env: { ...process.env, ...emulator.env },
		stdio: ["ignore", "inherit", "inherit"],
	});
	const stop = () => server.kill();
	process.once("SIGINT", stop).once("SIGTERM", stop);
	await once(server, "exit");
}
