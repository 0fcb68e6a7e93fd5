// @ts-check
// Applies a plan, several steps at a time.
import { readWanted } from "./plan.js";

/** @import { AppsClient, Plan, Step } from "./plan.js" */

/**
 * The outcome of a step. `"skipped"`: not started, because the signal aborted.
 * @typedef {"created" | "updated" | "unchanged" | "deleted" | "refused" | "failed" | "skipped"} Outcome
 */

/**
 * @typedef {object} Result
 * @property {string} id
 * @property {Step["action"]} action
 * @property {Outcome} outcome
 * @property {unknown} [error] the error of a failed step, or the reason of a refused one
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
 * @property {Result} [result] the result of an ended step
 * @property {number} done the number of ended steps
 * @property {number} total the number of steps that change something
 * @property {readonly string[]} running the ids of the apps in progress
 */

/**
 * @typedef {object} ApplyOptions
 * @property {number | undefined} [concurrency] the number of concurrent steps. Default: 4
 * @property {AbortSignal | undefined} [signal] aborts the running steps and starts no others
 * @property {((progress: Progress) => void) | undefined} [onProgress]
 */

/**
 * Applies a plan. A failed step does not stop the others, and refused steps change nothing. After an interrupted or
 * failed run, make a new plan and apply it: apps that already match are not changed, and no app is created twice.
 *
 * @param {AppsClient} apps an `OutboundApps`
 * @param {Plan} plan a plan from `plan`
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
		// A plan lists that step first, so it has started.
		await begun.get(step.after ?? "");
		if (signal?.aborted) return resultOf(step, "skipped");
		running.add(step.id);
		report("started", step);
		const result = await executeStep(apps, step, wanted.get(step.id), signal);
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
async function executeStep(apps, step, wanted, signal) {
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
