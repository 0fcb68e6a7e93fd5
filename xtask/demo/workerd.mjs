// @ts-check
import { spawn } from "node:child_process";
import { writeFile } from "node:fs/promises";
import path from "node:path";
import { createInterface } from "node:readline";
import { resolveExports, workerModules } from "../../tests/runtimes/harness/workspace.mjs";

/**
 * @typedef {object} Worker an example, and what it is to find
 * @property {string} file
 * @property {string[]} imports the public names that it imports
 * @property {string[]} variables of the environment
 */

/** @type {Worker} */
const WORKER = {
	file: "worker.js",
	imports: ["descope-outbound"],
	variables: ["DESCOPE_PROJECT_ID", "DESCOPE_MANAGEMENT_KEY", "DESCOPE_BASE_URL"],
};

/**
 * Starts the worker, sends it one request, and answers what it answered.
 *
 * @param {string} workerd
 * @param {string} folder
 * @param {NodeJS.ProcessEnv} env
 */
export async function requestWorker(workerd, folder, env) {
	const { url, stop } = await startWorker(workerd, folder, env, WORKER);
	try {
		const answer = await fetch(url);
		if (!answer.ok) throw new Error(`the worker answered ${answer.status}: ${await answer.text()}`);
		return await answer.text();
	} finally {
		stop();
	}
}

/**
 * @param {string} workerd
 * @param {string} folder
 * @param {NodeJS.ProcessEnv} env
 * @param {Worker} worker
 */
export async function startWorker(workerd, folder, env, worker) {
	await writeFile(path.join(folder, "worker.capnp"), await configuration(folder, worker));
	const child = spawn(workerd, ["serve", "worker.capnp", "--control-fd=3"], {
		cwd: folder,
		env,
		stdio: ["ignore", "inherit", "inherit", "pipe"],
	});
	const stop = () => child.removeAllListeners("exit").kill();
	try {
		const port = await new Promise((listening, failed) => {
			child.on("error", failed);
			child.on("exit", (code) => failed(new Error(`workerd ended with code ${code}`)));
			const events = createInterface(/** @type {import("node:stream").Readable} */ (child.stdio[3]));
			events.on("line", (line) => listening(JSON.parse(line).port));
		});
		return { url: `http://127.0.0.1:${port}/`, stop };
	} catch (error) {
		stop();
		throw error;
	}
}

/**
 * What wrangler's bundler does for a user: workerd itself finds nothing in node_modules, so every module is listed.
 *
 * @param {string} folder
 * @param {Worker} worker
 */
async function configuration(folder, { file, imports, variables }) {
	const modules = [`(name = "${file}", esModule = embed "${file}")`, ...(await workerModules(folder))];
	for (const [specifier, target] of await resolveExports(folder, "workerd")) {
		if (imports.includes(specifier)) {
			modules.push(`(name = "${specifier}", esModule = "export * from '/${target}';")`);
		}
	}
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
