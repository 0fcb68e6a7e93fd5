// @ts-check
import DescopeClient from "@descope/node-sdk";

/** @typedef {import("./run.mjs").Client} Client */

/** @type {Client["run"]} */
export async function runNode(steps, env) {
	const sdk = open(env);
	const outcomes = [];
	for (const { node } of steps) {
		const [name, ...args] = /** @type {[string, ...unknown[]]} */ (node);
		const call = callsOf(sdk)[name];
		if (call === undefined) throw new Error(`@descope/node-sdk has no ${name}`);
		const { ok, code, data, error } = await call(...args);
		outcomes.push(ok ? wrapped(name, data) : { status: code, code: error?.errorCode });
	}
	return outcomes;
}

/** Returns the names of all outbound calls of the SDK. */
export const methods = () =>
	Object.keys(callsOf(open({ DESCOPE_PROJECT_ID: "P2", DESCOPE_MANAGEMENT_KEY: "", DESCOPE_BASE_URL: "" })));

/** @param {Record<string, string>} env */
function open(env) {
	const { DESCOPE_PROJECT_ID: projectId = "", DESCOPE_MANAGEMENT_KEY: managementKey = "" } = env;
	return DescopeClient({ projectId, managementKey, baseUrl: env.DESCOPE_BASE_URL ?? "" });
}

/**
 * @param {ReturnType<typeof DescopeClient>} sdk
 * @returns {Record<string, (...args: any[]) => Promise<any>>}
 */
const callsOf = ({ management, outbound }) => ({ ...management.outboundApplication, ...outbound });

/**
 * Restores the whole answer: for most calls the SDK returns only one member.
 *
 * @param {string} name
 * @param {unknown} data
 */
function wrapped(name, data) {
	const members = /** @type {[RegExp, string][]} */ ([
		[/^(create|update|load)Application/, "app"],
		[/^loadAllApplications$/, "apps"],
		[/^fetch/, "token"],
		[/^listAppsWithUserToken$/, "appIds"],
	]);
	const member = members.find(([pattern]) => pattern.test(name));
	return member === undefined ? data : { [member[1]]: data };
}
