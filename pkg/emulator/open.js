// @ts-check
// Delivers the emulator's answers: with delays, trickles and cuts, as the host's own Response.
import { openCore } from "./core.js";

/** @import { AccessTokenOptions, Connection, EmulatorOptions, Exchange, Fault, LoggedRequest } from "../dist/emulator/emulator.js" */

/**
 * @typedef {object} Emulator
 * @property {string} projectId the project that requests must name
 * @property {string} managementKey the key that requests must have; it is valid for this emulator only
 * @property {string} baseUrl a base URL for a client; `fetch` accepts any
 * @property {typeof fetch} fetch responds instead of the network
 * @property {(...faults: (Fault | null)[]) => void} fault scripts failures: each request takes the next fault, and
 *   `null` is no fault
 * @property {(options?: AccessTokenOptions) => string} accessToken issues the access token of an inbound app or MCP
 *   client, which fetches tokens instead of the management key
 * @property {(connection: Connection) => StoredToken} connectUser completes a connection as the user's browser would.
 *   The emulator acts as the provider: it issues a token, and refreshes it when it has expired or a fetch forces a
 *   refresh
 * @property {() => import("../dist/core/core.js").OutboundApp[]} apps returns the stored apps as they were sent,
 *   without unknown and `null` fields, in the order of their creation
 * @property {() => StoredToken[]} tokens returns the stored tokens and API keys likewise, the latest last
 * @property {LoggedRequest[]} requests the requests so far; may be emptied
 */

/**
 * @typedef {object} StoredToken a token or an API key, as it was sent
 * @property {string} id assigned by the emulator
 * @property {string} appId
 * @property {string} [userId] absent for a tenant's token
 * @property {string} [tenantId]
 * @property {string} [apiKey]
 * @property {string} [accessToken]
 * @property {string} [accessTokenType]
 * @property {number} [accessTokenExpiry] in seconds since 1970; 0 is unknown
 * @property {string} [refreshToken]
 * @property {string} [idToken]
 * @property {string[]} [scopes]
 * @property {string} [externalIdentifier]
 * @property {string} [grantedBy]
 * @property {boolean} [verifyRefresh]
 * @property {number} [lastRefreshTime] in seconds since 1970, if the token was refreshed
 */

/**
 * @typedef {object} Incoming
 * @property {string} method
 * @property {string} target the path with its query
 * @property {string[]} headers names and values, alternating
 * @property {Uint8Array} body
 */

/**
 * @typedef {object} Outgoing
 * @property {string} line a line for a log
 * @property {Promise<Delivered | "cut">} delivery resolves after the fault's delay; rejects with the signal's reason
 */

/**
 * @typedef {object} Delivered
 * @property {number} status
 * @property {[name: string, value: string][]} headers
 * @property {string | AsyncGenerator<Uint8Array>} body the whole body, or delayed pieces; throws where the body
 *   breaks off
 */

/** A reserved name [RFC 6761 §6.2]: a client without the emulator's `fetch` reaches no server. */
const BASE_URL = "https://emulator.test";

/** The longest delay of a timer, which fires at once for a longer one. */
const LONGEST_DELAY_MS = 2 ** 31 - 1;

/** The shortest time between two pieces of a body that trickles. */
const PIECE_MS = 10;

/** Statuses for which Response accepts no body [Fetch §2.2.3]. */
const NULL_BODY_STATUSES = [204, 205, 304];

/**
 * Creates the public emulator, and `exchange` for transports other than `fetch`.
 *
 * @param {EmulatorOptions} options
 */
export function openEmulator(options) {
	const core = openCore(toJson(options));
	/** @type {LoggedRequest[]} */
	const requests = [];

	/**
	 * @param {Incoming} incoming
	 * @param {AbortSignal} signal
	 * @returns {Outgoing}
	 */
	function exchange({ method, target, headers, body }, signal) {
		const answer = core.handle(method, target, headers, body, BigInt(Date.now()));
		requests.push(answer.logged);
		return { line: answer.line, delivery: delayed(answer.delayMs, signal, delivered(answer, signal)) };
	}

	/** @type {Emulator} */
	const emulator = {
		projectId: core.projectId,
		managementKey: core.managementKey,
		baseUrl: BASE_URL,
		fetch: async (input, init) => {
			const request = new Request(input, init);
			request.signal.throwIfAborted();
			const { delivery } = exchange(await read(request), request.signal);
			return respond(await delivery);
		},
		fault: (...faults) => {
			for (const fault of faults) core.fault(toJson(fault ?? null));
		},
		accessToken: (options = {}) => core.accessToken(toJson(options)),
		connectUser: (connection) => JSON.parse(core.connectUser(toJson(connection), BigInt(Date.now()))),
		apps: () => JSON.parse(core.apps()),
		tokens: () => JSON.parse(core.tokens()),
		requests,
	};
	return { emulator, exchange };
}

/**
 * Serializes a caller's value for wasm. Throws if a getter of the value throws or if the value is circular.
 *
 * @param {unknown} value
 * @returns {string}
 */
function toJson(value) {
	const plain = (/** @type {string} */ _key, /** @type {unknown} */ part) =>
		part instanceof Headers ? Object.fromEntries(part) : part;
	return String(JSON.stringify(value, plain));
}

/**
 * @param {Request} request
 * @returns {Promise<Incoming>}
 */
async function read(request) {
	const { pathname, search } = new URL(request.url);
	const body = new Uint8Array(await request.arrayBuffer());
	return { method: request.method, target: pathname + search, headers: [...request.headers].flat(), body };
}

/**
 * @param {Exchange} answer
 * @param {AbortSignal} signal
 * @returns {Delivered | "cut"}
 */
function delivered({ delivery, trickleMs }, signal) {
	if (delivery.kind === "cut") return "cut";
	const { kind, status, headers, body } = delivery;
	if (kind === "whole" && trickleMs === 0) return { status, headers, body };
	const bytes = new TextEncoder().encode(body);
	const pieces = kind === "half" ? half(bytes) : trickle(bytes, trickleMs, signal);
	return { status, headers, body: pieces };
}

/** @param {Uint8Array<ArrayBuffer>} bytes */
async function* half(bytes) {
	yield bytes.subarray(0, bytes.length / 2);
	throw failed();
}

/**
 * @param {Uint8Array<ArrayBuffer>} bytes
 * @param {number} ms
 * @param {AbortSignal} signal
 */
async function* trickle(bytes, ms, signal) {
	const count = Math.max(1, Math.min(bytes.length, ms / PIECE_MS));
	const size = Math.ceil(bytes.length / count);
	for (let start = 0; start < bytes.length; start += size) {
		await delayed((ms * size) / bytes.length, signal, undefined);
		yield bytes.subarray(start, start + size);
	}
}

/** Creates an error like the host's own for a dropped connection. */
const failed = () => new TypeError("fetch failed", { cause: new Error("the emulator cut the connection") });

/** @param {Delivered | "cut"} delivered */
function respond(delivered) {
	if (delivered === "cut") throw failed();
	const { status, headers, body } = delivered;
	const content = typeof body === "string" ? body : streamed(body);
	return new Response(NULL_BODY_STATUSES.includes(status) ? null : content, { status, headers });
}

/** @param {AsyncGenerator<Uint8Array>} pieces */
function streamed(pieces) {
	return new ReadableStream({
		async pull(stream) {
			const { done, value } = await pieces.next();
			if (done) stream.close();
			else stream.enqueue(value);
		},
	});
}

/**
 * @template T
 * @param {number} ms
 * @param {AbortSignal} signal
 * @param {T} value
 * @returns {Promise<T>}
 */
function delayed(ms, signal, value) {
	return new Promise((resolve, reject) => {
		if (signal.aborted) return reject(signal.reason);
		if (ms === 0) return resolve(value);
		const timer = setTimeout(
			() => {
				signal.removeEventListener("abort", abort);
				resolve(value);
			},
			Math.min(ms, LONGEST_DELAY_MS),
		);
		function abort() {
			clearTimeout(timer);
			reject(signal.reason);
		}
		signal.addEventListener("abort", abort);
	});
}
