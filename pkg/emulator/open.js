// @ts-check
// Does what the emulator's answers say: delays, trickles, cuts, and the host's own Response.
import { openCore } from "./core.js";

/** @import { AccessTokenOptions, Connection, EmulatorOptions, Exchange, Fault, LoggedRequest } from "../dist/emulator/emulator.js" */

/**
 * @typedef {object} Emulator
 * @property {string} projectId the project that requests have to name
 * @property {string} managementKey the key that requests have to show: it opens nothing but this emulator
 * @property {string} baseUrl an address for a client; `fetch` takes any
 * @property {typeof fetch} fetch answers in the network's place
 * @property {(...faults: (Fault | null)[]) => void} fault scripts what goes wrong: each request takes the next fault, and
 *   `null` leaves it alone
 * @property {(options?: AccessTokenOptions) => string} accessToken issues an access token, such as inbound apps and MCP
 *   clients have: with it, tokens can be fetched in the management key's place
 * @property {(connection: Connection) => StoredToken} connectUser finishes a connection as the user's browser would, at the
 *   provider whose part the emulator plays: from then on there is a token, and it is refreshed when it has expired or a fetch
 *   forces that
 * @property {() => import("../dist/core/core.js").OutboundApp[]} apps the apps there are, as they were sent, without what was
 *   unknown or `null`, in the order of their creation
 * @property {() => StoredToken[]} tokens the tokens and API keys there are, likewise, the latest last
 * @property {LoggedRequest[]} requests what has arrived so far; may be emptied
 */

/**
 * @typedef {object} StoredToken a token or an API key, as it was sent
 * @property {string} id assigned by the emulator
 * @property {string} appId
 * @property {string} [userId] absent if it is a tenant's own
 * @property {string} [tenantId]
 * @property {string} [apiKey]
 * @property {string} [accessToken]
 * @property {string} [accessTokenType]
 * @property {number} [accessTokenExpiry] epoch seconds; 0 is unknown
 * @property {string} [refreshToken]
 * @property {string} [idToken]
 * @property {string[]} [scopes]
 * @property {string} [externalIdentifier]
 * @property {string} [grantedBy]
 * @property {boolean} [verifyRefresh]
 * @property {number} [lastRefreshTime] epoch seconds, if the provider has refreshed it
 */

/**
 * @typedef {object} Incoming
 * @property {string} method
 * @property {string} target the path with its query
 * @property {string[]} headers names and values in turn
 * @property {Uint8Array} body
 */

/**
 * @typedef {object} Outgoing
 * @property {string} line for a log
 * @property {Promise<Delivered | "cut">} delivery in its time; rejects with the signal's reason
 */

/**
 * @typedef {object} Delivered
 * @property {number} status
 * @property {[name: string, value: string][]} headers
 * @property {string | AsyncGenerator<Uint8Array>} body whole, or in pieces, each in its time; throws where it
 *   breaks off
 */

/** Nobody's address [RFC 6761 §6.2]: a client that is not given the emulator's `fetch` reaches nothing. */
const BASE_URL = "https://emulator.test";

/** A timer for longer fires at once. */
const LONGEST_DELAY_MS = 2 ** 31 - 1;

/** A body that trickles is sent in pieces, one after so long at the least. */
const PIECE_MS = 10;

/** These have no body, and Response takes none [Fetch §2.2.3]. */
const NULL_BODY_STATUSES = [204, 205, 304];

/**
 * The emulator as people have it, and beside it the way in for a transport that is not `fetch`.
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
 * What somebody gave, as wasm reads it: a value that throws or contains itself does so here.
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

/** The host's own error for a dropped connection, or one like it. */
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
