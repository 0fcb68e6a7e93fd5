// Looks up an app's connections, with the metadata of each token but never its value.
import { openClient, post, proxy, showsTokenMetadata } from "./api.js";

/** @typedef {{ label: string, text: string, kind?: "warning" }} Fact */

/** @typedef {{ isConnected: boolean | undefined, facts: Fact[] | undefined }} Connection `undefined` means not known */

/**
 * @param {string} appId
 * @param {string} userId
 * @param {string} tenantId
 * @returns {Promise<Connection>}
 */
export async function lookUp(appId, userId, tenantId) {
	const { apps } = await openClient();
	const whose = { ...(userId && { userId }), ...(tenantId && { tenantId }) };
	let isConnected;
	if (userId) {
		const { appIds = [] } = await apps.listAppsWithUserToken({ userId, ...(tenantId && { tenantId }) });
		isConnected = appIds.includes(appId);
	}
	if (!showsTokenMetadata) return { isConnected, facts: undefined };
	const token = await metadata(userId ? "user" : "tenant", { appId, ...whose });
	if (token === null) return { isConnected, facts: undefined };
	return { isConnected: isConnected ?? token !== undefined, facts: factsOf(token) };
}

/**
 * Requests a token's metadata from the proxy. Returns `undefined` if there is no token, and `null` if the proxy does
 * not allow the request. Does not use the client, which rejects a token without its value.
 *
 * @param {"user" | "tenant"} owner
 * @param {Record<string, string>} request
 * @returns {Promise<Record<string, any> | undefined | null>}
 */
async function metadata(owner, request) {
	const response = await post(`${proxy}/v1/mgmt/outbound/app/${owner}/token/latest`, request);
	const answer = await response.json().catch(() => ({}));
	if (response.ok) return answer.token;
	if (answer.errorCode === "proxy" && [403, 404].includes(response.status)) return null;
	if (response.status === 404) return undefined;
	throw Object.assign(new Error("no token metadata"), { ...answer, code: "api-error", status: response.status });
}

/**
 * @param {Record<string, any> | undefined} token
 * @returns {Fact[]}
 */
function factsOf(token) {
	if (token === undefined) return [];
	const {
		scopes,
		accessTokenExpiry,
		hasRefreshToken,
		lastRefreshTime,
		lastRefreshError,
		grantedBy,
		externalIdentifier,
	} = token;
	const expiry = toDate(accessTokenExpiry);
	const isExpired = expiry !== undefined && expiry.getTime() < Date.now();
	/** @type {(Fact | false | undefined)[]} */
	const facts = [
		{ label: "Scopes", text: scopes?.join("\n") || "None" },
		{
			label: isExpired ? "Expired" : "Expires",
			text: expiry?.toLocaleString() ?? "Not known",
			...(isExpired && /** @type {const} */ ({ kind: "warning" })),
		},
		hasRefreshToken !== undefined && { label: "Refresh token", text: hasRefreshToken ? "Stored" : "None" },
		lastRefreshTime && { label: "Last refresh", text: toDate(lastRefreshTime)?.toLocaleString() ?? "Not known" },
		lastRefreshError && { label: "Last refresh failed", text: lastRefreshError, kind: "warning" },
		grantedBy && { label: "Granted by", text: grantedBy },
		externalIdentifier && { label: "Account", text: externalIdentifier },
	];
	return facts.flatMap((fact) => fact || []);
}

/**
 * Parses a time: seconds since 1970, as a number or a string, or RFC 3339. Returns `undefined` for 0 and other values.
 *
 * @param {unknown} time
 */
function toDate(time) {
	const seconds = Number(time);
	const date = new Date(Number.isNaN(seconds) ? String(time) : seconds * 1000);
	return time && seconds !== 0 && !Number.isNaN(date.getTime()) ? date : undefined;
}
