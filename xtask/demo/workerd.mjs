// @ts-check
import { spawn } from "node:child_process";
import { writeFile } from "node:fs/promises";
import path from "node:path";
import { createInterface } from "node:readline";
import { resolveExports, workerModules } from "../../tests/runtimes/harness/workspace.mjs";

/**
 * Starts the worker, sends it one request, and answers what it answered.
 *
 * @param {string} workerd
 * @param {string} folder
 * @param {NodeJS.ProcessEnv} env
 */
export async function requestWorker(workerd, folder, env) {
	await writeFile(path.join(folder, "worker.capnp"), await configuration(folder));
	const child = spawn(workerd, ["serve", "worker.capnp", "--control-fd=3"], {
		cwd: folder,
		env,
		stdio: ["ignore", "inherit", "inherit", "pipe"],
	});
	try {
		const port = await new Promise((listening, failed) => {
			child.on("error", failed);
			child.on("exit", (code) => failed(new Error(`workerd ended with code ${code}`)));
			const events = createInterface(/** @type {import("node:stream").Readable} */ (child.stdio[3]));
			events.on("line", (line) => listening(JSON.parse(line).port));
		});
		const answer = await fetch(`http://127.0.0.1:${port}/`);
		if (!answer.ok) throw new Error(`the worker answered ${answer.status}: ${await answer.text()}`);
		return await answer.text();
	} finally {
		child.removeAllListeners("exit").kill();
	}
}

/**
 * What wrangler's bundler does for a user: workerd itself finds nothing in node_modules, so every module is listed.
 *
 * @param {string} folder
 */
async function configuration(folder) {
	const modules = ['(name = "worker.js", esModule = embed "worker.js")', ...(await workerModules(folder))];
	for (const [specifier, file] of await resolveExports(folder, "workerd")) {
		if (specifier === "descope-outbound") {
			modules.push(`(name = "${specifier}", esModule = "export * from '/${file}';")`);
		}
	}
	const variables = ["DESCOPE_PROJECT_ID", "DESCOPE_MANAGEMENT_KEY", "DESCOPE_BASE_URL"];
	return `using Workerd = import "/workerd/workerd.capnp";

const config :Workerd.Config = (
	services = [
		(name = "worker", worker = .worker),
		(name = "internet", network = (allow = ["public", "private", "local"])),
	],
	sockets = [(name = "http", address = "127.0.0.1:0", http = (), service = "worker")],
);

const worker :Workerd.Worker = (
	compatibilityDate = "2025-06-01",
	bindings = [${variables.map((name) => `(name = "${name}", fromEnvironment = "${name}")`).join(", ")}],
	modules = [
		${modules.join(",\n\t\t")},
	],
);
`;
}
