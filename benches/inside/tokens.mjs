// @ts-check
// Hits of the token cache. Awaiting is not measured: a hit ends when it returns its promise.
import { TokenCache } from "descope-outbound/tokens";
import { answer, task } from "./report.mjs";
import { measure, repeated } from "./rounds.mjs";

const USERS = 1_000;

const { effort } = task();

const fetchToken = async () => ({
	token: { accessToken: "token", accessTokenExpiry: Math.floor(Date.now() / 1_000) + 86_400 },
});

const cache = new TokenCache({ fetchUserToken: fetchToken, fetchTenantToken: fetchToken, connect: async () => ({}) });
const requests = Array.from({ length: USERS }, (_, nth) => ({ appId: "OA2github0123456789", userId: `U2user${nth}` }));
const [one = { appId: "", userId: "" }] = requests;
const scoped = { ...one, scopes: ["read:user", "repo"] };
const bearer = { accessToken: `${"e".repeat(36)}.${"y".repeat(700)}.${"J".repeat(342)}` };
for (const request of [...requests, scoped]) await cache.get(request);
await cache.get(one, bearer);

let last = 0;
function next() {
	last = (last + 1) % USERS;
	return requests[last] ?? one;
}

const micros = await measure(
	{
		"one token": repeated(() => cache.get(one)),
		"1,000 tokens in turn": repeated(() => cache.get(next())),
		"with scopes": repeated(() => cache.get(scoped)),
		"with an access token": repeated(() => cache.get(one, bearer)),
	},
	effort,
);
answer(micros);
