// @ts-check
// A model of Descope and a provider behind it, as a token cache sees them: they answer late, fail, or never answer;
// users connect and disconnect; tokens expire, and are refreshed after they expire or on demand.

/** @typedef {import("./harness.mjs").Harness} Harness */

/**
 * @typedef {object} Arrival
 * @property {number} skew of the cache's clock at that time
 * @property {number} slept
 */

/**
 * @typedef {object} Connection
 * @property {string} value
 * @property {number} expiresAt in milliseconds; Infinity means no expiry
 * @property {number} lifetimeMs
 * @property {boolean} canRefresh
 */

/** A fetch that takes this long counts as lost. */
const LOST_MS = 60_000;

export class Server {
	/** @type {Map<string, Connection>} */
	connections = new Map();
	/** Tokens that were replaced or revoked, and when the cache was told. @type {Map<string, number>} */
	revoked = new Map();
	/** Each token's last arrival. @type {Map<string, Arrival>} */
	arrivals = new Map();
	/** Tokens for which the server had no better replacement. @type {Set<string>} */
	unrefreshable = new Set();
	/** @type {Map<string, { began: number }[]>} */
	#running = new Map();
	#issued = 0;
	/** @type {Map<string, number>} */
	#expiries = new Map();
	requests = 0;

	/** @param {Harness} harness @param {(what: string) => void} violated */
	constructor(harness, violated) {
		this.harness = harness;
		this.violated = violated;
	}

	/** @param {string} owner the request and the bearer of the token */
	connect(owner) {
		const lifetimeMs = this.harness.pick([5_000, 30_000, 90_000, 600_000, 3_600_000, Number.POSITIVE_INFINITY]);
		this.connections.set(owner, {
			...this.#issue(owner, lifetimeMs),
			lifetimeMs,
			canRefresh: this.harness.chance(0.9),
		});
	}

	/** @param {string} owner @param {number} lifetimeMs */
	#issue(owner, lifetimeMs) {
		this.#issued += 1;
		const value = `${owner}#${this.#issued}`;
		const expiresAt = this.harness.time + lifetimeMs;
		this.#expiries.set(value, expiresAt);
		return { value, expiresAt };
	}

	/**
	 * @param {string} owner
	 * @param {boolean} isForced
	 * @returns {Promise<any>}
	 */
	async answer(owner, isForced) {
		const { harness } = this;
		this.requests += 1;
		const running = this.#running.get(owner) ?? [];
		this.#running.set(owner, running);
		if (running.some(({ began }) => harness.steady - began < LOST_MS))
			this.violated(`two requests at once of ${owner}`);
		const own = { began: harness.steady };
		running.push(own);
		const outcome = harness.pick(["ok", "ok", "ok", "ok", "ok", "ok", "503", "429", "cut", "lost"]);
		const delay = harness.pick([0, 1, 50, 2_000, 20_000]);
		if (outcome === "lost") await new Promise(() => {});
		// The server acts at one moment, and its answer arrives at another.
		await new Promise((resolve) => harness.after(delay / 2, () => resolve(undefined)));
		const answer = outcome === "ok" ? this.#act(owner, isForced) : undefined;
		await new Promise((resolve) => harness.after(delay / 2, () => resolve(undefined)));
		running.splice(running.indexOf(own), 1);
		if (answer?.token !== undefined) {
			this.arrivals.set(answer.token.accessToken, { skew: harness.skew, slept: harness.slept });
			// A token that expires in transit cannot be replaced.
			if (isForced && this.expiresAt(answer.token.accessToken) <= harness.time)
				this.unrefreshable.add(answer.token.accessToken);
			return answer;
		}
		if (outcome === "ok") throw failure("not-connected", 404);
		if (outcome === "503") throw failure("api-error", 503);
		if (outcome === "429")
			throw Object.assign(failure("rate-limited", 429), { retryAfterMs: harness.pick([3_000, 30_000]) });
		throw failure("connection-failed", undefined);
	}

	/** @param {string} owner @param {boolean} isForced */
	#act(owner, isForced) {
		const connection = this.connections.get(owner);
		if (connection === undefined) return { token: undefined };
		if (
			connection.canRefresh &&
			(isForced || (connection.expiresAt <= this.harness.time && this.harness.chance(0.5)))
		) {
			Object.assign(connection, this.#issue(owner, connection.lifetimeMs));
		}
		const { value, expiresAt, canRefresh } = connection;
		if (!canRefresh) this.unrefreshable.add(value);
		const seconds = Number.isFinite(expiresAt) ? Math.floor(expiresAt / 1_000) : 0;
		const accessTokenExpiry = this.harness.chance(0.5) ? seconds : String(seconds);
		return { token: { accessToken: value, accessTokenExpiry, hasRefreshToken: canRefresh } };
	}

	/** @param {string} value */
	expiresAt(value) {
		return this.#expiries.get(value) ?? Number.POSITIVE_INFINITY;
	}
}

/** @param {string} code @param {number | undefined} status */
const failure = (code, status) => Object.assign(new Error(code), { code, status });
