// @ts-check
// workerd does not resolve from node_modules: its configuration lists every module by name. For users a bundler
// (wrangler's esbuild) makes that list; here it is made from the files of the installed tarball. Each file is listed
// under its path, so that relative imports within the package work unchanged. Wasm files are listed as `wasm`, which
// workerd compiles when it loads the worker, under the name by which they are imported. Each public name is a one-line
// module that re-exports the file that `exports` gives for the condition `workerd`, which is the file a bundler would
// choose. Only modules at the root import public names: workerd resolves a bare name relative to the folder of the
// importing module.
import { readdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { createInterface } from "node:readline";
import { Readable } from "node:stream";
import { start } from "./command.mjs";
import { freePort, listening } from "./ports.mjs";
import { resolveExports, workerModules } from "./workspace.mjs";

/**
 * @param {string} worker the first module
 * @param {string} compatibilityDate
 * @returns {import("../run.mjs").Launch}
 */
export const workerd = (worker, compatibilityDate) => async (launched) => {
	const { workspace, tool, context, reporter, signal } = launched;
	const port = await freePort();
	const text = await configuration(workspace, port, worker, compatibilityDate);
	await writeFile(path.join(workspace, "workerd.capnp"), text);
	const server = await start(tool("workerd"), ["serve", "workerd.capnp"], {
		cwd: workspace,
		signal,
		line: reporter.line,
	});
	try {
		const early = await Promise.race([listening(port, signal), server.closed]);
		if (early !== undefined) return early;
		const answer = await fetch(`http://127.0.0.1:${port}/`, { method: "POST", body: JSON.stringify(context), signal });
		if (!answer.ok || answer.body === null) return `it answered ${answer.status}: ${await answer.text()}`;
		for await (const line of createInterface(Readable.fromWeb(/** @type {any} */ (answer.body)))) reporter.line(line);
		return undefined;
	} catch (reason) {
		return `the connection to it broke: ${/** @type {Error} */ (reason).message}`;
	} finally {
		server.stop();
		await server.closed;
	}
};

/**
 * @param {string} workspace
 * @param {number} port
 * @param {string} worker
 * @param {string} compatibilityDate
 */
async function configuration(workspace, port, worker, compatibilityDate) {
	const lib = await readdir(path.join(workspace, "lib"));
	const suite = (await readdir(workspace)).filter((file) => file.endsWith(".mjs"));
	// The first module in the list is the worker.
	const own = [worker, "hosts/serve.mjs", ...suite, ...lib.map((file) => `lib/${file}`)];
	const modules = own.map((file) => `(name = "${file}", esModule = embed "${file}")`);
	modules.push(...(await workerModules(workspace)));
	for (const [specifier, file] of await resolveExports(workspace, "workerd")) {
		modules.push(`(name = "${specifier}", esModule = "export * from '/${file}';")`);
	}
	return `using Workerd = import "/workerd/workerd.capnp";

const config :Workerd.Config = (
	services = [
		(name = "suite", worker = .suite),
		(name = "internet", network = (allow = ["public", "private", "local"])),
	],
	sockets = [(name = "http", address = "127.0.0.1:${port}", http = (), service = "suite")],
);

const suite :Workerd.Worker = (
	compatibilityDate = "${compatibilityDate}",
	modules = [
		${modules.join(",\n\t\t")},
	],
);
`;
}
