// @ts-check
// Must be imported before wasm-bindgen's glue, which needs both classes, and fails without a clear message.

if (typeof TextDecoder === "undefined" || typeof TextEncoder === "undefined") {
	throw new Error(
		"descope-outbound needs TextDecoder and TextEncoder. Jest's jsdom leaves them out: use jest-fixed-jsdom, or add to " +
			'setupFiles: Object.assign(globalThis, { TextDecoder, TextEncoder }), both from "node:util"',
	);
}

export const encoder = new TextEncoder();
export const decoder = new TextDecoder();
