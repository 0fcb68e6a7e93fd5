// Who is connected to an app, and what may be said of the token: never its value.
import { openClient, showsTokenMetadata } from "./api.js";

/** @typedef {{ label: string, text: string, kind?: "warning" }} Fact */

/** @typedef {{ isConnected: boolean | undefined, facts: Fact[] | undefined }} Connection undefined is not known */

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
	try {
		const request = /** @type {any} */ ({ appId, ...whose });
		const { token } = await (userId ? apps.fetchUserToken(request) : apps.fetchTenantToken(request));
		return { isConnected: isConnected ?? true, facts: factsOf(token ?? {}) };
	} catch (error) {
		if (/** @type {any} */ (error).code !== "not-connected") throw error;
		return { isConnected: isConnected ?? false, facts: [] };
	}
}

/**
 * @param {Record<string, any>} token
 * @returns {Fact[]}
 */
function factsOf({
	scopes,
	accessTokenExpiry,
	hasRefreshToken,
	lastRefreshTime,
	lastRefreshError,
	grantedBy,
	externalIdentifier,
}) {
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
	return facts.filter((fact) => fact !== undefined && fact !== false && fact.label !== undefined);
}

/**
 * A time as servers write it: seconds since 1970, as a number or a string, or RFC 3339; 0 is none.
 *
 * @param {unknown} time
 */
function toDate(time) {
	const seconds = Number(time);
	const date = new Date(Number.isNaN(seconds) ? String(time) : seconds * 1000);
	return time && seconds !== 0 && !Number.isNaN(date.getTime()) ? date : undefined;
}
