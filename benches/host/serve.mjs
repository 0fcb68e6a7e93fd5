// @ts-check
import { spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import process from "node:process";
import { createInterface } from "node:readline";

/** Starts the server in a separate process. */
export async function serve() {
	const file = path.join(import.meta.dirname, "server.mjs");
	const child = spawn(process.execPath, [file], { stdio: ["ignore", "pipe", "inherit"] });
	const [url] = await once(createInterface(child.stdout), "line");
	return { url: String(url), close: () => child.kill() };
}
