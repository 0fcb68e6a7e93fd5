// @ts-check
import { OutboundApps } from "descope-outbound";

/** A made-up project. */
export const KEY = { projectId: "P2mocks", managementKey: "K2mocks" };

/** The package's default `baseUrl`. */
export const API = "https://api.descope.com";
export const APPS = "/v1/mgmt/outbound/apps";
export const CREATE = "/v1/mgmt/outbound/app/create";

/** @param {object} [options] */
export const client = (options) => new OutboundApps({ ...KEY, maxRetries: 0, ...options });

/** Timers from before anything fakes them: a call that hangs fails its own case, not the following ones. */
const { setTimeout: later, clearTimeout: never } = globalThis;
const LONGEST_MS = 10_000;

/**
 * @param {string} name
 * @param {() => unknown} run
 */
export async function check(name, run) {
	/** @type {ReturnType<typeof setTimeout> | undefined} */
	let timer;
	const late = new Promise((_, reject) => {
		timer = later(() => reject(new Error("it hangs")), LONGEST_MS);
	});
	/** @type {string | undefined} */
	let failure;
	try {
		await Promise.race([Promise.resolve().then(run), late]);
	} catch (error) {
		failure = String(/** @type {any} */ (error)?.stack ?? error);
	} finally {
		never(timer);
	}
	console.log(`##case ${JSON.stringify({ name, failure })}`);
}
