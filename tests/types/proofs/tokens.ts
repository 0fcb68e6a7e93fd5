import { type FetchTenantTokenRequest, type FetchUserTokenRequest, OutboundApps } from "descope-outbound";
import {
	type CachedToken,
	type ConnectUrlOptions,
	type GetOptions,
	TokenCache,
	type TokenCacheOptions,
	type TokenCacheStats,
	type TokenRequest,
	type TokenSource,
	type Wait,
	type WaitOptions,
} from "descope-outbound/tokens";
import { type Equal, prove } from "./equal.js";

prove<
	Equal<keyof TokenCache, "get" | "fetch" | "waitForConnection" | "connectUrl" | "invalidate" | "clear" | "stats">
>();
prove<Equal<keyof TokenCacheOptions, "refreshBeforeMs" | "maxAgeMs" | "maxEntries" | "notConnectedMs">>();
prove<Equal<keyof TokenCacheStats, "hits" | "misses" | "shared" | "refreshes" | "evicted">>();
prove<Equal<ReturnType<TokenCache["get"]>, Promise<CachedToken>>>();
prove<Equal<ReturnType<TokenCache["fetch"]>, Promise<globalThis.Response>>>();
prove<Equal<ReturnType<TokenCache["waitForConnection"]>, Promise<CachedToken>>>();
prove<Equal<ReturnType<TokenCache["connectUrl"]>, Promise<string>>>();
prove<Equal<ReturnType<TokenCache["stats"]>, TokenCacheStats>>();
prove<Equal<CachedToken["accessToken"], string>>();

// The cache accepts the client's requests.
const requests: TokenRequest[] = [
	{ appId: "a", userId: "u" } satisfies FetchUserTokenRequest,
	{ appId: "a", tenantId: "t", scopes: ["read"] } satisfies FetchTenantTokenRequest,
];
const apps: TokenSource = new OutboundApps({ projectId: "P2", managementKey: "K2" });
const cache = new TokenCache(apps, { refreshBeforeMs: 1, maxAgeMs: 1, maxEntries: 1, notConnectedMs: 1 });
const options: GetOptions = { accessToken: "bearer", signal: null, timeoutMs: 1, maxRetries: 0, waitUntil: () => {} };
const onWait = ({ attempt, waitMs }: Wait) => console.log(attempt + waitMs);
const wait: WaitOptions = { timeoutMs: Number.POSITIVE_INFINITY, onWait, signal: new AbortController().signal };
const connect: ConnectUrlOptions = {
	accessToken: "session",
	redirectUrl: "https://app.example.com",
	prompt: ["consent"],
};
for (const request of requests) {
	cache.get(request, options);
	cache.fetch(request, "https://api.example.com", { method: "POST" }, options);
	cache.fetch(request, new URL("https://api.example.com"));
	cache.waitForConnection(request, wait);
	cache.connectUrl(request, connect);
	cache.invalidate(request);
}

// @ts-expect-error a token has an owner
cache.get({ appId: "a" });
// @ts-expect-error an unknown option
new TokenCache(apps, { ttl: 1 });
// @ts-expect-error a cached token is shared, and so read-only
cache.get({ appId: "a", userId: "u" }).then((token) => (token.accessToken = ""));
