// @ts-check
import process from "node:process";
import { OutboundApps } from "descope-outbound";
import { plan } from "descope-outbound/provision";
import { count, printIssues, readAll, summary } from "./files.js";
import { colors, counted, finish, print, shown, warn } from "./terminal.js";
import { finishJson } from "./validate.js";

/**
 * @import { Plan, Step } from "descope-outbound/provision"
 * @import { Read } from "./files.js"
 */

/**
 * @typedef {object} PlanFlags
 * @property {string[]} [target]
 * @property {true | string[]} [rotateSecrets]
 * @property {string[]} [delete]
 * @property {boolean} [json]
 */

const MARKS = /** @type {Record<Step["action"], string>} */ ({
	create: colors.green("+"),
	update: colors.yellow("~"),
	delete: colors.red("-"),
	refused: colors.red("!"),
	unchanged: " ",
});

/** @param {string[]} files @param {PlanFlags} flags */
export async function planCommand(files, flags) {
	const made = await makePlan(files, flags);
	if (made === undefined) return;
	const exitCode = exitCodeOf(made.plan);
	if (flags.json) return finishJson(exitCode, made.plan);
	printPlan(made.plan);
	finish(exitCode, planSummary(made.plan));
}

/**
 * Reads files and compares them with the project. If the files have errors, prints them and returns `undefined`.
 *
 * @param {string[]} files
 * @param {PlanFlags} flags
 */
export async function makePlan(files, flags) {
	const read = await readAll(files);
	printIssues(read, flags.json ? warn : print);
	if (count(read, "error") > 0) {
		if (flags.json) finishJson(1, { issues: read.flatMap(({ desired }) => desired.issues) });
		else finish(1, `${summary(read)}: nothing is planned`);
		return undefined;
	}
	checkProject(read);
	const apps = new OutboundApps();
	const { target, rotateSecrets, delete: deleted } = flags;
	const desired = read.map(({ desired }) => desired);
	return { apps, plan: await plan(apps, desired, { only: target, rotateSecrets, delete: deleted }) };
}

/**
 * Checks that the files are for this project: in another one, they would change all apps with the same ids.
 *
 * @param {Read[]} read
 */
function checkProject(read) {
	const { DESCOPE_PROJECT_ID: actual } = process.env;
	for (const { file, desired } of read) {
		const { project } = desired;
		if (project !== undefined && project !== actual) {
			throw new Error(
				`${file} is for the project ${shown(project)}, and DESCOPE_PROJECT_ID is ${shown(actual ?? "not set")}`,
			);
		}
	}
}

/** @param {Plan} plan */
export function exitCodeOf({ counts }) {
	if (counts.refused > 0) return 1;
	return counts.create + counts.update + counts.delete > 0 ? 2 : 0;
}

/** @param {Plan} plan */
export function printPlan({ steps }) {
	for (const step of steps) {
		if (step.action === "unchanged") continue;
		print(`${MARKS[step.action]} ${step.action} ${colors.bold(shown(step.id))} ${colors.dim(shown(step.name))}`);
		for (const line of detailsOf(step)) print(`    ${line}`);
	}
	const kept = steps.filter(({ secret }) => secret === "cannot be compared").length;
	if (kept > 0)
		print(
			colors.dim(`${counted(kept, "client secret")} cannot be compared: --rotate-secrets sends what the file says`),
		);
}

/** @param {Step} step */
function* detailsOf({ action, reason, changes, secret }) {
	if (reason !== undefined) yield reason;
	if (action === "delete") yield "every token that is stored for it is lost with it";
	for (const change of changes) yield changeLine(change);
	if (secret !== undefined) yield `clientSecret: ${secret}`;
}

/** @param {Step["changes"][number]} change */
function changeLine({ field, from, to }) {
	return from === undefined || from === null ? `${field}: ${shown(to)}` : `${field}: ${shown(from)} → ${shown(to)}`;
}

/** @param {Plan} plan */
export function planSummary({ counts }) {
	const { create, update, unchanged, refused } = counts;
	const parts = [`${create} to create`, `${update} to update`, `${counts.delete} to delete`, `${unchanged} unchanged`];
	if (refused > 0) parts.push(`${counted(refused, "step")} refused`);
	return parts.join(", ");
}
