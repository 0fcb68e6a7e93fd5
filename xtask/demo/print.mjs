// @ts-check
import process from "node:process";
import { styleText } from "node:util";

const colors = process.stdout.isTTY && !process.env.NO_COLOR;

/**
 * @param {Parameters<typeof styleText>[0]} format
 * @param {string} text
 */
const styled = (format, text) => (colors ? styleText(format, text) : text);

/**
 * @param {string} title
 * @param {string} [command] what a person would type
 */
export function heading(title, command = "") {
	console.log(`\n${styled("bold", title.padEnd(16))} ${styled("dim", command)}`.trimEnd());
}

/** @param {string} text may be of many lines */
export function show(text) {
	console.log(text.trimEnd().replace(/^/gm, "  "));
}

/**
 * @param {string} what
 * @param {string} why
 */
export function note(what, why) {
	console.log(`  ${styled("cyan", what)} ${why}`);
}

/** @param {string} text */
export function trouble(text) {
	console.log(styled("red", text.trimEnd().replace(/^/gm, "  ")));
}
