// @ts-check
// Searches wasm's memory for secrets. It holds everything that Rust ever held, freed or not, so all of it is searched;
// values in JavaScript are left to the garbage collector. Node only: its entry makes the instance where it can be
// intercepted.
import process from "node:process";
import { memory } from "./instance.mjs";
import { OutboundApps, validate } from "descope-outbound";
import { ATTEMPT, ECHO, ECHOES } from "../failures.mjs";
import { equal, ok, rejection, thrown } from "../lib/expect.mjs";
import { MISPLACED } from "../lib/inputs.mjs";
import { report } from "../lib/report.mjs";
import { headerSecret, managementKey, secrets } from "../lib/secrets.mjs";
import { open, projectId } from "../open.mjs";

/** The secrets that a client keeps as long as it exists. */
const KEPT = secrets.filter((word) => managementKey.includes(word) || headerSecret.includes(word));

/** @param {string[]} [kept] */
function holdsNoSecret(kept = []) {
	const bytes = Buffer.from(memory().buffer);
	const left = secrets.filter((word) => !kept.includes(word) && bytes.includes(word));
	const around = left.map((word) =>
		bytes.subarray(bytes.indexOf(word) - 60, bytes.indexOf(word) + 80).toString("latin1"),
	);
	equal(around, [], "what is left in memory");
}

/** @param {OutboundApps} apps */
async function dispose(apps) {
	apps[Symbol.dispose]();
	// A call frees its secrets when it ends.
	await new Promise((resolve) => setTimeout(resolve));
}

/** @type {import("../lib/report.mjs").Case[]} */
const cases = [
	{
		name: "the search finds what is there: a client's key",
		run: async (bench) => {
			const { apps } = await open(bench);
			ok(thrown(() => holdsNoSecret()).message.includes("K2"), "the key");
			await dispose(apps);
			holdsNoSecret();
		},
	},
	{
		name: "a create that succeeds leaves no secret of the app in memory, nor does its client when it is disposed of",
		run: async (bench) => {
			const { apps } = await open(bench);
			await apps.create(ATTEMPT);
			holdsNoSecret(KEPT);
			await dispose(apps);
			holdsNoSecret();
		},
	},
	{
		name: "nor does one that succeeds after a look-up",
		run: async (bench) => {
			const { apps, server } = await open(bench);
			await server.script([{ cut: "within" }]);
			await apps.create(ATTEMPT);
			holdsNoSecret(KEPT);
			await dispose(apps);
			holdsNoSecret();
		},
	},
	{
		name: "nor does one whose answer is rewritten",
		run: async (bench) => {
			const { apps } = await open(bench, {}, { nulls: true });
			await apps.create(ATTEMPT);
			holdsNoSecret(KEPT);
			await dispose(apps);
			holdsNoSecret();
		},
	},
	{
		name: "nor does one that fails with an answer which shows what was sent",
		run: async (bench) => {
			const { apps, server } = await open(bench, { maxRetries: 0 });
			await server.script([
				ECHOES,
				{ status: 502, body: ECHOES.body },
				{ status: 200, body: JSON.stringify([ECHOES]) },
			]);
			for (let nth = 0; nth < 3; nth += 1) await rejection(apps.create(ATTEMPT));
			holdsNoSecret(KEPT);
			await dispose(apps);
			holdsNoSecret();
		},
	},
	{
		name: "nor does one whose fetch throws what was sent",
		run: async (bench) => {
			const fetch = async () => {
				throw new Error(ECHO, { cause: new Error(ECHO) });
			};
			const { apps } = await open(bench, { fetch, maxRetries: 0 });
			await rejection(apps.create(ATTEMPT));
			holdsNoSecret(KEPT);
			await dispose(apps);
			holdsNoSecret();
		},
	},
	{
		name: "nor does one that is refused, or is not checked",
		run: async (bench) => {
			const { apps } = await open(bench);
			const app = /** @type {any} */ ({ ...ATTEMPT, ...MISPLACED });
			await rejection(apps.create(app));
			await rejection(apps.create(app, { validate: "off" }));
			holdsNoSecret(KEPT);
			await dispose(apps);
			holdsNoSecret();
		},
	},
	{
		name: "validate leaves no secret in memory",
		run: () => {
			validate(ATTEMPT);
			validate(MISPLACED);
			validate([{ ATTEMPT, MISPLACED }]);
			holdsNoSecret();
		},
	},
	{
		name: "a client that is refused leaves no secret in memory",
		run: () => {
			thrown(() => new OutboundApps({ projectId, managementKey, baseUrl: "http://example.com" }));
			thrown(() => new OutboundApps({ projectId, managementKey: `${managementKey} ` }));
			thrown(() => new OutboundApps({ projectId, managementKey, headers: { "x-api-key": `${headerSecret}\n` } }));
			holdsNoSecret();
		},
	},
];

await report(cases, JSON.parse(process.argv[2] ?? ""), [], (line) => console.log(line));
