// @ts-check
// Formats numbers for people.

/**
 * @param {number} value
 * @param {string} unit
 */
export const quantity = (value, unit) => `${significant(value)} ${unit}`.trim();

/** @param {number} value */
export const significant = (value) => (Number.isInteger(value) ? value.toLocaleString("en") : rounded(value));

/** @param {number} value */
const rounded = (value) => (Math.abs(value) >= 100 ? Math.round(value).toLocaleString("en") : value.toPrecision(3));
