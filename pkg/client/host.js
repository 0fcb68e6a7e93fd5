// @ts-check
// The parts of a host that the client uses beside `fetch`.

/**
 * A variable of the process's environment, where there is one that may be read.
 *
 * @param {string} name
 * @returns {string | undefined}
 */
export function environment(name) {
	const { Deno } = /** @type {any} */ (globalThis);
	try {
		// Deno has a `process` as well, and takes 10 ms to make it up.
		const value = Deno?.env ? denoVariable(Deno, name) : /** @type {any} */ (globalThis).process?.env?.[name];
		return typeof value === "string" ? value : undefined;
	} catch {
		return undefined;
	}
}

/**
 * Deno is only asked for what it has already granted: a question at the terminal would be a surprise.
 *
 * @param {any} Deno
 * @param {string} name
 */
function denoVariable({ env, permissions }, name) {
	const state = permissions?.querySync({ name: "env", variable: name }).state ?? "granted";
	return state === "granted" ? env.get(name) : undefined;
}

/**
 * Whether the host may send a request twice without telling anybody: Deno and browsers do, a POST too, when a connection
 * breaks that they have used before (denoland/deno#35610; Chromium's `HttpNetworkTransaction::ShouldResendRequest`).
 * Only browsers and their workers know whether they are online.
 *
 * @returns {boolean}
 */
export function hostResends() {
	const { Deno, navigator } = /** @type {any} */ (globalThis);
	return Deno !== undefined || typeof navigator?.onLine === "boolean";
}

/** Nobody's address [RFC 6761 §6.4]; nothing is sent. */
const PROBE = "https://probe.invalid/";

/** @type {boolean | undefined} */
let knowsNoStore;

/**
 * Whether `fetch` takes `cache: "no-store"` here. Cloudflare's workers with a compatibility date before 2024-11-11 throw
 * when they see the option; whatwg-fetch makes a parameter of it. Asked once, as the answer stays the same.
 *
 * @returns {boolean}
 */
export function takesNoStore() {
	knowsNoStore ??= attempt(() => new Request(PROBE, { cache: "no-store" }).url) === PROBE;
	return knowsNoStore;
}

/**
 * Whether Next.js threw this to be told of it: a page whose requests are kept nowhere cannot be made when the app is built.
 * It looks for its own object and no other (vercel/next.js#43245).
 *
 * @param {any} thrown
 */
export const isOfNext = (thrown) => /^(DYNAMIC_SERVER_USAGE|HANGING_PROMISE|NEXT_)/.test(textOf(() => thrown.digest));

/** As many entries are read of headers that are no plain object: an iterator need not end. */
const MAX_HEADERS = 1_000;

/**
 * A client's options with headers as a plain object, in whichever of the forms that `fetch` takes they were given. What
 * is in none of them is left for the core to refuse.
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
 * @returns {unknown} an array, which headers must not be, if they are none
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
 * A call's options with `null` for a signal that is one: JSON cannot tell it from any other object.
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
 * An option of the object's own, or `undefined`. What is wrong with it is for the core to say.
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
 * The signal among a call's options. What turns into `null` on its way into JSON is not thereby one.
 *
 * @param {any} options
 * @returns {AbortSignal | undefined}
 */
export function signalOf(options) {
	const signal = option(options, "signal");
	return attempt(() => isSignal(signal)) ? /** @type {AbortSignal} */ (signal) : undefined;
}

/**
 * Why a signal aborted. Older ones do not say, and then it is what `fetch` would reject with.
 *
 * @param {any} signal
 * @returns {unknown}
 */
export function abortReason(signal) {
	const reason = attempt(() => signal.reason);
	return reason === undefined ? new DOMException("This operation was aborted", "AbortError") : reason;
}

/** Errors behind errors are followed so far. */
const LONGEST_CHAIN = 5;

/** So much of a text is enough to say what is wrong; the core keeps half of it. */
const LONGEST_TEXT = 4_000;

/** So many of the errors that an `AggregateError` holds are named: Node has one for each address of a host. */
const MOST_ERRORS = 4;

/**
 * Node's `fetch` gives no reason where it is answered 407, as the Fetch Standard wants it (§4.6), and for nothing else that
 * is asked of it here.
 */
const NAMELESS = "no reason given, as when the answer is 407 Proxy Authentication Required";

/** What to do, by an error's code and message. @type {[RegExp, string][]} */
const HELP = [
	[/ECONNREFUSED/, "nothing listens there"],
	[/ENOTFOUND|EAI_AGAIN/, "is the name right, and the network up?"],
	[/SELF_SIGNED|UNABLE_TO/, "if you trust its issuer, set NODE_EXTRA_CA_CERTS"],
	[/WRONG_VERSION|EPROTO/, "it does not speak TLS; is it http://?"],
	[/\b407\b/, "a proxy wants a user and a password, as in HTTPS_PROXY=http://user:password@host"],
];

/**
 * What an error says of itself and of those behind it: the name, the message and the code of each, and what to do.
 * Anything can be thrown, so nothing is believed.
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
	// An object's own way to become a string may be endless: that of a long array is.
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
 * What is read, or `undefined` if that throws.
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
 * The same object with `null` for each member that is `undefined`. Elsewhere that counts as left out; where what is left
 * out means "all", somebody's missing value must not.
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
