// @ts-check
// The parts of a host that the client uses besides `fetch`.

/**
 * Returns an environment variable, if the host has an environment and allows reading it.
 *
 * @param {string} name
 * @returns {string | undefined}
 */
export function environment(name) {
	const { Deno } = /** @type {any} */ (globalThis);
	try {
		// Deno has a `process` too, but takes 10 ms to create it.
		const value = Deno?.env ? denoVariable(Deno, name) : /** @type {any} */ (globalThis).process?.env?.[name];
		return typeof value === "string" ? value : undefined;
	} catch {
		return undefined;
	}
}

/**
 * Reads a variable from Deno only if the permission is already granted: a prompt at the terminal would be a surprise.
 *
 * @param {any} Deno
 * @param {string} name
 */
function denoVariable({ env, permissions }, name) {
	const state = permissions?.querySync({ name: "env", variable: name }).state ?? "granted";
	return state === "granted" ? env.get(name) : undefined;
}

/**
 * Whether the host may silently send a request twice. Deno and browsers do, a POST too, when a reused connection breaks
 * (denoland/deno#35610; Chromium's `HttpNetworkTransaction::ShouldResendRequest`). Only browsers and their workers have
 * `navigator.onLine`.
 *
 * @returns {boolean}
 */
export function hostResends() {
	const { Deno, navigator } = /** @type {any} */ (globalThis);
	return Deno !== undefined || typeof navigator?.onLine === "boolean";
}

/** A reserved address [RFC 6761 §6.4]; nothing is sent. */
const PROBE = "https://probe.invalid/";

/** @type {boolean | undefined} */
let knowsNoStore;

/**
 * Whether `fetch` supports `cache: "no-store"`. Cloudflare's workers with a compatibility date before 2024-11-11 throw
 * on the option; whatwg-fetch turns it into a parameter of the URL. Tested once.
 *
 * @returns {boolean}
 */
export function takesNoStore() {
	knowsNoStore ??= attempt(() => new Request(PROBE, { cache: "no-store" }).url) === PROBE;
	return knowsNoStore;
}

/**
 * Whether Next.js threw this and must get it back: a page with uncached requests cannot be rendered at build time.
 * Next.js recognises only its own object (vercel/next.js#43245).
 *
 * @param {any} thrown
 */
export const isOfNext = (thrown) => /^(DYNAMIC_SERVER_USAGE|HANGING_PROMISE|NEXT_)/.test(textOf(() => thrown.digest));

/** The most entries that are read from an iterator of headers, which may be endless. */
const MAX_HEADERS = 1_000;

/**
 * Returns a client's options with the headers as a plain object, from any of the forms that `fetch` takes. The core
 * rejects any other value.
 *
 * @param {any} options
 * @returns {unknown}
 */
export function plainClientOptions(options) {
	try {
		const headers = options?.headers;
		return typeof headers === "object" && typeof headers?.[Symbol.iterator] === "function"
			? { ...options, headers: joined(headers) }
			: options;
	} catch {
		return options;
	}
}

/**
 * @param {Iterable<unknown>} entries
 * @returns {unknown} an array, which the core rejects, if the entries are not headers
 */
function joined(entries) {
	/** @type {Map<string, string>} */
	const headers = new Map();
	let count = 0;
	for (const entry of entries) {
		count += 1;
		if (count > MAX_HEADERS || !Array.isArray(entry) || entry.length !== 2) return [];
		const [name, value] = entry;
		if (typeof name !== "string" || typeof value !== "string") return [];
		const before = headers.get(name);
		headers.set(name, before === undefined ? value : `${before}, ${value}`);
	}
	return Object.fromEntries(headers);
}

/**
 * Returns a call's options with `null` for a valid signal: JSON cannot tell it from other objects.
 *
 * @param {any} options
 * @returns {unknown}
 */
export function plainCallOptions(options) {
	try {
		return isSignal(options?.signal) ? { ...options, signal: null } : options;
	} catch {
		return options;
	}
}

/** @param {any} value */
function isSignal(value) {
	return (
		typeof value?.aborted === "boolean" &&
		typeof value.addEventListener === "function" &&
		typeof value.removeEventListener === "function"
	);
}

/**
 * Returns an own property of the options, or `undefined`. The core reports problems with it.
 *
 * @param {any} options
 * @param {string} name
 * @returns {unknown}
 */
export function option(options, name) {
	if (options === undefined) return undefined;
	try {
		return Object.hasOwn(options, name) ? options[name] : undefined;
	} catch {
		return undefined;
	}
}

/**
 * Returns the signal of a call's options, if it is one. Other values become `null` in JSON too.
 *
 * @param {any} options
 * @returns {AbortSignal | undefined}
 */
export function signalOf(options) {
	const signal = option(options, "signal");
	return attempt(() => isSignal(signal)) ? /** @type {AbortSignal} */ (signal) : undefined;
}

/**
 * Returns why a signal aborted. For older signals without a reason, returns the error that `fetch` rejects with.
 *
 * @param {any} signal
 * @returns {unknown}
 */
export function abortReason(signal) {
	const reason = attempt(() => signal.reason);
	return reason === undefined ? new DOMException("This operation was aborted", "AbortError") : reason;
}

/** The most errors that are described of a chain of causes. */
const LONGEST_CHAIN = 5;

/** The longest text of an error; the core keeps half of it. */
const LONGEST_TEXT = 4_000;

/** The most errors of an `AggregateError` that are named: Node has one for each address of a host. */
const MOST_ERRORS = 4;

/**
 * The message for an error without a reason. Node's `fetch` gives none for a 407, as the Fetch Standard requires
 * (§4.6), and gives one for all other failures of this client's requests.
 */
const NAMELESS = "no reason given, as when the answer is 407 Proxy Authentication Required";

/** Advice, by an error's code and message. @type {[RegExp, string][]} */
const HELP = [
	[/ECONNREFUSED/, "nothing listens there"],
	[/ENOTFOUND|EAI_AGAIN/, "is the name right, and the network up?"],
	[/SELF_SIGNED|UNABLE_TO/, "if you trust its issuer, set NODE_EXTRA_CA_CERTS"],
	[/WRONG_VERSION|EPROTO/, "it does not speak TLS; is it http://?"],
	[/\b407\b/, "a proxy wants a user and a password, as in HTTPS_PROXY=http://user:password@host"],
];

/**
 * Describes an error and its causes: the name, the message, the code and the advice for each. Any value can be thrown,
 * so it is treated as untrusted.
 *
 * @param {unknown} thrown
 * @returns {string[][]}
 */
export function describeErrors(thrown) {
	/** @type {string[][]} */
	const described = [];
	for (let error = /** @type {any} */ (thrown); error !== undefined && described.length < LONGEST_CHAIN; ) {
		const current = error;
		const code = textOf(() => current.code);
		const message =
			textOf(() => current.message) || messages(current) || code || nameless(current, described.length > 0);
		const help = HELP.find(([pattern]) => pattern.test(`${code} ${message}`))?.[1];
		const texts = [textOf(() => current.name) || "Error", message, code, help === undefined ? "" : ` (${help})`];
		described.push(texts.map((text) => text.slice(0, LONGEST_TEXT)));
		error = attempt(() => current.cause);
	}
	return described;
}

/** @param {any} error */
const messages = (error) =>
	textOf(() =>
		error.errors
			.slice(0, MOST_ERRORS)
			.map((/** @type {any} */ { message }) => textOf(() => message))
			.join("; "),
	);

/**
 * @param {unknown} thrown
 * @param {boolean} isCause
 */
function nameless(thrown, isCause) {
	if (Object(thrown) !== thrown) return textOf(() => String(thrown));
	// An object's own `toString` may take very long, as that of a long array does.
	const text = textOf(() => describeObject.call(thrown));
	return isCause && text === "[object Error]" ? NAMELESS : text;
}

const describeObject = Object.prototype.toString;

/** @param {() => unknown} read */
function textOf(read) {
	const value = attempt(read);
	return typeof value === "string" ? value : "";
}

/**
 * Returns the result of `read`, or `undefined` if it throws.
 *
 * @template T
 * @param {() => T} read
 * @returns {T | undefined}
 */
export function attempt(read) {
	try {
		return read();
	} catch {
		return undefined;
	}
}

/**
 * Returns the object with `null` for each member that is `undefined`. Elsewhere `undefined` counts as left out; if a
 * field that is left out means "all", a missing value must not.
 *
 * @param {unknown} value
 * @returns {unknown}
 */
export function withoutUndefined(value) {
	try {
		if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
		return Object.fromEntries(
			Object.entries(value).map(([key, member]) => [key, member === undefined ? null : member]),
		);
	} catch {
		return value;
	}
}
