// @ts-check
// Reads the result of `fetch`: the host's Response, one of another realm or library, or a mock. Treats it as untrusted,
// and passes only plain values to wasm.
import { Ending } from "./core.js";
import { MAX_VALUES } from "./encode.js";
import { attempt } from "./host.js";
import { decoder, encoder } from "./utf8.js";

/** The kind of an outcome with an answer; the others are in `Ending`. */
export const ANSWERED = -1;

/**
 * @typedef {object} Outcome of a round trip
 * @property {number} kind
 * @property {number} status 0 if there is none
 * @property {string | undefined} [retryAfter] of an error
 * @property {string} [text]
 * @property {unknown} [error]
 */

/**
 * The state shared with the caller that may stop the reading.
 *
 * @typedef {{ isStopped: boolean, cancel(): void }} Reading
 */

/** Deno allocates 64 KB for each read unless it gets a buffer: for a small answer, that takes half of a call's time. */
const ALLOCATES_64_KB = "Deno" in globalThis;

/** In Deno and Bun, `text()` takes a tenth of a stream's time. In Node it takes longer, and browsers hide headers. */
const HAS_QUICK_TEXT = "Deno" in globalThis || "Bun" in globalThis;

/** The buffer size in bytes for the start of an answer, enough for nearly every one, and for each further chunk. */
const SMALL = 4096;
const LARGE = 65_536;

/** The most keys of a mock that an error names, enough to recognise it. */
const MOST_KEYS = 10;

/** The members that a mocked response must have, named in the error. */
const NEEDED = "it has to give a Response, or { status, text() } or { status, json() }";
const READ_BEFORE = "whose body was read before; make a new Response for each call, or read a clone() of it";
const SAYS_NOTHING = 'a Response of status 0, as Response.error() and the mode "no-cors" do';

/** The result of `fetch` is not a response; the message continues "fetch gave". */
class Misfit extends Error {}

/**
 * @param {any} given
 * @param {number} maxBytes
 * @param {Reading} reading
 * @returns {Promise<Outcome>} never rejects
 */
export async function readAnswer(given, maxBytes, reading) {
	const head = { status: 0, retryAfter: /** @type {string | undefined} */ (undefined) };
	try {
		head.status = statusOf(given);
		if (head.status >= 400) head.retryAfter = retryAfterOf(given);
		const text = await readText(given, maxBytes, reading);
		return text === undefined ? { ...head, kind: Ending.TooLarge } : { ...head, kind: ANSWERED, text };
	} catch (error) {
		return error instanceof Misfit
			? { kind: Ending.NotAResponse, status: 0, error }
			: { ...head, kind: Ending.Broken, error };
	}
}

/** @param {any} given */
function statusOf(given) {
	const status = attempt(() => given.status);
	if (status === 0 && attempt(() => given.type) !== "opaqueredirect") throw new Misfit(SAYS_NOTHING);
	if (Number.isInteger(status) && status >= 0 && status <= 999) return status;
	throw misfit(given, typeof status === "number" ? "and a status that HTTP does not have" : "and no numeric status");
}

/**
 * @param {any} given
 * @returns {string | undefined}
 */
function retryAfterOf({ headers }) {
	const value = attempt(() =>
		typeof headers.get === "function"
			? (headers.get("retry-after") ?? headers.get("Retry-After"))
			: (headers["retry-after"] ?? headers["Retry-After"]),
	);
	return typeof value === "string" || typeof value === "number" ? String(value) : undefined;
}

/**
 * @param {any} given
 * @param {number} maxBytes
 * @param {Reading} reading
 * @returns {Promise<string | undefined>} `undefined` if it is longer than `maxBytes`
 */
async function readText(given, maxBytes, reading) {
	if (HAS_QUICK_TEXT && isFramed(given, maxBytes)) return given.text();
	const { body } = given;
	const byob = ALLOCATES_64_KB ? byobReader(given, body) : undefined;
	const reader = byob ?? readerOf(given, body);
	if (reader !== undefined) return readStream(reader, byob !== undefined, maxBytes, reading);
	const text = await wholeText(given, body);
	return text.length > maxBytes ? undefined : text;
}

/**
 * Whether HTTP itself ends the body within `maxBytes` [RFC 9112 §6.3]: it comes from the network, declares its length,
 * and is neither chunked nor compressed.
 *
 * @param {any} given
 * @param {number} maxBytes
 */
function isFramed(given, maxBytes) {
	return attempt(() => {
		if (!(given instanceof Response) || given.url === "" || given.bodyUsed) return false;
		const { headers } = given;
		if (headers.has("content-encoding") || headers.has("transfer-encoding")) return false;
		return Number(headers.get("content-length") ?? Number.NaN) <= maxBytes;
	});
}

/**
 * Returns a reader that reads into a given buffer, if the body has one.
 *
 * @param {any} given
 * @param {any} body
 */
function byobReader(given, body) {
	// A response without a URL was made in this process: its bytes are in memory already.
	return attempt(() => (given.url !== "" ? body.getReader({ mode: "byob" }) : undefined));
}

/**
 * @param {any} given
 * @param {any} body
 * @returns {any} `undefined` if the body is not a stream
 */
function readerOf(given, body) {
	if (typeof body?.getReader === "function") {
		try {
			return body.getReader();
		} catch {
			throw new Misfit(`${describe(given)} ${READ_BEFORE}`);
		}
	}
	if (typeof body?.[Symbol.asyncIterator] !== "function") return undefined;
	// A Node stream, as node-fetch has it.
	const iterator = body[Symbol.asyncIterator]();
	return { read: () => iterator.next(), cancel: async () => iterator.return?.() };
}

/**
 * Reads a stream and counts its bytes: a declared length may be wrong.
 *
 * @param {any} reader
 * @param {boolean} takesBuffer
 * @param {number} maxBytes
 * @param {Reading} reading
 * @returns {Promise<string | undefined>} `undefined` if it is longer than `maxBytes`
 */
async function readStream(reader, takesBuffer, maxBytes, reading) {
	// Cancels without waiting, and ignores the outcome.
	reading.cancel = () => void reader.cancel().catch(() => {});
	if (reading.isStopped) reading.cancel();
	/** @type {Uint8Array[]} */
	const chunks = [];
	let bytes = 0;
	for (;;) {
		const buffer = takesBuffer ? new Uint8Array(bytes < SMALL ? SMALL : LARGE) : undefined;
		const { done, value } = await reader.read(buffer);
		if (done) return chunks.length === 1 ? decoder.decode(chunks[0]) : joined(chunks);
		const chunk = typeof value === "string" ? encoder.encode(value) : value;
		if (!ArrayBuffer.isView(chunk)) throw new TypeError("a part of the body is neither bytes nor a string");
		bytes += chunk.byteLength;
		// A hostile stream may yield empty chunks for ever.
		if (bytes > maxBytes || chunks.length > maxBytes) {
			reading.cancel();
			return undefined;
		}
		chunks.push(/** @type {Uint8Array} */ (chunk));
	}
}

/** @param {Uint8Array[]} chunks */
function joined(chunks) {
	const stream = new TextDecoder();
	return chunks.map((chunk) => stream.decode(chunk, { stream: true })).join("") + stream.decode();
}

/**
 * Returns the text of a body without a stream: a mock's, or that of a library's `Response`.
 *
 * @param {any} given
 * @param {unknown} body
 * @returns {Promise<string>}
 */
async function wholeText(given, body) {
	if (typeof given.text === "function") {
		const text = await given.text();
		if (typeof text !== "string") throw misfit(given, `whose text() gave ${kindOf(text)} and no string`);
		return text;
	}
	if (typeof given.json === "function") {
		const text = jsonOf(await given.json());
		if (text === undefined) throw misfit(given, "whose json() gave something that is not JSON");
		return text;
	}
	if (typeof body === "string") return body;
	if (ArrayBuffer.isView(body)) return decoder.decode(body);
	if (body === null) return "";
	throw misfit(given, "and neither text() nor json() nor a body that can be read");
}

/**
 * @param {unknown} value
 * @returns {string | undefined} `undefined` if JSON cannot represent it, or it is endless
 */
function jsonOf(value) {
	let left = MAX_VALUES;
	const count = (/** @type {string} */ _, /** @type {unknown} */ member) => {
		left -= 1;
		if (left < 0) throw new RangeError("too large");
		return member;
	};
	return attempt(() => JSON.stringify(value, count));
}

/**
 * @param {unknown} given
 * @param {string} trouble
 */
function misfit(given, trouble) {
	const isObject = typeof given === "object" && given !== null;
	return new Misfit(`${isObject ? `${describe(given)} ${trouble}` : kindOf(given)}; ${NEEDED}`);
}

/** @param {object} given */
function describe(given) {
	const keys = attempt(() => Object.keys(given).slice(0, MOST_KEYS).join(", "));
	if (keys) return `an object with ${keys}`;
	return attempt(() => Object.prototype.toString.call(given)) === "[object Response]" ? "a Response" : "an object";
}

/** @param {unknown} value */
function kindOf(value) {
	if (value === null || value === undefined) return String(value);
	if (Array.isArray(value)) return "an array";
	return `${typeof value === "object" ? "an" : "a"} ${typeof value}`;
}
