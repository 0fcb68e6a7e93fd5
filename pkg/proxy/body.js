// @ts-check
// Reads bodies with limits of length and time.

export const TOO_LONG = Symbol("too long");
export const TOO_SLOW = Symbol("too slow");

/**
 * @param {Request | Response} message
 * @param {number} maxBytes
 * @param {number} timeoutMs
 * @returns {Promise<any>} its text, or {@link TOO_LONG} or {@link TOO_SLOW}
 */
export async function readBody({ body, headers }, maxBytes, timeoutMs) {
	if (Number(headers.get("content-length") ?? 0) > maxBytes) return TOO_LONG;
	const reader = body?.getReader();
	if (reader === undefined) return "";
	const decoder = new TextDecoder();
	let [text, length, isLate] = ["", 0, false];
	const timer = setTimeout(() => {
		isLate = true;
		reader.cancel().catch(() => {});
	}, timeoutMs);
	try {
		for (;;) {
			const { done, value } = await reader.read();
			if (isLate) return TOO_SLOW;
			if (done) return text + decoder.decode();
			length += value.byteLength;
			if (length > maxBytes) {
				reader.cancel().catch(() => {});
				return TOO_LONG;
			}
			text += decoder.decode(value, { stream: true });
		}
	} finally {
		clearTimeout(timer);
	}
}
