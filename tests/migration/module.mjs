// @ts-check
// Turns the page's code into a module that can be compiled and run.

/** @typedef {import("./page.mjs").Page} Page */

/** The names in the page's code, with the SDK's types. */
const TYPES = {
	id: "string",
	appId: "string",
	userId: "string",
	tenantId: "string",
	apiKey: "string",
	refreshJwt: "string",
	scopes: "string[]",
	app: "Parameters<typeof outbound.updateApplication>[0]",
	template: "Parameters<typeof outbound.createApplicationByTemplate>[0]",
	options: "Parameters<typeof outbound.fetchToken>[3]",
	userToken: "Parameters<typeof outbound.uploadUserToken>[0]",
	tenantToken: "Parameters<typeof outbound.uploadTenantToken>[0]",
	userTokens: "Parameters<typeof outbound.batchUploadUserTokens>[0]",
	tenantTokens: "Parameters<typeof outbound.batchUploadTenantTokens>[0]",
	connectOptions: "Parameters<typeof sdk.outbound.connect>[1]",
};

/**
 * @param {Page} page
 * @param {{ baseUrl: string, projectId: string, managementKey: string }} options
 */
export function moduleOf({ setUp, rows, examples }, options) {
	const constants = Object.entries(options).map(([name, value]) => `const ${name} = ${JSON.stringify(value)};`);
	const properties = Object.entries(TYPES).map(([name, type]) => ` * @property {${type}} ${name}`);
	const names = Object.keys(TYPES).join(", ");
	const calls = rows.map(({ before, after }) => `\t{ before: () => ${before}, after: () => ${after} },`);
	const functions = examples.map((code) => `async () => {\n${code}},`);
	return `// @ts-check
${constants.join("\n")}
${setUp}
/**
 * @typedef {object} Values
${properties.join("\n")}
 */

/** @param {Values} values */
export const calls = ({ ${names} }) => [
${calls.join("\n")}
];

/** @param {Values} values */
export const examples = ({ ${names} }) => [
${functions.join("\n")}
];

export { apps, licensed, sdk };
`;
}

/** @typedef {{ before: () => Promise<any>, after: () => Promise<any> }} Calls */

/**
 * @typedef {object} Module
 * @property {(values: import("./values.mjs").Values) => Calls[]} calls in the order of the rows
 * @property {object} apps
 * @property {{ loadAll: () => Promise<unknown> }} licensed
 * @property {{ management: { outboundApplication: object } }} sdk
 */
