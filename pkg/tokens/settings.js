// @ts-check
// Reads the options of the cache.

/**
 * @typedef {object} TokenCacheOptions
 * @property {number | undefined} [refreshBeforeMs] how long before its expiry a token is refreshed, in milliseconds. Default: 60,000
 * @property {number | undefined} [maxAgeMs] how long a token without an expiry is kept, in milliseconds. Default: 300,000
 * @property {number | undefined} [maxEntries] the maximum number of tokens; the least recently used are evicted.
 *   Default: 10,000
 * @property {number | undefined} [notConnectedMs] how long a missing token is remembered, in milliseconds. Default:
 *   5,000
 */

/** @typedef {Record<keyof TokenCacheOptions, number>} Settings */

/** @type {Settings} */
const DEFAULTS = { refreshBeforeMs: 60_000, maxAgeMs: 300_000, maxEntries: 10_000, notConnectedMs: 5_000 };

const METHODS = ["fetchUserToken", "fetchTenantToken", "connect"];

/**
 * @param {any} apps
 * @param {TokenCacheOptions | null | undefined} options
 * @returns {Settings}
 */
export function settingsOf(apps, options) {
	const missing = METHODS.filter((method) => typeof apps?.[method] !== "function");
	if (missing.length > 0) {
		throw mistake(`TokenCache takes an OutboundApps first; what was given has no ${missing.join(", ")}`);
	}
	if (options !== undefined && options !== null && typeof options !== "object") {
		throw mistake(`TokenCache's options must be an object, not ${typeof options}`);
	}
	const settings = { ...DEFAULTS };
	for (const [name, value] of Object.entries(options ?? {})) {
		if (!(name in DEFAULTS)) {
			throw mistake(`TokenCache has no option "${name}"; there are ${Object.keys(DEFAULTS).join(", ")}`);
		}
		if (value === undefined || value === null) continue;
		const least = name === "maxEntries" ? 1 : 0;
		if (typeof value !== "number" || !(value >= least)) {
			throw mistake(`TokenCache's option "${name}" must be a number from ${least}, not ${String(value)}`);
		}
		settings[/** @type {keyof TokenCacheOptions} */ (name)] = value;
	}
	return settings;
}

/**
 * Creates an error with the properties of the client's `ConfigError`, whose class is in another bundle.
 *
 * @param {string} message
 */
const mistake = (message) => Object.assign(new TypeError(message), { code: "invalid-config", applied: "no" });
