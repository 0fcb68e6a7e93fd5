// @ts-check
// The key that tells one token from another.
import { digest } from "./decisions.js";

/** Stands for a part that is left out: no length begins like this. */
const ABSENT = "-";

/** The fields that a request is known to have. Any other is a part of the key as it stands. */
const FIELDS = new Set(["appId", "userId", "tenantId", "externalIdentifier", "scopes", "options"]);

/**
 * Whether a user's token is asked for, and not a tenant's. `userId: undefined` is a mistake, which the client names: taken for
 * left out, it would hand out the tenant's token.
 *
 * @param {any} request
 * @returns {boolean}
 */
export const isUsers = (request) => typeof request === "object" && request !== null && "userId" in request;

/** The end of a path through the maps. */
const END = Symbol("end");

/** Marks the beginning of a list. */
const LIST = Symbol("list");

/** The owner of a tenant's token is in `tenantId`. */
const TENANT = Symbol("tenant");

/** As many texts are remembered; then all of them are made again. */
const MOST = 20_000;

/**
 * The keys of requests. To put a text together and to hash it takes longer than all the rest of a hit, so each is made once,
 * and found by its parts, whose hashes JavaScript's strings hold.
 */
export class Keys {
	/** Of most requests: by app and user. @type {Map<unknown, any>} */
	#users = new Map();
	/** By app and tenant. @type {Map<unknown, any>} */
	#tenants = new Map();
	/** Of those that say more: a map for each part. @type {Map<unknown, any>} */
	#others = new Map();
	#count = 0;

	/**
	 * The key of what a call asks for: the subject, how it is to be fetched, and whose access token asks.
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
	 * The request as a text, without its caller: different requests give different texts.
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
 * How a token is to be fetched, as far as the answer depends on it.
 *
 * @param {any} options of the request
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
 * Each part has its length before it, so that none can pass for two.
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
	// Of another type it is refused by the client, and nothing is stored.
	return value === undefined || value === null ? ABSENT : json(value);
}

/**
 * The order of scopes, and how often one is named, means nothing.
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
		// The client cannot read it either, and says so.
		return "?";
	}
}
