// @ts-check
// Carries a plan out, several steps at a time.
import { readWanted } from "./plan.js";

/** @import { AppsClient, Plan, Step } from "./plan.js" */

/**
 * The outcome of a step. `"skipped"` was not begun, as the signal aborted.
 * @typedef {"created" | "updated" | "unchanged" | "deleted" | "refused" | "failed" | "skipped"} Outcome
 */

/**
 * @typedef {object} Result
 * @property {string} id
 * @property {Step["action"]} action
 * @property {Outcome} outcome
 * @property {unknown} [error] why it failed, or the reason why it was refused
 */

/**
 * @typedef {object} Applied
 * @property {Result[]} results in the order of the plan
 * @property {Partial<Record<Outcome, number>>} counts
 */

/**
 * @typedef {object} Progress
 * @property {"started" | "ended"} kind
 * @property {string} id
 * @property {Result} [result] of a step that has ended
 * @property {number} done steps that have ended
 * @property {number} total steps with something to do
 * @property {readonly string[]} running the apps that are waited for
 */

/**
 * @typedef {object} ApplyOptions
 * @property {number | undefined} [concurrency] how many steps at a time. Default: 4
 * @property {AbortSignal | undefined} [signal] begins no further step, and aborts those that run
 * @property {((progress: Progress) => void) | undefined} [onProgress]
 */

/**
 * Carries a plan out. A step that fails stops no other; what a plan refuses is left alone. Whatever became of an earlier run, make
 * a new plan and apply it: apps that are as they should be are left alone, and none is made twice.
 *
 * @param {AppsClient} apps an `OutboundApps`
 * @param {Plan} plan what `plan` gave
 * @param {ApplyOptions} [options]
 * @returns {Promise<Applied>}
 */
export async function apply(apps, plan, options = {}) {
	const { concurrency = 4, signal, onProgress } = options;
	if (!(concurrency >= 1)) throw new RangeError(`concurrency must be a number from 1, not ${String(concurrency)}`);
	const wanted = readWanted(plan);
	const due = plan.steps.filter(({ call }) => call !== undefined);
	/** @type {Map<string, Promise<Result>>} */
	const begun = new Map();
	/** @type {Set<string>} */
	const running = new Set();
	let done = 0;

	/** @param {Step} step */
	async function run(step) {
		// It stands before this one, so it has begun.
		await begun.get(step.after ?? "");
		if (signal?.aborted) return resultOf(step, "skipped");
		running.add(step.id);
		report("started", step);
		const result = await carryOut(apps, step, wanted.get(step.id), signal);
		running.delete(step.id);
		done += 1;
		report("ended", step, result);
		return result;
	}

	/** @param {Progress["kind"]} kind @param {Step} step @param {Result} [result] */
	function report(kind, { id }, result) {
		onProgress?.({ kind, id, ...(result && { result }), done, total: due.length, running: [...running] });
	}

	const next = due.values();
	const work = async () => {
		for (const step of next) {
			const running = run(step);
			begun.set(step.id, running);
			await running;
		}
	};
	await Promise.all(Array.from({ length: Math.min(concurrency, due.length) }, work));
	const results = plan.steps.map((step) => begun.get(step.id) ?? leftAlone(step));
	return summed(await Promise.all(results));
}

/**
 * @param {AppsClient} apps
 * @param {Step} step
 * @param {Record<string, unknown> | undefined} wanted
 * @param {AbortSignal | undefined} signal
 * @returns {Promise<Result>}
 */
async function carryOut(apps, step, wanted, signal) {
	const options = signal ? { signal } : {};
	try {
		if (step.call === "delete") {
			await apps.delete(step.id, options);
			return resultOf(step, "deleted");
		}
		if (step.call === "patch") {
			await apps.patch(step.id, changesOf(step, wanted ?? {}), options);
			return resultOf(step, "updated");
		}
		const { outcome } = await apps.ensure(wanted, options);
		return resultOf(step, outcome);
	} catch (error) {
		return resultOf(step, "failed", error);
	}
}

/** @param {Step} step @param {Record<string, unknown>} wanted */
function changesOf({ changes, secret }, wanted) {
	const fields = changes.map(({ field }) => field);
	if (secret === "sent") fields.push("clientSecret");
	return Object.fromEntries(fields.map((field) => [field, wanted[field]]));
}

/** @param {Step} step */
function leftAlone(step) {
	return step.action === "refused" ? resultOf(step, "refused", step.reason) : resultOf(step, "unchanged");
}

/** @param {Step} step @param {Outcome} outcome @param {unknown} [error] @returns {Result} */
function resultOf({ id, action }, outcome, error) {
	return error === undefined ? { id, action, outcome } : { id, action, outcome, error };
}

/** @param {Result[]} results @returns {Applied} */
function summed(results) {
	/** @type {Applied["counts"]} */
	const counts = {};
	for (const { outcome } of results) counts[outcome] = (counts[outcome] ?? 0) + 1;
	return { results, counts };
}
