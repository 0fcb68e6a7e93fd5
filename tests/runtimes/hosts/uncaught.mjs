// @ts-check
// A program that catches nothing: the context is the first argument, the name of the error the second.
import process from "node:process";
import { OutboundApps } from "descope-outbound";
import { ATTEMPT, ECHOES } from "../failures.mjs";
import { openBench } from "../lib/bench.mjs";
import { managementKey } from "../lib/secrets.mjs";
import { open } from "../open.mjs";

/** @type {Record<string, () => unknown>} by the error's name */
const MISTAKES = {
	ApiError: () => failing(ECHOES),
	ConnectionError: () => failing({ cut: "within" }),
	ConfigError: () => new OutboundApps({ projectId: "P2test", managementKey: `${managementKey} ` }),
};

/** @param {import("../lib/bench.mjs").Fault} fault */
async function failing(fault) {
	const { apps, server } = await open(openBench(JSON.parse(process.argv[2] ?? ""), []), { maxRetries: 0 });
	await server.script([fault]);
	apps.create(ATTEMPT);
}

MISTAKES[process.argv[3] ?? ""]?.();
