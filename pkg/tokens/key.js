// @ts-check
// Computes the cache keys that identify tokens.
import { digest } from "./decisions.js";

/** Stands for a missing part. No length begins with this character. */
const ABSENT = "-";

/** The known fields of a request. Every other field becomes part of the key literally. */
const FIELDS = new Set(["appId", "userId", "tenantId", "externalIdentifier", "scopes", "options"]);

/**
 * Returns whether a request is for a user's token, not a tenant's. `userId: undefined` counts as a user's, and the
 * client rejects it: as a missing field, it would return the tenant's token.
 *
 * @param {any} request
 * @returns {boolean}
 */
export const isUsers = (request) => typeof request === "object" && request !== null && "userId" in request;

/** The key of the text at the end of a path through the maps. */
const END = Symbol("end");

/** Marks the beginning of a list of scopes. */
const LIST = Symbol("list");

/** Stands for the user of a tenant's token. */
const TENANT = Symbol("tenant");

/** The limit of stored texts. At the limit, all of them are dropped. */
const MOST = 20_000;

/**
 * Computes the keys of requests. Composing and hashing a text takes longer than the rest of a hit, so each text is
 * stored in nested maps under its parts, whose hashes JavaScript's strings cache.
 */
export class Keys {
	/** Users' requests without other parts, by app and user. @type {Map<unknown, any>} */
	#users = new Map();
	/** Tenants' requests without other parts, by app and tenant. @type {Map<unknown, any>} */
	#tenants = new Map();
	/** All other requests: a level of maps for each part. @type {Map<unknown, any>} */
	#others = new Map();
	#count = 0;

	/**
	 * Returns the key of a call: the subject, the fetch options, and the hash of the access token.
	 *
	 * @param {any} request
	 * @param {any} options
	 * @returns {string}
	 */
	of(request, options) {
		const subject = this.subject(request);
		const how = request?.options;
		const bearer = options?.accessToken;
		if (how === undefined && typeof bearer !== "string") return subject;
		return `${subject}${manner(how)}${typeof bearer === "string" ? `@${digest(bearer)}` : ""}`;
	}

	/**
	 * Returns the request as a text, without its caller. Different requests have different texts.
	 *
	 * @param {any} request
	 * @returns {string}
	 */
	subject(request) {
		for (const name in request) if (!FIELDS.has(name)) return compose(request);
		const { appId, userId, tenantId, externalIdentifier, scopes } = request ?? {};
		const ofUser = isUsers(request);
		if (externalIdentifier === undefined && scopes === undefined && (!ofUser || tenantId === undefined)) {
			const owners = step(ofUser ? this.#users : this.#tenants, appId);
			const owner = ofUser ? userId : tenantId;
			return owners.get(owner) ?? this.#remember(owners, owner, request);
		}
		let node = step(this.#others, ofUser ? userId : TENANT);
		for (const part of [appId, tenantId, externalIdentifier]) node = step(node, part);
		if (Array.isArray(scopes)) {
			node = step(step(node, LIST), scopes.length);
			for (const scope of scopes) node = step(node, scope);
		} else {
			node = step(node, scopes);
		}
		return node.get(END) ?? this.#remember(node, END, request);
	}

	/**
	 * @param {Map<unknown, any>} map
	 * @param {unknown} place
	 * @param {any} request
	 */
	#remember(map, place, request) {
		if (this.#count === MOST) {
			for (const known of [this.#users, this.#tenants, this.#others]) known.clear();
			this.#count = 0;
		}
		const text = compose(request);
		map.set(place, text);
		this.#count += 1;
		return text;
	}
}

/**
 * Returns the fetch options that affect the response, as a text.
 *
 * @param {any} options the request's options
 */
function manner(options) {
	const { forceRefresh, withRefreshToken, ...others } = options ?? {};
	return (withRefreshToken === true ? "+" : "") + (Object.keys(others).length > 0 ? json(others) : "");
}

/**
 * @param {Map<unknown, any>} node
 * @param {unknown} part
 * @returns {Map<unknown, any>}
 */
function step(node, part) {
	const known = node.get(part);
	if (known !== undefined) return known;
	const next = new Map();
	node.set(part, next);
	return next;
}

/**
 * Composes a text with the length before each part, so that no part can be read as two.
 *
 * @param {any} request
 */
function compose(request) {
	const owner = isUsers(request) ? `user${part(request.userId)}` : "tenant";
	let others = "";
	for (const name in request) if (!FIELDS.has(name)) others += part(name) + part(request[name]);
	return `${owner}/${part(request?.appId)}/${part(request?.tenantId)}/${part(request?.externalIdentifier)}/${set(request?.scopes)}/${others};`;
}

/** @param {unknown} value */
function part(value) {
	if (typeof value === "string") return `${value.length}:${value}`;
	// The client rejects other types, so nothing is stored under this key.
	return value === undefined || value === null ? ABSENT : json(value);
}

/**
 * Returns the scopes as a set: their order and duplicates do not matter.
 *
 * @param {unknown} scopes
 */
function set(scopes) {
	if (!Array.isArray(scopes)) return part(scopes);
	const sorted = isSorted(scopes) ? scopes : [...new Set(scopes)].sort();
	let text = `${sorted.length}`;
	for (const scope of sorted) text += ` ${part(scope)}`;
	return text;
}

/** @param {any[]} scopes */
function isSorted(scopes) {
	return scopes.every((scope, index) => index === 0 || scopes[index - 1] < scope);
}

/** @param {unknown} value */
function json(value) {
	try {
		return `?${JSON.stringify(value)}`;
	} catch {
		// The client cannot serialize the value either, and rejects it.
		return "?";
	}
}
