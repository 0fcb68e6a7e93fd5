// @ts-check
// Makes a plan: loads the apps once, and compares them with the file in the core.
import { ask, Question } from "./core.js";
import { readEntries } from "./parse.js";

/**
 * @import { AppsResponse, AppWithId, EnsureResponse, PatchResponse, RequestOptions } from "../dist/core/core.js"
 * @import { Desired } from "./parse.js"
 */

/**
 * The client to call: an `OutboundApps`, or a stand-in in a test.
 * @typedef {object} AppsClient
 * @property {(options?: RequestOptions) => Promise<AppsResponse>} loadAll
 * @property {(app: any, options?: RequestOptions) => Promise<EnsureResponse>} ensure
 * @property {(id: string, changes: any, options?: RequestOptions) => Promise<PatchResponse>} patch
 * @property {(id: string, options?: RequestOptions) => Promise<void>} delete
 */

/**
 * @typedef {object} PlanOptions
 * @property {boolean | readonly string[] | undefined} [rotateSecrets] whether to send client secrets to existing apps,
 *   or the ids of the apps to send them to
 * @property {readonly string[] | undefined} [delete] the ids of apps to delete, with their tokens. An app that the file
 *   marks with `deleted: true` is refused unless it is named here
 * @property {readonly string[] | undefined} [only] the ids of the apps to plan. Default: all apps of the file
 * @property {AbortSignal | undefined} [signal]
 */

/**
 * @typedef {object} Change
 * @property {string} field
 * @property {unknown} [from] the current value; absent if the new one is a reference
 * @property {unknown} to the new value; a reference stays a reference
 */

/**
 * @typedef {object} Step
 * @property {string} id
 * @property {string} name
 * @property {"create" | "update" | "unchanged" | "refused" | "delete"} action
 * @property {string} [reason] why the step is refused
 * @property {string} [after] the id of the app that must give up its name first
 * @property {"sent" | "cannot be compared"} [secret] what happens to the client secret, if the file has one
 * @property {"ensure" | "patch" | "delete"} [call] the method that executes the step
 * @property {Change[]} changes
 */

/**
 * @typedef {object} Plan
 * @property {Step[]} steps one for each app of the files, and for each other id in the options
 * @property {Record<Step["action"], number>} counts
 */

/** @type {WeakMap<object, Map<string, Record<string, unknown>>>} */
const wantedOf = new WeakMap();

/**
 * Compares a project with files, field by field as `ensure` does: fields and apps that no file names stay as they are.
 * Loads all apps once, and changes nothing. A plan contains no secrets and does not compare them: the server never
 * returns them.
 *
 * @param {AppsClient} apps an `OutboundApps`
 * @param {Desired | readonly Desired[]} desired one or more files from `parse`
 * @param {PlanOptions} [options]
 * @returns {Promise<Plan>}
 */
export async function plan(apps, desired, options = {}) {
	const { signal, ...others } = options;
	const entries = readEntries(desired);
	const found = (await apps.loadAll(signal ? { signal } : {})).apps ?? [];
	/** @type {Plan} */
	const made = ask(Question.Plan, found, entries, others);
	wantedOf.set(made, new Map(entries.map(({ id, wanted }) => [id, wanted])));
	return made;
}

/** Returns the apps of a plan as they are sent, by id, secrets included. @param {Plan} plan */
export function readWanted(plan) {
	const wanted = wantedOf.get(plan);
	if (wanted === undefined) throw new TypeError("plan must be what plan() gives");
	return wanted;
}
