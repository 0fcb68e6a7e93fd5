// @ts-check
// Makes a plan: loads the apps once, and lets the core compare them with the file.
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
 * @property {boolean | readonly string[] | undefined} [rotateSecrets] whether client secrets are sent to apps that are there, or
 *   to which, by id
 * @property {readonly string[] | undefined} [delete] the ids of apps to delete: with an app go its tokens. What the file marks with
 *   `deleted: true` is refused unless it is named here
 * @property {readonly string[] | undefined} [only] the ids of apps that the plan is about. Default: all of the file
 * @property {AbortSignal | undefined} [signal]
 */

/**
 * @typedef {object} Change
 * @property {string} field
 * @property {unknown} [from] what it is; absent where a reference hides it
 * @property {unknown} to what it will be; a reference as it stands
 */

/**
 * @typedef {object} Step
 * @property {string} id
 * @property {string} name
 * @property {"create" | "update" | "unchanged" | "refused" | "delete"} action
 * @property {string} [reason] why it is refused
 * @property {string} [after] the app that gives its name up first
 * @property {"sent" | "cannot be compared"} [secret] what becomes of the client secret, if the file has one
 * @property {"ensure" | "patch" | "delete"} [call] the method that carries it out
 * @property {Change[]} changes
 */

/**
 * @typedef {object} Plan
 * @property {Step[]} steps one for each app of the file
 * @property {Record<Step["action"], number>} counts
 */

/** @type {WeakMap<object, Map<string, Record<string, unknown>>>} */
const wantedOf = new WeakMap();

/**
 * Compares a project with what files say, field by field as `ensure` does: what a file does not name stays as it is. It loads
 * all apps once, and changes nothing. No secret is in a plan: the server shows none to compare with.
 *
 * @param {AppsClient} apps an `OutboundApps`
 * @param {Desired | readonly Desired[]} desired what `parse` gave, of one file or several
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

/** The apps as they are sent, by id, secrets included. @param {Plan} plan */
export function readWanted(plan) {
	const wanted = wantedOf.get(plan);
	if (wanted === undefined) throw new TypeError("plan must be what plan() gives");
	return wanted;
}
