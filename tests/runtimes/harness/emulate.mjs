// @ts-check
// Captures what `descope-outbound emulate` prints, run as the command line that the package installs.
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { apiKey, clientSecret, headerSecret, managementKey, token, wrongKey } from "../lib/secrets.mjs";
import { start } from "./command.mjs";
import { packageFolder } from "./workspace.mjs";

const CREATE = "/v1/mgmt/outbound/app/create";
const APP = JSON.stringify({ name: "logged", clientSecret, tokenUrlParams: [{ key: "api_key", value: apiKey }] });

/** @type {[method: string, target: string, key: string, body?: string][]} */
const REQUESTS = [
	["POST", CREATE, managementKey, APP],
	["POST", CREATE, managementKey, APP],
	["POST", CREATE, wrongKey, APP],
	["POST", CREATE, managementKey, APP.slice(0, -1)],
	["POST", CREATE, managementKey, JSON.stringify({ name: "unknown", token })],
	["GET", `/v1/mgmt/outbound/apps?token=${encodeURIComponent(token)}`, managementKey],
	["GET", `/?${encodeURIComponent(apiKey)}`, wrongKey],
];

/**
 * @param {(launched: import("../run.mjs").Launched) => string} node
 * @returns {import("../run.mjs").Launch}
 */
export function emulate(node) {
	return async (launched) => {
		const { reporter, signal } = launched;
		/** @type {string[]} */
		const printed = [];
		const program = path.join(packageFolder(launched.workspace), "dist", "bin", "descope-outbound.js");
		const options = ["--port", "0", "--project-id", "P2test", "--management-key", managementKey];
		const emulator = await start(node(launched), [program, "emulate", ...options], {
			cwd: launched.workspace,
			signal,
			line: (text) => {
				printed.push(text);
				// The reporter searches the output for secrets.
				reporter.line(text);
			},
		});
		const logged = () => printed.filter((text) => /^(GET|POST) /.test(text));
		const until = async (/** @type {() => unknown} */ condition) => {
			while (!condition() && !signal.aborted) await sleep(10);
		};
		try {
			const url = () => /DESCOPE_BASE_URL=(\S+)/.exec(printed.join("\n"))?.[1];
			await until(url);
			for (const [method, target, key, body = null] of REQUESTS) {
				const headers = { authorization: `Bearer P2test:${key}`, "x-api-key": headerSecret };
				await (await fetch(`${url()}${target}`, { method, headers, body })).text();
			}
			await until(() => logged().length === REQUESTS.length);
		} finally {
			emulator.stop();
			await emulator.closed;
		}
		const found = logged().map((text) => text.replace(/ \d+ms$/, ""));
		const expected = [
			`POST ${CREATE} 200 id=OA1`,
			...[500, 401, 400].map((status) => `POST ${CREATE} ${status}`),
			`POST ${CREATE} 200 id=OA2 unknown=token`,
			"GET /v1/mgmt/outbound/apps 200",
			"GET / 404",
		];
		const isRight = found.join("\n") === expected.join("\n");
		reporter.result(isRight, "the emulator logs a line a request", isRight ? "" : found.join("\n"));
		reporter.ended();
		return undefined;
	};
}
