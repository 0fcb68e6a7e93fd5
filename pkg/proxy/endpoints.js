// @ts-check
// The endpoints that the proxy forwards, each with the permissions that it needs.

/**
 * A kind of action that a proxy can allow.
 *
 * @typedef {"app-reads" | "app-writes" | "app-deletes" | "token-metadata" | "token-values" | "token-deletes" | "uploads"} Permission
 */

/**
 * @typedef {object} Endpoint
 * @property {string} method
 * @property {RegExp} path
 * @property {readonly Permission[]} needs the permissions, one of which is required
 * @property {readonly string[]} query the query parameters that it accepts
 * @property {boolean} isChange whether it changes stored data
 */

/** Matches an id in a path: unreserved and percent-encoded characters. */
const ID = "(?:[\\w.~-]|%[0-9A-Fa-f]{2})+";

/** `connect` is missing, because the user's own session authorizes it. @type {[string, string, string, string?][]} */
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
 * @param {string} path the unchanged path after the prefix
 * @returns {Endpoint | undefined}
 */
export function findEndpoint(method, path) {
	const endpoint = ENDPOINTS.find((row) => row.method === method && row.path.test(path));
	return endpoint && isOneSegment(path.slice(path.lastIndexOf("/") + 1)) ? endpoint : undefined;
}

/**
 * Returns whether the decoded segment is still one segment: without slashes, percent signs and control characters, and
 * not `.` or `..`.
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
