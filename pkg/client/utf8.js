// @ts-check
// To be imported before wasm-bindgen's glue, which needs both and does not say who misses them.

if (typeof TextDecoder === "undefined" || typeof TextEncoder === "undefined") {
	throw new Error(
		"descope-outbound needs TextDecoder and TextEncoder, which this environment does not have. Jest's jsdom leaves " +
			'them out: use the test environment "node" or "jest-fixed-jsdom", or add to a file of setupFiles: ' +
			'Object.assign(globalThis, { TextDecoder, TextEncoder }), both from "node:util"',
	);
}

export const encoder = new TextEncoder();
export const decoder = new TextDecoder();
