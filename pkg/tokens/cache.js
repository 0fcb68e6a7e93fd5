// @ts-check
// The cache: entries are stored tokens, flights are requests that have not ended. A hit is a look-up and a comparison
// of numbers, which `src/tokens` computed when the token arrived.
import { after, earlier, isBefore, NEVER, now } from "./clock.js";
import { decisions, isLost, read, waitMs } from "./decisions.js";
import { isUsers, Keys } from "./key.js";
import { send } from "./send.js";
import { settingsOf } from "./settings.js";
import { join, sleep } from "./waiting.js";

/**
 * @import {
 *   ConnectRequest,
 *   ConnectResponse,
 *   FetchTenantTokenRequest,
 *   FetchUserTokenRequest,
 *   OutboundAppToken,
 *   RequestOptions,
 *   TokenResponse,
 * } from "../dist/core/core.js"
 * @import { Moment } from "./clock.js"
 * @import { TokenCacheOptions } from "./settings.js"
 */

/**
 * Identifies a token: a user's if it has a `userId`, otherwise a tenant's.
 * @typedef {FetchUserTokenRequest | FetchTenantTokenRequest} TokenRequest
 */

/**
 * A usable token. All callers share the same frozen object.
 * @typedef {Readonly<Omit<OutboundAppToken, "accessToken" | "scopes"> & { accessToken: string, scopes?: readonly string[] }>} CachedToken
 */

/**
 * The client that the cache calls: an `OutboundApps`, or a stand-in in a test.
 * @typedef {object} TokenSource
 * @property {(request: FetchUserTokenRequest, options?: RequestOptions) => Promise<TokenResponse>} fetchUserToken
 * @property {(request: FetchTenantTokenRequest, options?: RequestOptions) => Promise<TokenResponse>} fetchTenantToken
 * @property {(request: ConnectRequest, options?: RequestOptions) => Promise<ConnectResponse>} connect
 */

/**
 * Keeps a refresh running after the response of the request that started it: on edge workers,
 * `(promise) => ctx.waitUntil(promise)`.
 * @typedef {(promise: Promise<unknown>) => void} WaitUntil
 */

/**
 * Options of one call. If callers share a request, the first caller's options apply; only the signal is each caller's
 * own.
 * @typedef {RequestOptions & { waitUntil?: WaitUntil | undefined }} GetOptions
 */

/**
 * The failed attempt before a wait.
 * @typedef {{ attempt: number, waitMs: number, error: unknown }} Wait
 */

/**
 * @typedef {object} WaitLimits
 * @property {number | undefined} [timeoutMs] how long to wait in total, in milliseconds; `Infinity` waits without a
 *   limit. Default: 600,000
 * @property {((wait: Wait) => void) | undefined} [onWait] is called before each wait
 */

/** @typedef {Omit<GetOptions, "timeoutMs"> & WaitLimits} WaitOptions */

/**
 * How to connect, in addition to the request. `accessToken` is the user's own session token.
 * @typedef {RequestOptions & Pick<NonNullable<ConnectRequest["options"]>, "redirectUrl" | "prompt" | "loginHint" | "resources">} ConnectUrlOptions
 */

/**
 * The counters of a cache.
 * @typedef {object} TokenCacheStats
 * @property {number} hits calls that the cache answered
 * @property {number} misses calls that started a request and waited for it
 * @property {number} shared calls that waited for the request of another call
 * @property {number} refreshes requests for a newer token than the stored one
 * @property {number} evicted entries that were removed for others
 */

/**
 * @typedef {object} Entry
 * @property {CachedToken | undefined} token `undefined` if the entry stores that there is no token
 * @property {unknown} error the error of an entry without a token
 * @property {Moment} freshUntil
 * @property {Moment} validUntil
 * @property {number} staleRefreshes consecutive refreshes without a fresh token
 */

/**
 * @typedef {object} Flight
 * @property {Promise<CachedToken>} promise
 * @property {boolean} isForced
 * @property {boolean} isRefresh
 * @property {boolean} isStale whether its token must not be stored: it was invalidated, or another flight has replaced
 *   it
 * @property {boolean} isLost whether it counts as lost, so that another flight may replace it
 * @property {Flight | undefined} former the flight that it waits for
 * @property {number} began when it sent its latest request
 */

const ignore = () => {};

/** Caches third-party tokens: fetches each once, shares it between callers, and refreshes it in time. */
export class TokenCache {
	#apps;
	#settings;
	#keys = new Keys();
	/** In the order of use, the least recently used first. @type {Map<string, Entry>} */
	#entries = new Map();
	/** @type {Entry | undefined} */
	#newest;
	/** The latest flight of each key. @type {Map<string, Flight>} */
	#flights = new Map();
	#stats = { hits: 0, misses: 0, shared: 0, refreshes: 0, evicted: 0 };

	/**
	 * Creates a cache. Sends nothing. Throws a `TypeError` if the arguments are invalid.
	 *
	 * @param {TokenSource} apps the client that fetches the tokens: an `OutboundApps`
	 * @param {TokenCacheOptions} [options]
	 */
	constructor(apps, options) {
		this.#settings = settingsOf(apps, options);
		this.#apps = apps;
	}

	/**
	 * Returns a user's or a tenant's token. Takes the arguments of `fetchUserToken` and `fetchTenantToken`, and rejects
	 * like them: with a `NotConnectedError` if there is no token.
	 *
	 * Simultaneous calls share one request; an abort ends only its own call's wait. Near its expiry, a token is still
	 * returned while one refresh runs. An expired token is never returned. If a refresh fails, a token that is still
	 * valid is returned, unless the server responds that there is no token, or that the caller may not have it.
	 * `forceRefresh` requests a new token from the provider.
	 *
	 * With the option `accessToken`, only callers with the same access token share the token. A hit does not check with
	 * the server that the access token is still valid: verify it first, as an MCP server does.
	 *
	 * @param {TokenRequest} request which token
	 * @param {GetOptions} [options] options of this call
	 * @returns {Promise<CachedToken>}
	 */
	get(request, options) {
		try {
			if (options?.signal?.aborted) return Promise.reject(options.signal.reason);
			const key = this.#keys.of(request, options);
			const entry = this.#entries.get(key);
			if (entry === undefined || !isBefore(entry.freshUntil) || isForcing(request)) {
				return this.#fetch(key, entry, request, options);
			}
			this.#stats.hits += 1;
			this.#touch(key, entry);
			return entry.token === undefined ? Promise.reject(entry.error) : Promise.resolve(entry.token);
		} catch (reason) {
			// A getter of the caller's arguments threw.
			return Promise.reject(reason);
		}
	}

	/**
	 * Calls the third party's API like `fetch`, with the token in `Authorization: Bearer …`. Sends the token only over
	 * `https` or to this machine. A redirect to another origin does not receive the token.
	 *
	 * After a 401, fetches a new token once and repeats the call. If the body is a stream or there is no new token,
	 * returns the 401. If the user or tenant is no longer connected, rejects with the `NotConnectedError`.
	 *
	 * @param {TokenRequest} request which token
	 * @param {Parameters<typeof fetch>[0]} input as for `fetch`
	 * @param {RequestInit} [init] as for `fetch`; its signal also ends the wait for a token
	 * @param {GetOptions} [options] as for `get`
	 * @returns {Promise<Response>}
	 */
	fetch(request, input, init, options) {
		return send(input, init, {
			token: (signal) => this.get(request, { ...options, signal: signal ?? options?.signal }),
			renewed: (used, signal) => this.#renewed(used, request, { ...options, signal: signal ?? options?.signal }),
		});
	}

	/**
	 * Waits until the user or the tenant has connected, and returns the token. Retries after 1 to 10 seconds, or after a
	 * longer `Retry-After`, also while the server cannot be reached. Rejects at once with an error that waiting does not
	 * change.
	 *
	 * Rejects with the last attempt's error, usually a `NotConnectedError`, when `timeoutMs` is over, and with the
	 * signal's reason when it aborts.
	 *
	 * @param {TokenRequest} request which token
	 * @param {WaitOptions} [options]
	 * @returns {Promise<CachedToken>}
	 */
	async waitForConnection(request, options = {}) {
		const { timeoutMs = 600_000, onWait, ...others } = options;
		if (!(timeoutMs >= 0)) throw new RangeError(`timeoutMs must be a number from 0, not ${String(timeoutMs)}`);
		const deadline = performance.now() + timeoutMs;
		const key = this.#keys.of(request, others);
		for (let attempt = 0; ; attempt += 1) {
			// Drops a remembered error, so that `get` sends a request. A stored token stays.
			if (this.#entries.get(key)?.error !== undefined) this.#entries.delete(key);
			const outcome = await this.get(request, others).then(
				(token) => ({ token }),
				(error) => ({ error }),
			);
			if ("token" in outcome) return outcome.token;
			const left = deadline - performance.now();
			const { error } = outcome;
			if (others.signal?.aborted || !read(error).is_waited_out() || left <= 0) throw error;
			const wait = Math.min(waitMs(attempt, error), left);
			onWait?.({ attempt, waitMs: wait, error });
			await sleep(wait, others.signal);
		}
	}

	/**
	 * Starts to connect a user or tenant: returns the address to send the user's browser to. Pass the user's own session
	 * token as `accessToken`; the management key does not authorize this call.
	 *
	 * @param {TokenRequest} request the token that the connection should provide
	 * @param {ConnectUrlOptions} [options]
	 * @returns {Promise<string>}
	 */
	async connectUrl(request, options = {}) {
		const { redirectUrl, prompt, loginHint, resources, ...others } = options;
		const { appId, scopes, tenantId, externalIdentifier } = request;
		const how = { redirectUrl, prompt, loginHint, resources, scopes, externalIdentifier };
		const tenantLevel = isUsers(request) ? undefined : true;
		const { url } = await this.#apps.connect(
			/** @type {ConnectRequest} */ ({ appId, tenantId, tenantLevel, options: how }),
			others,
		);
		if (typeof url !== "string") throw lacking(`an address to connect ${JSON.stringify(appId)}`);
		return url;
	}

	/**
	 * Removes the token that `get` would return for a request, for all callers. Call it after you store or delete a
	 * token. A request in flight does not store its token, and later calls do not share it.
	 *
	 * @param {TokenRequest} request which token
	 */
	invalidate(request) {
		const subject = this.#keys.subject(request);
		for (const key of this.#entries.keys()) if (key.startsWith(subject)) this.#entries.delete(key);
		for (const [key, flight] of this.#flights) if (key.startsWith(subject)) spoil(flight);
	}

	/** Removes all tokens. Requests in flight do not store theirs. */
	clear() {
		this.#entries.clear();
		this.#newest = undefined;
		for (const flight of this.#flights.values()) spoil(flight);
	}

	/**
	 * Returns the counters of the cache so far.
	 *
	 * @returns {TokenCacheStats}
	 */
	stats() {
		return { ...this.#stats };
	}

	/**
	 * Returns a token that is not fresh in the cache: starts a refresh, joins a flight, or starts one.
	 *
	 * @param {string} key
	 * @param {Entry | undefined} entry
	 * @param {TokenRequest} request
	 * @param {GetOptions | undefined} options
	 * @returns {Promise<CachedToken>}
	 */
	#fetch(key, entry, request, options) {
		const signal = options?.signal;
		const isForced = isForcing(request);
		if (!isForced && entry?.token !== undefined && isBefore(entry.validUntil)) {
			this.#stats.hits += 1;
			this.#touch(key, entry);
			if (this.#running(key) === undefined) this.#begin(key, request, options, { isForced, isRefresh: true });
			return Promise.resolve(entry.token);
		}
		// An expired token must not become valid again if the clock is set back.
		if (entry?.token !== undefined && !isBefore(entry.validUntil)) this.#entries.delete(key);
		const flight = this.#running(key);
		if (flight !== undefined && !flight.isStale && (flight.isForced || !isForced)) {
			this.#stats.shared += 1;
			return join(flight.promise, signal);
		}
		this.#stats.misses += 1;
		return join(this.#begin(key, request, options, { isForced, isRefresh: isForced }), signal);
	}

	/**
	 * Returns another token than the refused one.
	 *
	 * @param {CachedToken} used
	 * @param {TokenRequest} request
	 * @param {GetOptions} options
	 * @returns {Promise<CachedToken>}
	 */
	#renewed(used, request, options) {
		const key = this.#keys.of(request, options);
		const entry = this.#entries.get(key);
		// Another call may have been refused earlier, and have stored a new token.
		const isNewer = entry?.token !== undefined && entry.token.accessToken !== used.accessToken;
		if (isNewer) return this.get(request, options);
		this.#entries.delete(key);
		return this.#fetch(key, undefined, forced(request), options);
	}

	/**
	 * Returns the running flight of a key. A flight that takes too long counts as lost, and does not store its token.
	 *
	 * @param {string} key
	 * @returns {Flight | undefined}
	 */
	#running(key) {
		const flight = this.#flights.get(key);
		if (flight === undefined) return undefined;
		const flights = [...chain(flight)];
		// The others wait for the last one.
		const sent = flights[flights.length - 1] ?? flight;
		if (!isLost(performance.now() - sent.began)) return flight;
		for (const lost of flights) {
			lost.isStale = true;
			lost.isLost = true;
		}
		this.#flights.delete(key);
		return undefined;
	}

	/**
	 * Starts a flight. It waits for the running one, so that a key never has two requests at once.
	 *
	 * @param {string} key
	 * @param {TokenRequest} request
	 * @param {GetOptions | undefined} options
	 * @param {{ isForced: boolean, isRefresh: boolean }} kind
	 * @returns {Promise<CachedToken>}
	 */
	#begin(key, request, options, { isForced, isRefresh }) {
		const former = this.#flights.get(key);
		if (isRefresh) this.#stats.refreshes += 1;
		const { signal, waitUntil, ...others } = options ?? {};
		/** A placeholder until the flight starts, a few lines below. @type {any} */
		const pending = undefined;
		/** @type {Flight} */
		const flight = {
			isForced,
			isRefresh,
			isStale: false,
			isLost: false,
			former,
			began: performance.now(),
			promise: pending,
		};
		this.#flights.set(key, flight);
		flight.promise = this.#run(key, flight, former === undefined ? request : copy(request), others);
		const ended = flight.promise.then(ignore, ignore);
		waitUntil?.(ended);
		return flight.promise;
	}

	/**
	 * @param {string} key
	 * @param {Flight} flight
	 * @param {TokenRequest} request
	 * @param {RequestOptions} options
	 */
	async #run(key, flight, request, options) {
		if (flight.former !== undefined) {
			await flight.former.promise.catch(ignore);
			flight.former = undefined;
			const next = this.#successor(key, flight);
			if (next !== undefined) return next.promise;
		}
		try {
			let token = await this.#ask(flight, request, options, flight.isForced);
			if (this.#read(token, 0).must_be_forced(flight.isForced, token.hasRefreshToken !== false)) {
				const next = this.#successor(key, flight);
				if (next !== undefined) return next.promise;
				this.#entries.delete(key);
				this.#stats.refreshes += 1;
				token = await this.#ask(flight, request, options, true);
			}
			if (!flight.isStale) this.#store(key, flight, token);
			return token;
		} catch (error) {
			if (!flight.isStale) this.#fail(key, error);
			throw error;
		} finally {
			if (this.#flights.get(key) === flight) this.#flights.delete(key);
		}
	}

	/**
	 * Returns the flight that replaced one which counted as lost but continues. If the replacement has ended, the flight
	 * takes its place again.
	 *
	 * @param {string} key
	 * @param {Flight} flight
	 * @returns {Flight | undefined}
	 */
	#successor(key, flight) {
		if (!flight.isLost) return undefined;
		const next = this.#flights.get(key);
		if (next === undefined) this.#flights.set(key, flight);
		return next;
	}

	/**
	 * @param {Flight} flight
	 * @param {any} request
	 * @param {RequestOptions} options
	 * @param {boolean} isForced
	 * @returns {Promise<CachedToken>}
	 */
	async #ask(flight, request, options, isForced) {
		flight.began = performance.now();
		const asked = isForced ? forced(request) : request;
		const { token } = isUsers(asked)
			? await this.#apps.fetchUserToken(asked, options)
			: await this.#apps.fetchTenantToken(asked, options);
		if (typeof token?.accessToken !== "string") throw lacking("an access token");
		const { accessToken, scopes, ...others } = token;
		return Object.freeze({ ...others, accessToken, ...(scopes && { scopes: Object.freeze([...scopes]) }) });
	}

	/**
	 * Computes how long a token is fresh and valid from now on.
	 *
	 * @param {CachedToken} token
	 * @param {number} staleRefreshes
	 */
	#read({ accessTokenExpiry }, staleRefreshes) {
		const { refreshBeforeMs, maxAgeMs } = this.#settings;
		const decide = decisions();
		const expiry = secondsOf(accessTokenExpiry);
		decide.read_expiry(expiry, Date.now(), refreshBeforeMs, maxAgeMs, staleRefreshes, Math.random());
		return decide;
	}

	/**
	 * @param {string} key
	 * @param {Flight} flight
	 * @param {CachedToken} token
	 */
	#store(key, flight, token) {
		const former = this.#entries.get(key)?.staleRefreshes ?? 0;
		const decide = this.#read(token, flight.isRefresh ? former + 1 : 0);
		const at = now();
		const validMs = decide.valid_ms();
		if (validMs > 0) {
			this.#put(key, {
				token,
				error: undefined,
				freshUntil: after(at, decide.fresh_ms()),
				validUntil: after(at, validMs),
				staleRefreshes: decide.stale_refreshes(),
			});
		} else {
			this.#entries.delete(key);
		}
	}

	/**
	 * @param {string} key
	 * @param {unknown} error
	 */
	#fail(key, error) {
		const decide = read(error);
		const entry = this.#entries.get(key);
		if (decide.is_remembered()) {
			const freshUntil = after(now(), this.#settings.notConnectedMs);
			this.#put(key, { token: undefined, error, freshUntil, validUntil: NEVER, staleRefreshes: 0 });
		} else if (!decide.keeps_token()) {
			this.#entries.delete(key);
		} else if (entry?.token !== undefined && !isBefore(entry.freshUntil)) {
			// Delays the next refresh, without extending the token's validity.
			entry.freshUntil = earlier(after(now(), waitMs(entry.staleRefreshes, error)), entry.validUntil);
			entry.staleRefreshes += 1;
		}
	}

	/**
	 * @param {string} key
	 * @param {Entry} entry
	 */
	#put(key, entry) {
		this.#entries.delete(key);
		this.#entries.set(key, entry);
		this.#newest = entry;
		if (this.#entries.size <= this.#settings.maxEntries) return;
		const [oldest] = this.#entries.keys();
		this.#entries.delete(/** @type {string} */ (oldest));
		this.#stats.evicted += 1;
	}

	/**
	 * Marks an entry as the most recently used.
	 *
	 * @param {string} key
	 * @param {Entry} entry
	 */
	#touch(key, entry) {
		if (this.#newest === entry) return;
		this.#entries.delete(key);
		this.#entries.set(key, entry);
		this.#newest = entry;
	}
}

/** Iterates over a flight and the flights that it waits for. @param {Flight} flight */
function* chain(flight) {
	for (let each = /** @type {Flight | undefined} */ (flight); each !== undefined; each = each.former) yield each;
}

/** Prevents a flight from storing its token. @param {Flight} flight */
function spoil(flight) {
	for (const each of chain(flight)) each.isStale = true;
}

/** @param {any} request */
const isForcing = (request) => request?.options?.forceRefresh === true;

/** Returns the same request with `forceRefresh`. @param {any} request */
const forced = (request) => ({ ...request, options: { ...request?.options, forceRefresh: true } });

/** Copies a request: the caller may change the original before it is sent. @param {any} request */
const copy = (request) => ({ ...request, ...(Array.isArray(request?.scopes) && { scopes: [...request.scopes] }) });

/**
 * Converts an expiry to seconds since 1970: a number, a decimal string, or an RFC 3339 date. Returns `NaN` for other
 * values.
 *
 * @param {unknown} expiry
 */
function secondsOf(expiry) {
	const seconds = Number(expiry);
	return Number.isNaN(seconds) && typeof expiry === "string" ? Date.parse(expiry) / 1000 : seconds;
}

/**
 * Creates an error with the properties of the client's `ResponseError`, whose class is in another bundle.
 *
 * @param {string} what
 */
const lacking = (what) =>
	Object.assign(new Error(`The server answered without ${what}`), { code: "response-wrong-shape", applied: "yes" });
