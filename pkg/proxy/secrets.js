// @ts-check
// Removes secrets from an answer: members by their names, and wherever it repeats the request's.

/** The endings of names of members that hold secrets, without case, `_` and `-`; see the core's `Redactor`. */
const SECRET_NAME = /(?:secret|token|password|apikey|managementkey|codeverifier|jwt)$/;

/** The values of a token, which a page gets only where that is allowed. */
const TOKEN_VALUES = ["accessToken", "refreshToken"];

/** A shorter secret would be cut out of ordinary words. */
const SHORTEST = 4;

const MARK = "[redacted]";

/** @param {string} name */
const isSecret = (name) => SECRET_NAME.test(name.toLowerCase().replace(/[_-]/g, ""));

/**
 * The secrets in a request, at any depth.
 *
 * @param {unknown} value
 * @param {boolean} [isNamed] whether it is a member that is named like a secret
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
 * The value without members that hold secrets, and without these secrets in its texts.
 *
 * @param {unknown} value
 * @param {readonly string[]} secrets
 * @param {boolean} withTokens whether the values of tokens stay
 * @returns {unknown}
 */
export function withoutSecrets(value, secrets, withTokens) {
	if (typeof value === "string") return secrets.reduce((text, secret) => text.replaceAll(secret, MARK), value);
	if (typeof value !== "object" || value === null) return value;
	if (Array.isArray(value)) return value.map((item) => withoutSecrets(item, secrets, withTokens));
	// A token itself is an object, and no secret: its values are members of it.
	const isShown = (/** @type {string} */ name, /** @type {unknown} */ member) =>
		typeof member !== "string" || !isSecret(name) || (withTokens && TOKEN_VALUES.includes(name));
	const members = Object.entries(value).filter(([name, member]) => isShown(name, member));
	return Object.fromEntries(members.map(([name, member]) => [name, withoutSecrets(member, secrets, withTokens)]));
}
