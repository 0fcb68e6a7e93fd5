export type {
	AccessTokenOptions,
	Alternative,
	Connection,
	EmulatorOptions,
	Fault,
	LoggedRequest,
	RateLimit,
	RateLimitTier,
	UnknownFields,
} from "../dist/emulator/emulator.js";
export * from "../emulator/api.js";
export type { Emulator, StoredToken } from "../emulator/open.js";
