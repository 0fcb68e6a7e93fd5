// @ts-check
// Runs the library in one process, against the emulator.
import assert from "node:assert/strict";
import { inspect } from "node:util";
import { FILES } from "./files.mjs";

/** @typedef {{ OutboundApps: any, createEmulator: any, provision: any }} Package */

/** @param {string} text */
const compact = (text) => text.replace(/\s+/g, " ").trim();

/** @param {Package} package_ @param {object} [options] */
function project({ OutboundApps, createEmulator }, options) {
	const emulator = createEmulator(options);
	const { projectId, managementKey, fetch } = emulator;
	return { emulator, apps: new OutboundApps({ projectId, managementKey, fetch, maxWaitMs: 600_000 }) };
}

/** @param {number} seed */
function generator(seed) {
	let state = seed * 2_654_435_761 + 1;
	return (/** @type {number} */ below) => {
		state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
		return Math.floor((state / 2 ** 32) * below);
	};
}

/**
 * Returns apps whose ids, names and fields overlap with those of other seeds. @param {(below: number) => number} random
 */
function randomApps(random) {
	const apps = new Map();
	const names = new Set();
	for (let count = random(7); count > 0; count -= 1) {
		const name = `N${random(9)}`;
		if (names.has(name)) continue;
		const id = `a${random(8)}`;
		if (apps.has(id)) continue;
		names.add(name);
		apps.set(id, {
			id,
			name,
			...(random(2) && { description: ["", "one", "two"][random(3)] }),
			...(random(2) && { pkce: random(2) === 1 }),
			...(random(2) && { defaultScopes: ["a", "b", "c"].slice(random(3)) }),
			...(random(2) && { tokenUrlParams: [{ key: "k", value: `v${random(2)}` }] }),
		});
	}
	return [...apps.values()];
}

/** @param {Package} package_ @returns {{ name: string, run: () => Promise<string | void> }[]} */
export function library(package_) {
	const { provision } = package_;
	const { apply, exportApps, fileSchema, parse, plan } = provision;
	return [
		{
			name: `${FILES.length} files, each with its issues at their places`,
			run: async () => {
				for (const { text, format, issues } of FILES) {
					const desired = await parse(text, { format, env: {} });
					const found = desired.issues.map(
						(/** @type {any} */ { line, column, severity, code, path }) =>
							`${line}:${column} ${severity} ${code} ${path}`,
					);
					assert.deepEqual(found, issues, text);
					assert.doesNotMatch(JSON.stringify(desired), /canary/, text);
					for (const { message } of desired.issues) assert.match(message, /^[a-z]/i);
				}
			},
		},
		{
			name: "no plan, progress, result, error or inspected value holds a secret",
			run: async () => {
				const { emulator, apps } = project(package_);
				const text = compact(`{"apps": [
					{"id": "a", "name": "A", "clientId": "c", "clientSecret": "\${env:S}"},
					{"id": "b", "name": "B", "clientId": "\${file:id}", "clientSecret": "S-literal-canary"},
					{"id": "c", "name": "C", "tokenUrlParams": [{"key": "k", "value": "x\${env:S}"}], "clientId": "c", "clientSecret": "\${file:id}"}]}`);
				const options = { env: { S: "S-env-canary" }, readFile: () => "S-file-canary\n" };
				/** @type {unknown[]} */
				const seen = [];
				const progress = (/** @type {unknown} */ event) => void seen.push(structuredClone(event));
				const desired = await parse(text, options);
				const first = await plan(apps, desired);
				const done = await apply(apps, first, { onProgress: progress });
				assert.equal(done.counts.created, 3);
				assert.deepEqual(
					emulator.apps().map((/** @type {any} */ app) => app.clientSecret),
					["S-env-canary", "S-literal-canary", "S-file-canary"],
				);
				const rotated = await plan(apps, desired, { rotateSecrets: ["a"] });
				emulator.fault(null, { status: 400, body: '{"errorDescription":"bad S-env-canary"}' });
				const failed = await apply(apps, rotated, { onProgress: progress });
				assert.equal(failed.counts.failed, 1);
				const error = failed.results.find((/** @type {any} */ { outcome }) => outcome === "failed").error;
				for (const value of [desired, first, done, rotated, failed, seen, error, error.stack, String(error)]) {
					assert.doesNotMatch(inspect(value, { depth: 20, showHidden: true }), /canary/);
					assert.doesNotMatch(JSON.stringify(value), /canary/);
				}
			},
		},
		{
			name: "a secret goes to an app that is there when it is rotated, and never otherwise",
			run: async () => {
				const { emulator, apps } = project(package_);
				const file = `{"apps": [{"id": "a", "name": "A", "clientId": "c", "clientSecret": "\${env:S}", "description": "\${env:D:-x}"}]}`;
				const go = async (/** @type {Record<string, string>} */ env, /** @type {object} */ options) =>
					(await apply(apps, await plan(apps, await parse(file, { env }), options))).counts;
				assert.deepEqual(await go({ S: "one" }, {}), { created: 1 });
				assert.deepEqual(await go({ S: "two" }, {}), { unchanged: 1 });
				assert.deepEqual(await go({ S: "two", D: "y" }, {}), { updated: 1 });
				assert.equal(emulator.apps()[0].clientSecret, "one");
				assert.deepEqual(await go({ S: "two", D: "z" }, { rotateSecrets: ["b"] }), { updated: 1, refused: 1 });
				assert.equal(emulator.apps()[0].clientSecret, "one");
				assert.deepEqual(await go({ S: "two", D: "z" }, { rotateSecrets: true }), { updated: 1 });
				assert.equal(emulator.apps()[0].clientSecret, "two");
			},
		},
		{
			name: "for 200 pairs of sets of apps, the plan after an apply is empty, and what was not named is as it was",
			run: async () => {
				let updates = 0;
				for (let seed = 0; seed < 200; seed += 1) {
					const random = generator(seed);
					const { emulator, apps } = project(package_);
					const before = randomApps(random);
					for (const app of before) await apps.create(app);
					const old = emulator.apps();
					const wanted = randomApps(random);
					const gone = before
						.map(({ id }) => id)
						.filter((id) => !wanted.some((app) => app.id === id) && random(3) === 0);
					const file = JSON.stringify({ apps: [...wanted, ...gone.map((id) => ({ id, deleted: true }))] });
					const desired = await parse(file);
					const options = { delete: gone };
					const first = await plan(apps, desired, options);
					const applied = await apply(apps, first, { concurrency: 3 });
					assert.equal(applied.counts.failed, undefined, `seed ${seed}`);
					updates += applied.counts.updated ?? 0;
					const refused = first.steps.filter((/** @type {any} */ { action }) => action === "refused");
					const left = (await plan(apps, desired, options)).steps.filter(
						(/** @type {any} */ { action }) => action !== "unchanged",
					);
					for (const { id } of left)
						assert.ok(
							refused.some((/** @type {any} */ step) => step.id === id),
							`seed ${seed}: ${id}`,
						);
					for (const app of old) {
						const now = emulator.apps().find((/** @type {any} */ { id }) => id === app.id);
						const named = wanted.find(({ id }) => id === app.id);
						if (gone.includes(app.id)) assert.equal(now, undefined, `seed ${seed}`);
						else if (!named) assert.deepEqual(now, app, `seed ${seed}`);
						else
							for (const [field, value] of Object.entries(app))
								if (!(field in named)) assert.deepEqual(now[field], value, `seed ${seed}`);
					}
				}
				assert.ok(updates > 100, `${updates}`);
			},
		},
		{
			name: "an app that takes over a name waits for the one that gives it up, however long that takes",
			run: async () => {
				const { emulator, apps } = project(package_);
				for (const id of ["a", "b", "c"]) await apps.create({ id, name: id });
				const desired = await parse(
					'{"apps": [{"id": "a", "name": "b"}, {"id": "b", "name": "c"}, {"id": "c", "name": "d"}]}',
				);
				const made = await plan(apps, desired);
				emulator.requests.length = 0;
				emulator.fault({ delayMs: 100 });
				/** @type {string[]} */
				const order = [];
				const onProgress = (/** @type {any} */ { kind, id }) => void order.push(`${kind} ${id}`);
				assert.deepEqual((await apply(apps, made, { onProgress })).counts, { updated: 3 });
				assert.deepEqual(
					order,
					["c", "b", "a"].flatMap((id) => [`started ${id}`, `ended ${id}`]),
				);
			},
		},
		{
			name: "an aborted apply begins nothing more, and says what was skipped",
			run: async () => {
				const { emulator, apps } = project(package_);
				const list = Array.from({ length: 20 }, (_, index) => ({ id: `a${index}`, name: `A${index}` }));
				const desired = await parse(JSON.stringify({ apps: list }));
				const controller = new AbortController();
				const onProgress = (/** @type {any} */ { kind, done }) => kind === "ended" && done === 5 && controller.abort();
				const { counts, results } = await apply(apps, await plan(apps, desired), {
					signal: controller.signal,
					onProgress,
				});
				assert.ok(counts.created >= 5 && counts.created < 20 && counts.skipped > 0, JSON.stringify(counts));
				assert.equal(results.length, 20);
				const there = emulator.apps().length;
				assert.equal((await apply(apps, await plan(apps, desired))).counts.created, 20 - there);
				assert.equal(emulator.apps().length, 20);
			},
		},
		{
			name: "one plan loads all apps once; a failure stops nothing else; files are refused that have errors",
			run: async () => {
				const { emulator, apps } = project(package_);
				const list = Array.from({ length: 9 }, (_, index) => ({ id: `a${index}`, name: `A${index}` }));
				const made = await plan(apps, await parse(JSON.stringify({ apps: list })));
				assert.equal(emulator.requests.length, 1);
				emulator.fault(null, { status: 400, body: "{}" });
				const { counts } = await apply(apps, made, { concurrency: 1 });
				assert.deepEqual(counts, { created: 8, failed: 1 });
				await assert.rejects(plan(apps, await parse('{"apps": [{"id": "a"}]}')), /1 errors? in the file.*name/);
				await assert.rejects(plan(apps, /** @type {any} */ ({ apps: [], issues: [] })), /what parse\(\) gives/);
				await assert.rejects(apply(apps, /** @type {any} */ ({ steps: [] })), /what plan\(\) gives/);
			},
		},
		{
			name: "an export is planned to nothing, in both formats",
			run: async () => {
				const { emulator, apps } = project(package_);
				for (let seed = 0; seed < 20; seed += 1)
					for (const app of randomApps(generator(seed)))
						await apps.ensure({
							...app,
							id: `${app.id}-${seed}`,
							name: `${app.name}-${seed}`,
							clientId: "c",
							pkce: true,
						});
				assert.ok(emulator.apps().length > 30);
				for (const format of ["yaml", "json"]) {
					const { text, missing } = await exportApps(apps, { format });
					const env = Object.fromEntries(
						missing.map((/** @type {any} */ { reference }) => [reference.slice(6, -1), "s"]),
					);
					const { counts } = await plan(apps, await parse(text, { format, env }));
					assert.deepEqual(counts, { create: 0, update: 0, unchanged: emulator.apps().length, refused: 0, delete: 0 });
				}
				assert.equal(fileSchema().$schema, "https://json-schema.org/draft/2020-12/schema");
			},
		},
	];
}
