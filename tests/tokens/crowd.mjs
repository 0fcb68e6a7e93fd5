// @ts-check
// Thousands of callers at once.
import assert from "node:assert/strict";

const CALLERS = 10_000;

/** @param {() => Promise<any>} load */
export const crowd = (load) =>
	[1, 1_000].map((tokens) => ({
		name: `${CALLERS} callers at once of ${tokens === 1 ? "one token are one request" : `${tokens} tokens are ${tokens} requests`}`,
		run: async () => {
			const TokenCache = await load();
			let requests = 0;
			const fetchUserToken = async (/** @type {{ userId: string }} */ { userId }) => {
				requests += 1;
				await new Promise((resolve) => setTimeout(resolve, 20));
				return { token: { accessToken: userId } };
			};
			const cache = new TokenCache({ fetchUserToken, fetchTenantToken: fetchUserToken, connect: fetchUserToken });
			const asked = Array.from({ length: CALLERS }, (_, nth) => ({ appId: "a", userId: `u${nth % tokens}` }));
			const got = await Promise.all(asked.map((request) => cache.get(request)));
			assert.ok(got.every(({ accessToken }, nth) => accessToken === asked[nth]?.userId));
			assert.equal(requests, tokens);
			assert.deepEqual(cache.stats(), { hits: 0, misses: tokens, shared: CALLERS - tokens, refreshes: 0, evicted: 0 });
		},
	}));
