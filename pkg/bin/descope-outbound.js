#!/usr/bin/env node
// @ts-check
import { readFileSync } from "node:fs";
import process from "node:process";
import { parseArgs } from "node:util";
import { startServer } from "../emulator/server.js";

/** @import { Alternative } from "../dist/emulator/emulator.js" */

/** @type {Record<Alternative, string>} */
const ALTERNATIVES = {
	"create-answers-secret": "a create is answered with the client secret",
	"update-keeps-template": "an update without templateId keeps the stored one",
	"update-resets-dcr": "an update resets useDcr and dcrUrl",
	"delete-keeps-tenant-keys": "the API keys of tenants outlive their app",
	"tokens-in-any-tenant": "a user's token is found without the tenant that it is stored with",
};

const HELP = `Usage: descope-outbound emulate [options]

Starts a Descope of your own, in memory: the API of outbound applications, for development and tests.

Options:
  --port <number>                 the port; 0 picks a free one (default 8787)
  --host <address>                the address to listen on (default 127.0.0.1)
  --project-id <id>               the project that requests have to name (default: a made-up one)
  --management-key <key>          the key that requests have to show (default: a made-up one)
  --rate-limit <requests>/<ms>    answers 429 beyond that, for instance 100/60000 (default: no limit)
  --faults <file.json>            what goes wrong, an array: the first request takes the first, and so on
  --nulls                         answers null for the fields that an app does not have
  --unknown-fields <accept|refuse>
                                  what becomes of a request with fields that its endpoint does not have: they are dropped
                                  and named in the log, or the request is answered with 400 (default accept)
  --alternative <name>            what the real server may do as well, see below; may be given again
  --access-token-for <user id>    prints an access token of this user, such as inbound apps and MCP clients have, with the
                                  scope outbound.token.fetch
  --help                          this text

A fault is one of
  {"status": 503, "headers": {"retry-after": "1"}, "body": "…"}   an answer in the server's place
  {"cut": "before"}, {"cut": "after"}, {"cut": "within"}          the connection drops before or after the server acts, or
                                                                  within its answer, half of which arrives
  {"delayMs": 2000}                                               the answer is late; the two above may have it, too
  {"trickleMs": 2000}                                             the body takes so long, a few bytes at a time; beside a
                                                                  status, too
  null                                                            nothing goes wrong

An alternative is one of
${Object.entries(ALTERNATIVES)
	.map(([name, meaning]) => `  ${name.padEnd(30)}${meaning}\n`)
	.join("")}`;

/** A mistake in the command line. */
class UsageError extends Error {}

/** Explanations of the system's errors about an address, by their codes. */
const LISTEN_FAILURES = /** @type {Record<string, string>} */ ({
	EADDRINUSE: "it is in use; choose another with --port, or 0 for a free one",
	EACCES: "it needs more rights; choose one above 1023 with --port",
	EADDRNOTAVAIL: "this machine has no such address; choose another with --host",
	ENOTFOUND: "there is no such host; choose another with --host",
});

try {
	const [command] = process.argv.slice(2);
	if (command === "emulate") await main();
	else await (await import("./apps.cjs")).main(process.argv.slice(2));
} catch (error) {
	const usage = error instanceof UsageError;
	process.stderr.write(`descope-outbound: ${/** @type {Error} */ (error).message}\n`);
	if (usage) process.stderr.write("Try: descope-outbound --help\n");
	process.exitCode = usage ? 2 : 1;
}

async function main() {
	const { values, positionals } = parse();
	if (values.help) return void process.stdout.write(HELP);
	if (positionals.length > 1) throw new UsageError(`emulate takes no ${positionals[1]}`);
	const port = toPort(values.port);
	const { host } = values;
	for (const name of /** @type {const} */ (["host", "project-id", "management-key", "access-token-for"])) {
		if (values[name] === "") throw new UsageError(`--${name} needs a value`);
	}
	const server = await startServer({
		port,
		host,
		projectId: values["project-id"],
		managementKey: values["management-key"],
		rateLimit: toRateLimit(values["rate-limit"]),
		nulls: values.nulls,
		unknownFields: toUnknownFields(values["unknown-fields"]),
		alternatives: toAlternatives(values.alternative),
		faults: toFaults(values.faults),
		log: (line) => {
			process.stdout.write(`${line}\n`);
			// Nothing reads them here, and the emulator may run for a long time.
			server.emulator.requests.length = 0;
		},
	}).catch((error) => {
		const known = LISTEN_FAILURES[error.code];
		if (known) throw new Error(`cannot listen on ${host}, port ${port}: ${known}`);
		throw values.faults === undefined ? error : new UsageError(`${values.faults}: ${error.message}`);
	});
	const user = values["access-token-for"];
	const accessToken = user === undefined ? undefined : server.emulator.accessToken({ userId: user });
	process.stdout.write(greeting(server, values["management-key"] === undefined, accessToken));
	for (const signal of ["SIGINT", "SIGTERM"]) process.once(signal, () => server.close());
}

function parse() {
	try {
		return parseArgs({
			allowPositionals: true,
			options: {
				port: { type: "string", default: "8787" },
				host: { type: "string", default: "127.0.0.1" },
				"project-id": { type: "string" },
				"management-key": { type: "string" },
				"rate-limit": { type: "string" },
				faults: { type: "string" },
				nulls: { type: "boolean", default: false },
				"unknown-fields": { type: "string", default: "accept" },
				alternative: { type: "string", multiple: true, default: [] },
				"access-token-for": { type: "string" },
				help: { type: "boolean", short: "h", default: false },
			},
		});
	} catch (error) {
		// Only the first sentence applies: the rest advises about positional arguments.
		throw new UsageError(/** @type {Error} */ (error).message.split(". ", 1)[0]);
	}
}

/** @param {string} text */
function toPort(text) {
	const port = /^\d+$/.test(text) ? Number(text) : Number.NaN;
	if (port <= 65_535) return port;
	throw new UsageError("--port is a number from 0 to 65535");
}

/** @param {string | undefined} text */
function toRateLimit(text) {
	if (text === undefined) return undefined;
	const [, requests, perMs] = /^(\d{1,9})\/(\d{1,9})$/.exec(text) ?? [];
	if (requests === undefined) throw new UsageError("--rate-limit is <requests>/<milliseconds>, for instance 100/60000");
	return { requests: Number(requests), perMs: Number(perMs) };
}

/** @param {string} text */
function toUnknownFields(text) {
	if (text === "accept" || text === "refuse") return text;
	throw new UsageError("--unknown-fields is accept or refuse");
}

/** @param {string[]} names */
function toAlternatives(names) {
	if (names.every((name) => Object.hasOwn(ALTERNATIVES, name))) return /** @type {Alternative[]} */ (names);
	throw new UsageError(`--alternative is one of ${Object.keys(ALTERNATIVES).join(", ")}`);
}

/** @param {string | undefined} file */
function toFaults(file) {
	if (file === undefined) return undefined;
	try {
		const faults = JSON.parse(readFileSync(file, "utf8"));
		if (Array.isArray(faults)) return faults;
	} catch (error) {
		throw new UsageError(`--faults: ${/** @type {Error} */ (error).message}`);
	}
	throw new UsageError("--faults: the file holds an array of faults");
}

/**
 * @param {Awaited<ReturnType<typeof startServer>>} server
 * @param {boolean} isDefaultKey whether the key may be printed: a key that somebody chose may be used elsewhere
 * @param {string} [accessToken]
 */
function greeting({ baseUrl, emulator }, isDefaultKey, accessToken) {
	return `The emulator listens on ${baseUrl} until Ctrl-C. In another shell:

  export DESCOPE_BASE_URL=${quoted(baseUrl)}
  export DESCOPE_BASE_URI=${quoted(baseUrl)} # the same for Descope's Python SDK
  export DESCOPE_PROJECT_ID=${quoted(emulator.projectId)}
  ${isDefaultKey ? `export DESCOPE_MANAGEMENT_KEY=${emulator.managementKey}` : "# and DESCOPE_MANAGEMENT_KEY, the key that you gave"}
${accessToken === undefined ? "" : `  # an access token, for fetching tokens: ${accessToken}\n`}
`;
}

/** @param {string} value */
function quoted(value) {
	return /^[\w.:/[\]-]+$/.test(value) ? value : `'${value.replaceAll("'", "'\\''")}'`;
}
