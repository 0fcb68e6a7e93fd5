// @ts-check
// Runs the commands as processes, over sockets.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { chmod, readFile, rm } from "node:fs/promises";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { parse as parseYaml } from "yaml";
import { processes } from "./processes.mjs";

const APPS = 300;

/** How many times an apply is killed before it may finish. */
const KILLS = 10;

/** The start of an ANSI colour sequence. */
const COLOR = "\u001B[";

/**
 * @param {string} folder where the package is installed
 * @param {{ OutboundApps: any, startServer: any }} package_
 * @returns {{ name: string, run: () => Promise<string | void> }[]}
 */
export function commands(folder, { OutboundApps, startServer }) {
	const { program, start, run, write } = processes(folder);

	async function project() {
		const server = await startServer({ port: 0, log: () => {} });
		const { projectId, managementKey } = server.emulator;
		const env = {
			DESCOPE_BASE_URL: server.baseUrl,
			DESCOPE_PROJECT_ID: projectId,
			DESCOPE_MANAGEMENT_KEY: managementKey,
		};
		const apps = new OutboundApps({ projectId, managementKey, baseUrl: server.baseUrl });
		return { server, env, apps, all: () => server.emulator.apps() };
	}

	return [
		{
			name: "from one project to another: export, apply, drift, plan, apply, an empty plan",
			run: async () => {
				const [from, to] = [await project(), await project()];
				try {
					await from.apps.create({
						id: "github",
						name: "GitHub",
						clientId: "c",
						clientSecret: "S-dev",
						pkce: true,
						defaultScopes: ["repo"],
					});
					await from.apps.create({ id: "slack", name: "Slack", description: "chat" });
					await to.apps.create({ id: "own", name: "Own", logo: "https://logo.example/own.png" });
					const exported = await run(["export", "--output", "out.yaml"], from.env);
					assert.equal(exported.code, 0, exported.err);
					assert.match(exported.err, /missing github: clientSecret, as \$\{env:OUTBOUND_GITHUB_CLIENT_SECRET\}/);
					const without = await run(["plan", "out.yaml"], to.env);
					assert.equal(without.code, 1);
					assert.match(without.out, /out\.yaml:\d+:5: error: .*OUTBOUND_GITHUB_CLIENT_SECRET, which is not set/);
					const env = { ...to.env, OUTBOUND_GITHUB_CLIENT_SECRET: "S-canary" };
					const planned = await run(["plan", "out.yaml"], env);
					assert.deepEqual([planned.code, planned.last], [2, "2 to create, 0 to update, 0 to delete, 0 unchanged"]);
					const applied = await run(["apply", "out.yaml", "--yes"], env);
					assert.deepEqual([applied.code, applied.last], [0, "2 created"], applied.err);
					assert.deepEqual(
						to
							.all()
							.map((/** @type {any} */ { id, clientSecret }) => [id, clientSecret])
							.sort(),
						[
							["github", "S-canary"],
							["own", undefined],
							["slack", undefined],
						],
					);
					await to.apps.patch("github", { defaultScopes: ["repo", "delete_repo"], pkce: false });
					const drifted = await run(["plan", "out.yaml"], env);
					assert.equal(drifted.code, 2);
					assert.match(drifted.out, /~ update github/);
					assert.match(drifted.out, /defaultScopes: \["repo","delete_repo"\] → \["repo"\]/);
					assert.match(drifted.out, /pkce: .*true/);
					assert.equal((await run(["apply", "out.yaml", "--yes"], env)).last, "1 updated, 1 unchanged");
					const empty = await run(["plan", "out.yaml"], env);
					assert.deepEqual([empty.code, empty.last], [0, "0 to create, 0 to update, 0 to delete, 2 unchanged"]);
					const github = to.all().find((/** @type {any} */ { id }) => id === "github");
					assert.deepEqual([github.pkce, github.defaultScopes, github.clientSecret], [true, ["repo"], "S-canary"]);
					for (const { out, err } of [exported, without, planned, applied, drifted, empty]) {
						assert.doesNotMatch(out + err, /S-canary|S-dev/);
						assert.ok(!(out + err).includes(to.env.DESCOPE_MANAGEMENT_KEY));
					}
				} finally {
					await Promise.all([from.server.close(), to.server.close()]);
				}
			},
		},
		{
			name: `${APPS} apps, whose apply is killed ${KILLS} times and run again, are exactly those of the file`,
			run: async () => {
				const { server, env, all } = await project();
				try {
					const list = Array.from({ length: APPS }, (_, index) => ({
						id: `app-${index}`,
						name: `App ${index}`,
						clientId: "c",
						clientSecret: `\${env:S${index % 7}}`,
						defaultScopes: ["a", `s${index}`],
					}));
					const secrets = Object.fromEntries(Array.from({ length: 7 }, (_, index) => [`S${index}`, `secret-${index}`]));
					const file = await write("many.json", { apps: list });
					let killed = 0;
					for (let nth = 1; nth <= KILLS; nth += 1) {
						const { child, ended } = start(["apply", file, "--yes"], { ...env, ...secrets });
						// Spreads the kills over the whole run: waits for a number of apps, then a random time.
						const due = Math.floor((nth * APPS) / (KILLS + 1));
						while (child.exitCode === null && all().length < due) await sleep(1);
						await sleep(Math.random() * 10);
						child.kill("SIGKILL");
						const { code } = await ended;
						killed += code === null ? 1 : 0;
					}
					assert.equal(killed, KILLS);
					const before = all().length;
					assert.ok(before < APPS, `${before}`);
					const last = await run(["apply", file, "--yes"], { ...env, ...secrets });
					assert.equal(last.code, 0, last.err);
					const expected = list.map((app, index) => ({ ...app, clientSecret: `secret-${index % 7}` }));
					const byId = (/** @type {any} */ left, /** @type {any} */ right) => left.id.localeCompare(right.id);
					const found = all().map((/** @type {any} */ { id, name, clientId, clientSecret, defaultScopes }) => ({
						id,
						name,
						clientId,
						clientSecret,
						defaultScopes,
					}));
					assert.deepEqual(found.sort(byId), expected.sort(byId));
					assert.equal((await run(["plan", file], { ...env, ...secrets })).code, 0);
					return `${before} were there before the last run`;
				} finally {
					await server.close();
				}
			},
		},
		{
			name: "the exit code and the last line agree",
			run: async () => {
				const { server, env, apps, all } = await project();
				try {
					await apps.create({ id: "a", name: "A" });
					await write("same.yaml", "apps: [{ id: a, name: A }]");
					await write("more.yaml", "apps: [{ id: b, name: B }]");
					await write("gone.yaml", "apps: [{ id: a, deleted: true }]");
					await write("bad.yaml", "apps: [{ id: a }]");
					await write("else.yaml", "project: P-else\napps: []");
					await write("secret/s.txt", "S-file\n");
					await write("secret/app.yaml", `apps: [{ id: s, name: S, clientId: c, clientSecret: '\${file:s.txt}' }]`);
					const rows = /** @type {[string, number, RegExp][]} */ ([
						["validate same.yaml", 0, /^1 app, 0 errors, 0 warnings$/],
						["validate bad.yaml same.yaml", 1, /^2 apps, 1 error, 0 warnings$/],
						["validate no.yaml", 1, /^$/],
						["plan same.yaml", 0, /^0 to create, 0 to update, 0 to delete, 1 unchanged$/],
						["plan same.yaml more.yaml", 2, /^1 to create, 0 to update, 0 to delete, 1 unchanged$/],
						["plan same.yaml same.yaml", 1, /1 unchanged, 1 step refused$/],
						["plan bad.yaml", 1, /nothing is planned$/],
						["plan else.yaml", 1, /^$/],
						["plan gone.yaml", 1, /1 step refused$/],
						["plan gone.yaml --delete a", 2, /^0 to create, 0 to update, 1 to delete, 0 unchanged$/],
						["plan same.yaml more.yaml --target a", 0, /1 unchanged$/],
						["plan same.yaml --target zz", 1, /1 step refused$/],
						["apply more.yaml", 1, /^nothing was changed$/],
						["apply more.yaml --yes", 0, /^1 created$/],
						["apply more.yaml --yes", 0, /^1 unchanged$/],
						["apply secret/app.yaml --yes", 0, /^1 created$/],
						["apply gone.yaml --yes", 1, /^1 refused$/],
						["apply gone.yaml --yes --delete a", 0, /^1 deleted$/],
						["apply gone.yaml --yes", 0, /^1 unchanged$/],
						["plan --concurrency 4", 1, /^$/],
						["apply more.yaml --concurrency 0", 1, /^$/],
						["nonsense", 1, /^$/],
						["--help", 0, /./],
						["schema", 0, /^}$/],
					]);
					for (const [args, code, last] of rows) {
						const ended = await run(args.split(" "), env);
						assert.equal(ended.code, code, `${args}: ${ended.out}${ended.err}`);
						assert.match(ended.last, last, args);
						assert.ok(!(ended.out + ended.err).includes(COLOR), args);
						// The error message explains a missing last line.
						assert.ok(ended.out !== "" || ended.err !== "", args);
					}
					assert.deepEqual(
						all()
							.map((/** @type {any} */ { id }) => id)
							.sort(),
						["b", "s"],
					);
					assert.equal(all().find((/** @type {any} */ { id }) => id === "s").clientSecret, "S-file");
					await write("two.yaml", "apps: [{ id: x, name: X }, { id: y, name: Y }]");
					server.emulator.fault(null, null, { status: 400, body: "{}" });
					const failed = await run(["apply", "two.yaml", "--yes", "--concurrency", "1"], env);
					assert.deepEqual([failed.code, failed.last], [1, "1 created, 1 failed"], failed.err);
					assert.match(failed.out, /^failed x: /m);
				} finally {
					await server.close();
				}
			},
		},
		{
			name: "the workflow of docs/apps-as-code.md shows changes of a pull request, applies them, and fails on drift",
			run: async () => {
				const { server, env, apps } = await project();
				try {
					const docs = await readFile(new URL("../../docs/apps-as-code.md", import.meta.url), "utf8");
					const [, text = ""] = /```yaml\n(# \.github[\s\S]*?)```/.exec(docs) ?? [];
					const { jobs } = parseYaml(text, { merge: true });
					const shim = await write("shim/npx", `#!/bin/sh\nshift 2\nexec "${process.execPath}" "${program}" "$@"\n`);
					await chmod(shim, 0o755);
					await write("apps.yaml", "apps: [{ id: w, name: W, description: from a file }]");
					/** @param {"plan" | "apply"} job @param {string} event */
					const runJob = async (job, event) => {
						const { run, env: _env, ...step } = jobs[job].steps.at(-1);
						const PATH = `${path.dirname(shim)}:${process.env.PATH}`;
						const child = spawn("bash", ["-e", "-c", run], {
							cwd: folder,
							env: { ...env, PATH, GITHUB_EVENT_NAME: event },
						});
						const [code] = await once(child, "close");
						assert.ok(Object.keys(step).every((key) => ["name", "shell"].includes(key)));
						return code;
					};
					assert.equal(await runJob("plan", "pull_request"), 0);
					assert.equal(await runJob("apply", "push"), 0);
					assert.equal(await runJob("plan", "schedule"), 0);
					await apps.patch("w", { description: "by hand" });
					assert.equal(await runJob("plan", "schedule"), 2);
					assert.equal(await runJob("plan", "pull_request"), 0);
					await write("apps.yaml", "apps: [{ id: w }]");
					assert.equal(await runJob("plan", "pull_request"), 1);
					await rm(path.join(folder, "apps.yaml"));
				} finally {
					await server.close();
				}
			},
		},
		{
			name: "JSON for programs, standard input, and a file's own project",
			run: async () => {
				const { server, env } = await project();
				try {
					const file = `project: ${env.DESCOPE_PROJECT_ID}\napps: [{ id: j, name: J }]`;
					const planned = await run(["plan", "--json", "-"], env, file);
					const answer = JSON.parse(planned.out);
					assert.deepEqual([planned.code, answer.exitCode, answer.counts.create], [2, 2, 1]);
					const applied = await run(["apply", "--json", "--yes", "-"], env, file);
					assert.deepEqual(JSON.parse(applied.out), {
						results: [{ id: "j", action: "create", outcome: "created" }],
						counts: { created: 1 },
						exitCode: 0,
					});
					const wrong = await run(["validate", "--json", "-"], env, "apps: [{ id: a }]");
					assert.deepEqual(
						JSON.parse(wrong.out).issues.map((/** @type {any} */ issue) => [issue.file, issue.path]),
						[["-", "apps[0].name"]],
					);
					await rm(path.join(folder, "apps.yaml"), { force: true });
					assert.match((await run(["plan"], env)).err, /apps\.yaml cannot be read: ENOENT/);
					assert.match((await run(["complete", "bash"], env)).out, /complete -F/);
				} finally {
					await server.close();
				}
			},
		},
	];
}
