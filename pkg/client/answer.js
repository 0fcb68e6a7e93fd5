// @ts-check
// Reads what `fetch` gave: the host's Response, one of another realm or library, or a mock. Nothing of it is believed, and
// wasm is handed plain values.
import { Ending } from "./core.js";
import { MAX_VALUES } from "./encode.js";
import { attempt } from "./host.js";
import { decoder, encoder } from "./utf8.js";

/** How a round trip ends that was answered; the other ways are in `Ending`. */
export const ANSWERED = -1;

/**
 * @typedef {object} Outcome of a round trip
 * @property {number} kind
 * @property {number} status 0 where there is none
 * @property {string | undefined} [retryAfter] of an error
 * @property {string} [text]
 * @property {unknown} [error]
 */

/**
 * What is shared with whoever stops the reading.
 *
 * @typedef {{ isStopped: boolean, cancel(): void }} Reading
 */

/** Deno makes room of 64 KB for each read, unless it is given some: for a small answer, that is half of a call's time. */
const MAKES_ROOM = "Deno" in globalThis;

/** There `text()` takes a tenth of the time that a stream takes. In Node it takes longer, and browsers hide headers. */
const HAS_QUICK_TEXT = "Deno" in globalThis || "Bun" in globalThis;

/** Room in bytes for nearly every answer, and for each further piece of a longer one. */
const SMALL = 4096;
const LARGE = 65_536;

/** So many of a mock's keys are enough to recognise it by. */
const MOST_KEYS = 10;

/** The members that a mocked response must have, named in the error. */
const NEEDED = "it has to give a Response, or { status, text() } or { status, json() }";
const READ_BEFORE = "whose body was read before; make a new Response for each call, or read a clone() of it";
const SAYS_NOTHING = 'a Response of status 0, as Response.error() and the mode "no-cors" do';

/** What `fetch` gave is no response; the message goes on from "fetch gave". */
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
 * @returns {Promise<string | undefined>} nothing if it is longer than `maxBytes`
 */
async function readText(given, maxBytes, reading) {
	if (HAS_QUICK_TEXT && isFramed(given, maxBytes)) return given.text();
	const { body } = given;
	const roomy = MAKES_ROOM ? roomyReader(given, body) : undefined;
	const reader = roomy ?? readerOf(given, body);
	if (reader !== undefined) return readStream(reader, roomy !== undefined, maxBytes, reading);
	const text = await wholeText(given, body);
	return text.length > maxBytes ? undefined : text;
}

/**
 * Whether HTTP itself ends the body within so many bytes [RFC 9112 §6.3]: it came from the network, says how long it is, and is
 * neither chunked nor compressed.
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
 * A reader that takes room to read into, where the body has one.
 *
 * @param {any} given
 * @param {any} body
 */
function roomyReader(given, body) {
	// A response without a URL was made in this process: its bytes are there already.
	return attempt(() => (given.url !== "" ? body.getReader({ mode: "byob" }) : undefined));
}

/**
 * @param {any} given
 * @param {any} body
 * @returns {any} nothing if the body is no stream
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
	// A stream of Node's own, as node-fetch has it.
	const iterator = body[Symbol.asyncIterator]();
	return { read: () => iterator.next(), cancel: async () => iterator.return?.() };
}

/**
 * Reads and counts: a declared length may be another than the body's.
 *
 * @param {any} reader
 * @param {boolean} takesRoom
 * @param {number} maxBytes
 * @param {Reading} reading
 * @returns {Promise<string | undefined>} nothing if it is longer than `maxBytes`
 */
async function readStream(reader, takesRoom, maxBytes, reading) {
	// Nobody waits for what is not read any more, nor for how that ends.
	reading.cancel = () => void reader.cancel().catch(() => {});
	if (reading.isStopped) reading.cancel();
	/** @type {Uint8Array[]} */
	const chunks = [];
	let bytes = 0;
	for (;;) {
		const room = takesRoom ? new Uint8Array(bytes < SMALL ? SMALL : LARGE) : undefined;
		const { done, value } = await reader.read(room);
		if (done) return chunks.length === 1 ? decoder.decode(chunks[0]) : joined(chunks);
		const chunk = typeof value === "string" ? encoder.encode(value) : value;
		if (!ArrayBuffer.isView(chunk)) throw new TypeError("a part of the body is neither bytes nor a string");
		bytes += chunk.byteLength;
		// There may be no end to empty ones.
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
 * The text of what has no stream: a mock, or a `Response` of a library.
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
 * @returns {string | undefined} nothing if it has no form in JSON, or no end
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
