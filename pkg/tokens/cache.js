// @ts-check
// The cache: entries, which are served, and flights, which are requests that have not ended. A hit is a look-up and a
// comparison of numbers; what they mean was decided when they came, in `src/tokens`.
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
 * Which token: a user's if there is a `userId`, and a tenant's otherwise.
 * @typedef {FetchUserTokenRequest | FetchTenantTokenRequest} TokenRequest
 */

/**
 * A token that can be used. It is shared by all who get it, and frozen.
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
 * Keeps a request running that outlives the one which began it: on edge workers, `(promise) => ctx.waitUntil(promise)`.
 * @typedef {(promise: Promise<unknown>) => void} WaitUntil
 */

/**
 * A call's own options. Of callers that share a request, those of the first count, but for the signal.
 * @typedef {RequestOptions & { waitUntil?: WaitUntil | undefined }} GetOptions
 */

/**
 * What was waited for in vain, before the next wait.
 * @typedef {{ attempt: number, waitMs: number, error: unknown }} Wait
 */

/**
 * @typedef {object} WaitLimits
 * @property {number | undefined} [timeoutMs] how long to wait altogether, in milliseconds; `Infinity` is without end. Default:
 *   600,000
 * @property {((wait: Wait) => void) | undefined} [onWait] is called before each wait
 */

/** @typedef {Omit<GetOptions, "timeoutMs"> & WaitLimits} WaitOptions */

/**
 * How to connect, beside what the request says. The bearer is the user's own session, as `accessToken`.
 * @typedef {RequestOptions & Pick<NonNullable<ConnectRequest["options"]>, "redirectUrl" | "prompt" | "loginHint" | "resources">} ConnectUrlOptions
 */

/**
 * Counts of the cache's work so far.
 * @typedef {object} TokenCacheStats
 * @property {number} hits calls that were answered at once
 * @property {number} misses calls that began a request and waited for it
 * @property {number} shared calls that waited for a request which another had begun
 * @property {number} refreshes requests for a newer token than the one that was there
 * @property {number} evicted entries that had to go for others
 */

/**
 * @typedef {object} Entry
 * @property {CachedToken | undefined} token nothing where it is remembered that there is none
 * @property {unknown} error why there is none
 * @property {Moment} freshUntil
 * @property {Moment} validUntil
 * @property {number} staleRefreshes refreshes in a row that brought nothing fresh
 */

/**
 * @typedef {object} Flight
 * @property {Promise<CachedToken>} promise
 * @property {boolean} isForced
 * @property {boolean} isRefresh
 * @property {boolean} isStale what it brings is not stored: it was invalidated, or another has taken its place
 * @property {boolean} isLost another has taken its place
 * @property {Flight | undefined} former what it waits for
 * @property {number} began when its latest request was sent
 */

const ignore = () => {};

/** Tokens of third parties, each fetched once, shared by all who ask, and refreshed in time. */
export class TokenCache {
	#apps;
	#settings;
	#keys = new Keys();
	/** The least recently used first. @type {Map<string, Entry>} */
	#entries = new Map();
	/** @type {Entry | undefined} */
	#newest;
	/** The latest of each key. @type {Map<string, Flight>} */
	#flights = new Map();
	#stats = { hits: 0, misses: 0, shared: 0, refreshes: 0, evicted: 0 };

	/**
	 * Makes a cache. Nothing is sent. Throws a `TypeError` if it cannot work like this.
	 *
	 * @param {TokenSource} apps whose tokens: an `OutboundApps`
	 * @param {TokenCacheOptions} [options]
	 */
	constructor(apps, options) {
		this.#settings = settingsOf(apps, options);
		this.#apps = apps;
	}

	/**
	 * Gives a user's or a tenant's token. It takes what `fetchUserToken` and `fetchTenantToken` take, and rejects as they do:
	 * with a `NotConnectedError` if there is none.
	 *
	 * Who asks at the same time shares one request, and an abort ends one's own wait alone. Near its end a token is served
	 * while one refresh runs; expired, it is never served. If a refresh fails, what is still valid is served on, unless the
	 * server says that there is no token, or that the caller may not have it. `forceRefresh` asks the provider for a new one.
	 *
	 * With the option `accessToken`, the token is shared with those alone who show the same one. A hit does not ask the server
	 * again whether that is still good: check it first, as an MCP server does.
	 *
	 * @param {TokenRequest} request which token
	 * @param {GetOptions} [options] this call's own
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
			// A getter of the caller's threw this.
			return Promise.reject(reason);
		}
	}

	/**
	 * Calls the third party's API with a token, as `fetch` does: `Authorization: Bearer …` is set. Over `https` alone, or to
	 * this machine; redirected to another origin, the request goes on without the token.
	 *
	 * Answered 401, it fetches a new token once and repeats the call, unless its body is a stream or there is no new token:
	 * then the 401 is what you get. If nobody is connected any more, it rejects with the `NotConnectedError`.
	 *
	 * @param {TokenRequest} request which token
	 * @param {Parameters<typeof fetch>[0]} input as `fetch` takes it
	 * @param {RequestInit} [init] as `fetch` takes it; its signal ends the wait for a token as well
	 * @param {GetOptions} [options] as `get` takes them
	 * @returns {Promise<Response>}
	 */
	fetch(request, input, init, options) {
		return send(input, init, {
			token: (signal) => this.get(request, { ...options, signal: signal ?? options?.signal }),
			renewed: (used, signal) => this.#renewed(used, request, { ...options, signal: signal ?? options?.signal }),
		});
	}

	/**
	 * Waits until the user or the tenant has connected, and gives the token. It asks again and again, from each second to every
	 * ten, and goes on while the server cannot be reached; what will not change by waiting rejects at once.
	 *
	 * Rejects with the last `NotConnectedError` when `timeoutMs` is over, and with the signal's reason when that aborts.
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
			// A remembered token is not fetched again.
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
	 * Starts to connect whom a request is about: gives the address to send the browser to. Pass the user's own session as
	 * `accessToken`; the management key does not authorize this.
	 *
	 * @param {TokenRequest} request which token there should be
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
	 * Forgets the token that `get` would give for a request, whoever had asked for it. Call it when you have stored or deleted
	 * one. A request in flight is not stored, and whoever asks from now on does not share it.
	 *
	 * @param {TokenRequest} request which token
	 */
	invalidate(request) {
		const subject = this.#keys.subject(request);
		for (const key of this.#entries.keys()) if (key.startsWith(subject)) this.#entries.delete(key);
		for (const [key, flight] of this.#flights) if (key.startsWith(subject)) spoil(flight);
	}

	/** Forgets everything. Requests in flight are not stored. */
	clear() {
		this.#entries.clear();
		this.#newest = undefined;
		for (const flight of this.#flights.values()) spoil(flight);
	}

	/**
	 * Counts what the cache has done so far.
	 *
	 * @returns {TokenCacheStats}
	 */
	stats() {
		return { ...this.#stats };
	}

	/**
	 * What is no hit.
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
		// A token that has expired once is never valid again, even if the clock is set back.
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
	 * Another token than the one that was refused.
	 *
	 * @param {CachedToken} used
	 * @param {TokenRequest} request
	 * @param {GetOptions} options
	 * @returns {Promise<CachedToken>}
	 */
	#renewed(used, request, options) {
		const key = this.#keys.of(request, options);
		const entry = this.#entries.get(key);
		// Others may have been refused as well, and sooner.
		const isNewer = entry?.token !== undefined && entry.token.accessToken !== used.accessToken;
		if (isNewer) return this.get(request, options);
		this.#entries.delete(key);
		return this.#fetch(key, undefined, forced(request), options);
	}

	/**
	 * The request of a key that is on its way. One that takes too long does not count, and stores nothing any more.
	 *
	 * @param {string} key
	 * @returns {Flight | undefined}
	 */
	#running(key) {
		const flight = this.#flights.get(key);
		if (flight === undefined) return undefined;
		const flights = [...chain(flight)];
		// The last is the one that was sent.
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
	 * Begins a request, after the one that is on its way: never are there two of a key.
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
		/** Until it has begun, which is at once. @type {any} */
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
	 * What took the place of a flight that was given up for lost and goes on after all. If that has ended, the flight takes its
	 * place back.
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
	 * How long a token is good for, from now on.
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
			// It is not tried again at once, and the token is served no longer than before.
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
	 * Makes an entry the last to go.
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

/** A flight, and what it waits for. @param {Flight} flight */
function* chain(flight) {
	for (let each = /** @type {Flight | undefined} */ (flight); each !== undefined; each = each.former) yield each;
}

/** Its token is not stored. @param {Flight} flight */
function spoil(flight) {
	for (const each of chain(flight)) each.isStale = true;
}

/** @param {any} request */
const isForcing = (request) => request?.options?.forceRefresh === true;

/** The same request for a new token. @param {any} request */
const forced = (request) => ({ ...request, options: { ...request?.options, forceRefresh: true } });

/** A request as it is now: the caller may change it before it is sent. @param {any} request */
const copy = (request) => ({ ...request, ...(Array.isArray(request?.scopes) && { scopes: [...request.scopes] }) });

/**
 * An expiry in seconds since 1970: a number, a decimal string, or a date as RFC 3339 writes it. `NaN` if it is none.
 *
 * @param {unknown} expiry
 */
function secondsOf(expiry) {
	const seconds = Number(expiry);
	return Number.isNaN(seconds) && typeof expiry === "string" ? Date.parse(expiry) / 1000 : seconds;
}

/**
 * As the client's `ResponseError` says it, whose class is another file's.
 *
 * @param {string} what
 */
const lacking = (what) =>
	Object.assign(new Error(`The server answered without ${what}`), { code: "response-wrong-shape", applied: "yes" });
