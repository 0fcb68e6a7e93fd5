// Keeps a half-filled form, without its secret, over a reload of this tab.

/** @param {string} key */
const nameOf = (key) => `draft ${key}`;

/**
 * @param {string} key
 * @returns {{ values: Record<string, any>, base?: any } | undefined}
 */
export function readDraft(key) {
	try {
		return JSON.parse(sessionStorage.getItem(nameOf(key)) ?? "null") ?? undefined;
	} catch {
		return undefined;
	}
}

/**
 * @param {string} key
 * @param {Record<string, any>} values
 * @param {unknown} [base] the app as it was when the form was opened
 */
export function writeDraft(key, { clientSecret: _, ...values }, base) {
	try {
		sessionStorage.setItem(nameOf(key), JSON.stringify({ values, base }));
	} catch {
		// Storage is full or blocked, so a reload loses the form.
	}
}

/** @param {string} key */
export function dropDraft(key) {
	try {
		sessionStorage.removeItem(nameOf(key));
	} catch {
		// As above.
	}
}
