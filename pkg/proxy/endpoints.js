// @ts-check
// The endpoints that can be passed on, one row each, with what has to be allowed for it.

/**
 * A kind of action that a proxy can allow.
 *
 * @typedef {"app-reads" | "app-writes" | "app-deletes" | "token-metadata" | "token-values" | "token-deletes" | "uploads"} Permission
 */

/**
 * @typedef {object} Endpoint
 * @property {string} method
 * @property {RegExp} path
 * @property {readonly Permission[]} needs one of these
 * @property {readonly string[]} query the parameters that it takes
 * @property {boolean} isChange whether it changes what is stored
 */

/** An id as it stands in a path: unreserved characters, and others percent-encoded. */
const ID = "(?:[\\w.~-]|%[0-9A-Fa-f]{2})+";

/** Without `connect`, which takes the user's own session and no management key. @type {[string, string, string, string?][]} */
const ROWS = [
	["GET", "/v1/mgmt/outbound/apps", "app-reads"],
	["GET", "/v1/mgmt/outbound/app/{id}", "app-reads"],
	["GET", "/v1/mgmt/license", "app-reads"],
	["POST", "/v1/mgmt/outbound/app/create", "app-writes"],
	["POST", "/v1/mgmt/outbound/app/create/bytemplate", "app-writes"],
	["POST", "/v1/mgmt/outbound/app/create/bydcrpreset", "app-writes"],
	["POST", "/v1/mgmt/outbound/app/update", "app-writes"],
	["POST", "/v1/mgmt/outbound/app/delete", "app-deletes"],
	["GET", "/v1/mgmt/outbound/apps-with-user-token", "token-metadata token-values", "userId tenantId"],
	["POST", "/v1/mgmt/outbound/app/user/token/latest", "token-metadata token-values"],
	["POST", "/v1/mgmt/outbound/app/tenant/token/latest", "token-metadata token-values"],
	["POST", "/v1/mgmt/outbound/app/user/token", "token-metadata token-values"],
	["POST", "/v1/mgmt/outbound/app/tenant/token", "token-metadata token-values"],
	["DELETE", "/v1/mgmt/outbound/user/tokens", "token-deletes", "appId userId"],
	["DELETE", "/v1/mgmt/outbound/token", "token-deletes", "id"],
	["POST", "/v1/mgmt/outbound/app/user/apikey/upload", "uploads"],
	["POST", "/v1/mgmt/outbound/app/tenant/apikey/upload", "uploads"],
	["POST", "/v1/mgmt/outbound/app/user/oauthtoken/upload", "uploads"],
	["POST", "/v1/mgmt/outbound/app/tenant/oauthtoken/upload", "uploads"],
	["POST", "/v1/mgmt/outbound/app/user/oauthtoken/batch/upload", "uploads"],
	["POST", "/v1/mgmt/outbound/app/tenant/oauthtoken/batch/upload", "uploads"],
];

/** @type {readonly Permission[]} */
const READS = ["app-reads", "token-metadata", "token-values"];

/** @type {readonly Permission[]} */
export const PERMISSIONS = [...READS, "app-writes", "app-deletes", "token-deletes", "uploads"];

/** @type {readonly Endpoint[]} */
const ENDPOINTS = ROWS.map(([method, path, needs, query = ""]) => {
	const permissions = /** @type {Permission[]} */ (needs.split(" "));
	return {
		method,
		path: new RegExp(`^${path.replace("{id}", ID)}$`),
		needs: permissions,
		query: query.split(" "),
		isChange: !permissions.some((permission) => READS.includes(permission)),
	};
});

/**
 * @param {string} method
 * @param {string} path as it came, below the prefix
 * @returns {Endpoint | undefined}
 */
export function findEndpoint(method, path) {
	const endpoint = ENDPOINTS.find((row) => row.method === method && row.path.test(path));
	return endpoint && isOneSegment(path.slice(path.lastIndexOf("/") + 1)) ? endpoint : undefined;
}

/**
 * Whether a server that decodes the path early would still see one segment: no slash, no dots alone, no control character.
 *
 * @param {string} segment
 */
function isOneSegment(segment) {
	try {
		const text = decodeURIComponent(segment);
		return !/^\.{1,2}$|[/\\%\p{Cc}]/u.test(text);
	} catch {
		return false;
	}
}
