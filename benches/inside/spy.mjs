// @ts-check
// Remembers the texts that `JSON.stringify` makes; to be imported before what may keep the function that it finds.

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
