// @ts-check
// Fake timers: a call needs no time unless it waits, and a waiting call continues when the clock moves.
import assert from "node:assert/strict";
import FakeTimers from "@sinonjs/fake-timers";
import { check, client } from "./case.mjs";

const answer = { status: 200, json: async () => ({ apps: [] }) };
const failing = { status: 503, json: async () => ({}) };

/**
 * @param {string} name
 * @param {(clock: import("@sinonjs/fake-timers").InstalledClock) => unknown} run
 */
const frozen = (name, run) =>
	check(name, async () => {
		const clock = FakeTimers.install();
		try {
			await run(clock);
		} finally {
			clock.uninstall();
		}
	});

await frozen("a call that succeeds needs no timer, and leaves none", async (clock) => {
	assert.deepEqual(await client({ fetch: async () => answer }).loadAll(), { apps: [] });
	assert.equal(clock.countTimers(), 0);
});

await frozen("a retry waits until the clock is moved", async (clock) => {
	const answers = [failing, answer];
	const call = client({ fetch: async () => answers.shift(), maxRetries: 1 }).loadAll();
	await clock.tickAsync(8_000);
	assert.deepEqual(await call, { apps: [] });
});

await frozen("a timeout waits until the clock is moved", async (clock) => {
	const call = client({ fetch: () => new Promise(() => {}), timeoutMs: 1_000 }).loadAll();
	const outcome = assert.rejects(call, { name: "TimeoutError" });
	await clock.tickAsync(1_000);
	await outcome;
});

await frozen("an abort needs no timer", async () => {
	const controller = new AbortController();
	const call = client({ fetch: () => new Promise(() => {}) }).loadAll({ signal: controller.signal });
	controller.abort("mine");
	assert.equal(await call.catch((error) => error), "mine");
});
