// @ts-check
import process from "node:process";
import { apply } from "descope-outbound/provision";
import { exitCodeOf, makePlan, planSummary, printPlan } from "./plan.js";
import { ask, colors, finish, isInteractive, messageOf, print, progressLine, shown, warn } from "./terminal.js";
import { finishJson } from "./validate.js";

/**
 * @import { Applied } from "descope-outbound/provision"
 * @import { PlanFlags } from "./plan.js"
 */

/** @typedef {PlanFlags & { yes?: boolean, concurrency: number }} ApplyFlags */

const OUTCOMES = /** @type {const} */ (["created", "updated", "deleted", "unchanged", "refused", "failed", "skipped"]);

/** @param {string[]} files @param {ApplyFlags} flags */
export async function applyCommand(files, flags) {
	const made = await makePlan(files, flags);
	if (made === undefined) return;
	const { apps, plan } = made;
	if (!flags.json) printPlan(plan);
	const hasSteps = plan.steps.some(({ call }) => call !== undefined);
	if (hasSteps && !flags.yes && !(await isConfirmed(planSummary(plan)))) return finish(1, "nothing was changed");
	const stop = stopSignal();
	const progress = progressLine();
	const applied = await apply(apps, plan, {
		concurrency: flags.concurrency,
		signal: stop.signal,
		onProgress: progress.report,
	}).finally(() => {
		progress.clear();
		stop.forget();
	});
	const { failed = 0, skipped = 0 } = applied.counts;
	const exitCode = failed + skipped > 0 || exitCodeOf(plan) === 1 ? 1 : 0;
	if (flags.json) return finishJson(exitCode, plain(applied));
	for (const { id, outcome, error } of applied.results) {
		if (outcome === "failed") print(`${colors.red("failed")} ${shown(id)}: ${shown(messageOf(error))}`);
	}
	finish(exitCode, summaryOf(applied));
}

/** @param {string} summary */
async function isConfirmed(summary) {
	if (isInteractive()) return ask(`${summary}. Go on? [y/N] `);
	warn("There is no terminal to ask on: say --yes to apply without a question.");
	return false;
}

/** Returns a signal that the first Ctrl-C aborts: `apply` then stops, and the summary still reports what was done. */
function stopSignal() {
	const controller = new AbortController();
	const abort = () => controller.abort();
	process.once("SIGINT", abort).once("SIGTERM", abort);
	const forget = () => void process.off("SIGINT", abort).off("SIGTERM", abort);
	return { signal: controller.signal, forget };
}

/** @param {Applied} applied */
function plain({ results, counts }) {
	const withMessages = results.map(({ error, ...result }) =>
		error === undefined ? result : { ...result, error: messageOf(error) },
	);
	return { results: withMessages, counts };
}

/** @param {Applied} applied */
function summaryOf({ counts }) {
	const parts = OUTCOMES.filter((outcome) => (counts[outcome] ?? 0) > 0).map(
		(outcome) => `${counts[outcome]} ${outcome}`,
	);
	return parts.join(", ") || "there are no apps";
}
