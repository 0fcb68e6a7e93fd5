// @ts-check
// Canaries: the suite and the harness search all output and errors for them. Each contains characters that JSON, URLs
// and inspectors escape, and begins and ends with a word that all of them leave unchanged.

/** @param {string} word */
const credential = (word) => `${word}"\\/+%&=${word}`;

/**
 * A client secret and a token are ASCII (RFC 6749 A.1, A.12).
 *
 * @param {string} word
 */
const ascii = (word) => `${word} "\\/+%&= ${word}`;

/** @param {string} word */
const phrase = (word) => `${word} "\\/+%&= é🔑 ${word}`;

const WORDS = {
	managementKey: "K2f00ba4canary",
	wrongKey: "K2b4df00dcanary",
	clientSecret: "5ca1ab1ecanary",
	apiKey: "c0ffee00canary",
	token: "deadbea7canary",
	header: "ba5eba11canary",
};

export const managementKey = credential(WORDS.managementKey);
export const wrongKey = credential(WORDS.wrongKey);
export const headerSecret = credential(WORDS.header);
export const clientSecret = ascii(WORDS.clientSecret);
export const apiKey = phrase(WORDS.apiKey);
export const token = ascii(WORDS.token);

/** The words to search for: they survive every escaping of a secret. */
export const secrets = Object.values(WORDS);
