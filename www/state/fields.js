// The table of an app's fields, which forms, the app's page, differences and exports use.

/**
 * @typedef {object} Field
 * @property {string} name
 * @property {string} label
 * @property {"text" | "long" | "url" | "secret" | "flag" | "choice" | "prompts" | "scopes" | "params"} kind
 * @property {string} [hint]
 * @property {[value: string, label: string][]} [choices]
 * @property {true} [isRequired]
 * @property {string} [fixed] why the field of an existing app cannot be changed
 */

const NOT_CARRIED = "The server ignores this field in an update. To change it, duplicate the connection.";

/** @type {{ title: string, isOAuth?: true, fields: Field[] }[]} */
export const GROUPS = [
	{
		title: "Identity",
		fields: [
			{ name: "name", label: "Name", kind: "text", hint: "Unique in the project.", isRequired: true },
			{
				name: "id",
				label: "ID",
				kind: "text",
				hint: "Fixed once the connection exists. Left empty, the server assigns one.",
				fixed: "The ID is fixed.",
			},
			{ name: "description", label: "Description", kind: "long" },
			{ name: "logo", label: "Logo", kind: "text", hint: "The https address of an image, or a data URI." },
			{
				name: "appType",
				label: "Type",
				kind: "choice",
				choices: [
					["", "OAuth (default)"],
					["oauth", "OAuth"],
					["apikey", "API key"],
				],
			},
		],
	},
	{
		title: "OAuth client",
		isOAuth: true,
		fields: [
			{ name: "clientId", label: "Client ID", kind: "text", hint: "As the provider issued it." },
			{ name: "clientSecret", label: "Client secret", kind: "secret" },
			{ name: "pkce", label: "PKCE", kind: "flag", hint: "Proof Key for Code Exchange, RFC 7636." },
		],
	},
	{
		title: "Endpoints",
		isOAuth: true,
		fields: [
			{
				name: "discoveryUrl",
				label: "Discovery URL",
				kind: "url",
				hint: "Where the provider publishes its configuration.",
			},
			{ name: "authorizationUrl", label: "Authorization URL", kind: "url" },
			{ name: "authorizationUrlParams", label: "Authorization parameters", kind: "params" },
			{ name: "tokenUrl", label: "Token URL", kind: "url" },
			{ name: "tokenUrlParams", label: "Token parameters", kind: "params" },
			{ name: "revocationUrl", label: "Revocation URL", kind: "url" },
		],
	},
	{
		title: "What is asked for",
		isOAuth: true,
		fields: [
			{ name: "defaultScopes", label: "Default scopes", kind: "scopes", hint: "One a line, or separated by spaces." },
			{
				name: "prompt",
				label: "Prompt",
				kind: "prompts",
				choices: [
					["login", "Sign in"],
					["consent", "Consent"],
					["select_account", "Choose an account"],
					["none", "None"],
				],
			},
			{
				name: "accessType",
				label: "Access",
				kind: "choice",
				choices: [
					["", "Provider’s default"],
					["offline", "Offline: with a refresh token"],
					["online", "Online: without a refresh token"],
				],
			},
			{
				name: "defaultRedirectUrl",
				label: "Redirect after connecting",
				kind: "url",
				hint: "Where users land unless a request says otherwise.",
			},
			{
				name: "callbackDomain",
				label: "Callback domain",
				kind: "text",
				hint: "A host name. Left empty, the project’s own.",
			},
		],
	},
	{
		title: "Dynamic registration",
		isOAuth: true,
		fields: [
			{
				name: "useDcr",
				label: "Register the client dynamically",
				kind: "flag",
				hint: "RFC 7591, in place of a client ID and secret.",
				fixed: NOT_CARRIED,
			},
			{ name: "dcrUrl", label: "Registration URL", kind: "url", fixed: NOT_CARRIED },
		],
	},
	{
		title: "Tenant",
		fields: [
			{
				name: "tenantId",
				label: "Tenant ID",
				kind: "text",
				hint: "Left empty, the connection belongs to the project.",
				fixed: "The tenant is fixed.",
			},
		],
	},
];

export const FIELDS = GROUPS.flatMap(({ fields }) => fields);

const EMPTY = /** @type {Record<string, unknown>} */ ({ flag: false, prompts: [], scopes: [], params: [] });

/** @param {Field} field */
export const emptyValue = ({ kind }) => EMPTY[kind] ?? "";

/**
 * Converts each value that means "not set" to `undefined`: servers return such fields as absent, null or empty.
 *
 * @param {unknown} value
 */
export function settled(value) {
	if (value === null || value === "" || value === false) return undefined;
	if (!Array.isArray(value)) return value;
	return value.length === 0 ? undefined : value;
}

/**
 * Returns the initial values of a form.
 *
 * @param {Record<string, any>} app
 * @returns {Record<string, any>}
 */
export const toValues = (app) =>
	Object.fromEntries(
		FIELDS.map((field) => [field.name, field.kind === "secret" ? "" : (settled(app[field.name]) ?? emptyValue(field))]),
	);

/**
 * Returns the values of a form, without those that are not set.
 *
 * @param {Record<string, any>} values
 * @returns {Record<string, any>}
 */
export const toApp = (values) =>
	Object.fromEntries(
		FIELDS.map(({ name }) => [name, settled(values[name])]).filter(([, value]) => value !== undefined),
	);

/**
 * Formats a value for people.
 *
 * @param {Field} field
 * @param {unknown} value
 * @returns {string} empty if it is not set
 */
export function inWords({ kind, choices = [] }, value) {
	const set = settled(value);
	if (kind === "flag") return set ? "Yes" : "No";
	if (kind === "choice") return choices.find(([choice]) => choice === (set ?? ""))?.[1] ?? String(set);
	if (set === undefined) return "";
	if (kind === "params") {
		return /** @type {{ key?: string, value?: string }[]} */ (set)
			.map(({ key = "", value: text = "" }) => `${key} = ${text}`)
			.join("\n");
	}
	if (Array.isArray(set)) {
		return set.map((item) => choices.find(([choice]) => choice === item)?.[1] ?? String(item)).join("\n");
	}
	return String(set).startsWith("data:")
		? `An image of ${Math.ceil(String(set).length / 1000)} kB, as a data URI`
		: String(set);
}
