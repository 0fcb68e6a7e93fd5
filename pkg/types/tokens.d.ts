export type {
	CachedToken,
	ConnectUrlOptions,
	GetOptions,
	TokenCacheStats,
	TokenRequest,
	TokenSource,
	Wait,
	WaitOptions,
} from "../tokens/cache.js";
export { TokenCache } from "../tokens/cache.js";
export type { TokenCacheOptions } from "../tokens/settings.js";
