// @ts-check
// Removes secrets from a response: members by their names, and the request's secrets from all texts.

/** Matches the names of members with secrets, in lower case and without `_` and `-`; see the core's `Redactor`. */
const SECRET_NAME = /(?:secret|token|password|apikey|managementkey|codeverifier|jwt)$/;

/** The values of a token, which a page receives only with the permission. */
const TOKEN_VALUES = ["accessToken", "refreshToken"];

/** The shortest secret that is removed: a shorter one may be part of ordinary words. */
const SHORTEST = 4;

const MARK = "[redacted]";

/** @param {string} name */
const isSecret = (name) => SECRET_NAME.test(name.toLowerCase().replace(/[_-]/g, ""));

/**
 * Returns the secrets in a request, at any depth.
 *
 * @param {unknown} value
 * @param {boolean} [isNamed] whether the value is a member with the name of a secret
 * @returns {string[]}
 */
export function secretsIn(value, isNamed = false) {
	if (typeof value === "string") return isNamed && value.length >= SHORTEST ? [value] : [];
	if (typeof value !== "object" || value === null) return [];
	return Object.entries(value).flatMap(([name, member]) =>
		secretsIn(member, Array.isArray(value) ? isNamed : isSecret(name)),
	);
}

/**
 * Returns the value without members that are secrets, and with `secrets` redacted in its texts.
 *
 * @param {unknown} value
 * @param {readonly string[]} secrets
 * @param {boolean} withTokens whether to keep the values of tokens
 * @returns {unknown}
 */
export function withoutSecrets(value, secrets, withTokens) {
	if (typeof value === "string") return secrets.reduce((text, secret) => text.replaceAll(secret, MARK), value);
	if (typeof value !== "object" || value === null) return value;
	if (Array.isArray(value)) return value.map((item) => withoutSecrets(item, secrets, withTokens));
	// A member `token` is an object, not a secret; the object's members are the values.
	const isShown = (/** @type {string} */ name, /** @type {unknown} */ member) =>
		typeof member !== "string" || !isSecret(name) || (withTokens && TOKEN_VALUES.includes(name));
	const members = Object.entries(value).filter(([name, member]) => isShown(name, member));
	return Object.fromEntries(members.map(([name, member]) => [name, withoutSecrets(member, secrets, withTokens)]));
}
