// @ts-check
import { spawn } from "node:child_process";
import { once } from "node:events";
import { writeFile } from "node:fs/promises";
import path from "node:path";
import { createInterface } from "node:readline";
import { findTool } from "../../tests/runtimes/harness/tools.mjs";
import { bundle } from "./bundle.mjs";
import { CLIENTS } from "./clients.mjs";

const WORKER = "\nexport default { fetch: () => (make(), new Response()) };";

/** The file descriptor on which workerd reports its port. */
const CONTROL = 3;

/**
 * @param {import("../run.mjs").Context} context
 * @returns {Promise<import("../measures/cold.mjs").Starter>}
 */
export async function openWorkers({ workspace, tools }) {
	const workerd = findTool(tools, "workerd");
	for (const [subject, code] of Object.entries(CLIENTS)) {
		const outdir = path.join(workspace, "workers", subject);
		const files = await bundle({ code: code + WORKER, target: "workerd", workspace, outdir });
		await writeFile(path.join(outdir, "config.capnp"), configuration(files.map((file) => path.basename(file))));
	}
	return {
		start: async (subject) => {
			const start = performance.now();
			const args = ["serve", "config.capnp", `--control-fd=${CONTROL}`];
			const child = spawn(workerd, args, {
				cwd: path.join(workspace, "workers", subject),
				stdio: ["ignore", "ignore", "pipe", "pipe"],
			});
			const exited = once(child, "exit");
			/** @type {string[]} */
			const said = [];
			createInterface(/** @type {any} */ (child.stderr)).on("line", (line) => said.push(line));
			try {
				const port = await Promise.race([listening(child), exited.then(() => undefined)]);
				const answer = port === undefined ? undefined : await fetch(`http://127.0.0.1:${port}/`);
				const ms = performance.now() - start;
				if (!answer?.ok) throw new Error(`workerd has no client of ${subject}: ${said.join("\n")}`);
				await answer.text();
				return ms;
			} finally {
				child.kill("SIGKILL");
				await exited;
			}
		},
		close: async () => {},
	};
}

/**
 * @param {import("node:child_process").ChildProcess} child
 * @returns {Promise<number>}
 */
async function listening({ stdio }) {
	const [line] = await once(createInterface(/** @type {any} */ (stdio[CONTROL])), "line");
	return JSON.parse(line).port;
}

/** @param {string[]} files */
function configuration(files) {
	const modules = files.map(
		// The names under which the bundle imports them: other tools need `?module`, workerd does not.
		(file) =>
			file.endsWith(".wasm")
				? `(name = "${file}?module", wasm = embed "${file}")`
				: `(name = "${file}", esModule = embed "${file}")`,
	);
	return `using Workerd = import "/workerd/workerd.capnp";

const config :Workerd.Config = (
	services = [(name = "worker", worker = .worker)],
	sockets = [(name = "http", address = "127.0.0.1:0", http = (), service = "worker")],
);

const worker :Workerd.Worker = (compatibilityDate = "2025-06-01", modules = [${modules.join(", ")}]);
`;
}
