// @ts-check
// Records the texts that `JSON.stringify` makes. Import it before code that may keep a reference to the function.

/** @type {unknown[]} */
export const texts = [];

const { stringify } = JSON;
JSON.stringify = /** @type {any} */ (
	(/** @type {Parameters<typeof stringify>} */ ...values) => {
		const text = stringify(...values);
		texts.push(text);
		return text;
	}
);
