// @ts-check
// The cache as shipped, in fake time, with everything that a seed draws: concurrent callers, aborts, failures, answers
// that never come, clocks that jump, machines that sleep, eviction, users who come and go. Checks every answer.
import { Server } from "./server.mjs";
import { Harness } from "./harness.mjs";

/** An expiry has a resolution of one second. */
const ROUNDING_MS = 1_000;

const STEPS = 120;

const REQUESTS = [
	{ appId: "a", userId: "u" },
	{ appId: "a", userId: "v" },
	{ appId: "b", userId: "u", tenantId: "t" },
	{ appId: "a", tenantId: "t" },
	{ appId: "a", userId: "u", scopes: ["read", "write"] },
	{ appId: "a", userId: "u", externalIdentifier: "second" },
];

const BEARERS = [undefined, undefined, "alice", "bob"];

/** @param {any} request @param {string | undefined} bearer */
function ownerOf({ appId, userId, tenantId, scopes, externalIdentifier }, bearer) {
	const sorted = scopes === undefined ? undefined : [...new Set(scopes)].sort();
	return JSON.stringify([appId, userId, tenantId, sorted, externalIdentifier, bearer]);
}

/**
 * @param {any} TokenCache
 * @param {number} seed
 * @returns {Promise<{ violations: string[], served: number, requests: number, stats: any }>}
 */
export async function simulate(TokenCache, seed) {
	const harness = new Harness(seed);
	/** @type {string[]} */
	const violations = [];
	const violated = (/** @type {string} */ what) =>
		violations.push(`${what}, ${harness.time - 1_800_000_000_000} ms in`);
	const server = new Server(harness, violated);
	const fetchToken = (/** @type {any} */ request, /** @type {any} */ options) =>
		server.answer(ownerOf(request, options?.accessToken), request.options?.forceRefresh === true);
	const apps = { fetchUserToken: fetchToken, fetchTenantToken: fetchToken, connect: async () => ({ url: "" }) };
	const settings = { maxEntries: harness.pick([1, 3, 100]), notConnectedMs: harness.pick([0, 5_000]) };
	// With fewer requests, more happens to each.
	const requests = Array.from({ length: harness.pick([1, 2, 6]) }, () => harness.pick(REQUESTS));
	const bearers = Array.from({ length: harness.pick([1, 2, 4]) }, () => harness.pick(BEARERS));
	harness.open();
	let served = 0;
	try {
		const cache = new TokenCache(apps, settings);
		for (const request of REQUESTS)
			for (const bearer of BEARERS) if (harness.chance(0.8)) server.connect(ownerOf(request, bearer));

		/** @param {any} request @param {string | undefined} bearer */
		const ask = (request, bearer) => {
			const owner = ownerOf(request, bearer);
			const began = harness.time;
			const stop = new AbortController();
			const reason = new Error("stop");
			if (harness.chance(0.1)) harness.after(harness.below(3_000), () => stop.abort(reason));
			const shuffled =
				request.scopes && harness.chance(0.5) ? { ...request, scopes: ["write", "read", "read"] } : request;
			const options = { ...(bearer && { accessToken: bearer }), ...(harness.chance(0.3) && { signal: stop.signal }) };
			const isForced = harness.chance(0.05);
			const asked = isForced ? { ...shuffled, options: { forceRefresh: true } } : shuffled;
			cache.get(asked, options).then(
				(/** @type {any} */ token) => {
					served += 1;
					check(token.accessToken, owner, began);
				},
				(/** @type {any} */ error) => {
					if (error === reason && "signal" in options) return;
					if (error?.code === undefined) violated(`${owner} failed with ${error}`);
				},
			);
		};

		/** @param {string} value @param {string} owner @param {number} began */
		const check = (value, owner, began) => {
			if (!value.startsWith(`${owner}#`)) violated(`${owner} got ${value}`);
			const revokedAt = server.revoked.get(value);
			if (revokedAt !== undefined && began > revokedAt) violated(`${owner} got ${value}, which it was told to forget`);
			const arrival = server.arrivals.get(value);
			const expiresAt = server.expiresAt(value);
			if (arrival === undefined || expiresAt > harness.time) return;
			// A cache whose clocks were never right cannot tell that a token has expired.
			const steadyTells = arrival.skew >= 0 && arrival.slept === harness.slept;
			if ((steadyTells || harness.skew >= 0) && !server.unrefreshable.has(value)) {
				violated(`${owner} got ${value}, which expired ${harness.time - expiresAt} ms ago`);
			}
		};

		for (let step = 0; step < STEPS; step += 1) {
			const request = harness.pick(requests);
			const bearer = harness.pick(bearers);
			const owner = ownerOf(request, bearer);
			const event = harness.below(100);
			if (event < 70) for (let callers = 1 + harness.below(4); callers > 0; callers -= 1) ask(request, bearer);
			else if (event < 75) harness.skew += harness.pick([-1, 1]) * harness.pick([500, 60_000, 3_600_000]);
			else if (event < 78) harness.skew = 0;
			else if (event < 81) {
				const ms = harness.pick([60_000, 3_600_000]);
				harness.slept += ms;
				harness.time += ms;
			} else if (event < 84) cache.clear();
			else if (event < 90) {
				// The user reconnects or disconnects, and the app invalidates the token.
				const former = server.connections.get(owner)?.value;
				if (former !== undefined) server.revoked.set(former, harness.time);
				if (harness.chance(0.7)) server.connect(owner);
				else server.connections.delete(owner);
				cache.invalidate(request);
			}
			await harness.pass(harness.pick([0, 0, 1, 10, 1_000, 1_000, 3_000, ROUNDING_MS * 7, 60_000, 400_000]));
		}
		await harness.pass(10_000_000);
		return { violations, served, requests: server.requests, stats: cache.stats() };
	} finally {
		harness.close();
	}
}
