// @ts-check

/**
 * Decodes base64 in the fastest way that the host has.
 *
 * @param {string} base64
 * @returns {Uint8Array<ArrayBuffer>}
 */
export function decode(base64) {
	// Tried first, because Deno takes milliseconds to load its Buffer.
	if (Uint8Array.fromBase64) return Uint8Array.fromBase64(base64);
	// Reads globalThis, because some bundlers would otherwise add their own Buffer.
	const { Buffer } = globalThis;
	if (Buffer?.from) return Buffer.from(base64, "base64");
	const text = atob(base64);
	const bytes = new Uint8Array(text.length);
	for (let index = 0; index < text.length; index += 1) bytes[index] = text.charCodeAt(index);
	return bytes;
}
