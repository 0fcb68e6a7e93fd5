// @ts-check
// Environments that lack common globals: the package works, or says what to add.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { getEventListeners, once } from "node:events";
import process from "node:process";
import { check, client } from "./case.mjs";

/**
 * Runs the code in a separate process without these globals, and returns its output.
 *
 * @param {string[]} missing
 * @param {string} code
 */
async function without(missing, code) {
	const take = missing.map((name) => `delete globalThis.${name};`).join("");
	const child = spawn(process.execPath, ["--input-type=module", "--eval", `${take}${code}`], {
		cwd: import.meta.dirname,
	});
	let printed = "";
	for (const stream of [child.stdout, child.stderr]) stream.on("data", (text) => (printed += text));
	await once(child, "close");
	return printed;
}

const MOCK = "const fetch = async () => ({ status: 200, json: async () => ({ apps: [] }) });";
const CALL = `
	const { OutboundApps } = await import("descope-outbound");
	const apps = new OutboundApps({ projectId: "P2x", managementKey: "K2x", maxRetries: 0, fetch });
	console.log(await apps.loadAll().catch((error) => error.message));`;

for (const missing of [["Response"], ["Request"], ["Response", "Request", "Headers", "ReadableStream"]]) {
	await check(`without ${missing.join(", ")}, a mock is read`, async () => {
		assert.equal(await without(missing, MOCK + CALL), "{ apps: [] }\n");
	});
}

for (const missing of [["TextDecoder"], ["TextEncoder"], ["TextDecoder", "TextEncoder"]]) {
	await check(`without ${missing.join(" and ")}, the import says what to add`, async () => {
		const printed = await without(
			missing,
			'await import("descope-outbound").catch((error) => console.log(error.message));',
		);
		assert.match(printed, /^descope-outbound needs TextDecoder and TextEncoder\./);
		assert.match(printed, /Object\.assign\(globalThis, \{ TextDecoder, TextEncoder \}\), both from "node:util"/);
	});
}

await check("what that error says to add is enough", async () => {
	const add =
		'import { TextDecoder, TextEncoder } from "node:util"; Object.assign(globalThis, { TextDecoder, TextEncoder });';
	assert.equal(
		await without([], `delete globalThis.TextDecoder; delete globalThis.TextEncoder; ${add}${MOCK}${CALL}`),
		"{ apps: [] }\n",
	);
});

await check("without fetch, a call says how to give one", async () => {
	const code = `const fetch = undefined;${CALL}`;
	assert.equal(
		await without(["fetch"], code),
		"Could not load the apps: the connection to https://api.descope.com failed: this environment has no fetch; " +
			"give the client one: new OutboundApps({ fetch })\n",
	);
});

await check("whatwg-fetch makes a parameter of the wish to keep nothing, and is not told", async () => {
	const polyfill = `globalThis.self = globalThis;
		const { Request } = await import("whatwg-fetch");
		globalThis.Request = Request;
		const fetch = async (url, init) => {
			console.log(new Request(url, init).url);
			return { status: 200, json: async () => ({ apps: [] }) };
		};`;
	assert.equal(await without([], polyfill + CALL), "https://api.descope.com/v1/mgmt/outbound/apps\n{ apps: [] }\n");
});

const answered = async () => ({ status: 200, json: async () => ({ apps: [] }) });

await check("a hundred calls that share a signal listen to it once, and not at all when they are over", async () => {
	/** @type {Error[]} */
	const warnings = [];
	process.on("warning", (warning) => warnings.push(warning));
	const { signal } = new AbortController();
	let most = 0;
	const fetch = async () => {
		await new Promise((resolve) => setTimeout(resolve, 20));
		most = Math.max(most, getEventListeners(signal, "abort").length);
		return answered();
	};
	await Promise.all(Array.from({ length: 100 }, () => client({ fetch }).loadAll({ signal })));
	assert.equal(most, 1);
	assert.equal(getEventListeners(signal, "abort").length, 0);
	// Node emits the warning on a later tick.
	await new Promise((resolve) => setTimeout(resolve, 20));
	assert.deepEqual(warnings, []);
});

await check("an abort reaches each of the calls that share a signal, and none that is over", async () => {
	const controller = new AbortController();
	const reason = new Error("mine");
	const { signal } = controller;
	const over = await client({ fetch: answered }).loadAll({ signal });
	const calls = Array.from({ length: 20 }, () => client({ fetch: () => new Promise(() => {}) }).loadAll({ signal }));
	setTimeout(() => controller.abort(reason), 20);
	for (const outcome of await Promise.allSettled(calls)) {
		assert.equal(outcome.status, "rejected");
		assert.equal(outcome.status === "rejected" && outcome.reason, reason);
	}
	assert.deepEqual(over, { apps: [] });
	assert.equal(getEventListeners(signal, "abort").length, 0);
});

await check("a signal that is used again listens again", async () => {
	const controller = new AbortController();
	const { signal } = controller;
	for (let nth = 0; nth < 3; nth += 1) await client({ fetch: answered }).loadAll({ signal });
	const call = client({ fetch: () => new Promise(() => {}) }).loadAll({ signal });
	setTimeout(() => controller.abort("late"), 20);
	assert.equal(await call.catch((error) => error), "late");
});

await check("every request asks to be kept nowhere", async () => {
	/** @type {RequestInit[]} */
	const seen = [];
	const fetch = async (/** @type {string} */ _, /** @type {RequestInit} */ init) => {
		seen.push(init);
		return { status: 200, json: async () => ({ app: { id: "x" } }) };
	};
	await client({ fetch }).load("x");
	await client({ fetch }).create({ name: "x" });
	assert.deepEqual(
		seen.map(({ cache }) => cache),
		["no-store", "no-store"],
	);
});
