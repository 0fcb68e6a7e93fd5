// @ts-check
// What the shell asks of its host beside `fetch`.

const encoder = new TextEncoder();

/**
 * A text as bytes. As a string it would cross in a buffer that grows with what is not ASCII, and leaves its old place to
 * whoever looks.
 *
 * @param {string} text
 * @returns {Uint8Array}
 */
export function utf8(text) {
	return encoder.encode(text);
}

/**
 * A variable of the process's environment, where there is one that may be read. Deno is only asked for what it has
 * already granted: a question at the terminal would be a surprise.
 *
 * @param {string} name
 * @returns {string | undefined}
 */
export function environment(name) {
	const { Deno, process } = /** @type {any} */ (globalThis);
	try {
		const state = Deno?.permissions?.querySync({ name: "env", variable: name }).state ?? "granted";
		const value = state === "granted" ? process?.env?.[name] : undefined;
		return typeof value === "string" ? value : undefined;
	} catch {
		return undefined;
	}
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
 * @returns {unknown}
 */
export function signalOf(options) {
	const signal = option(options, "signal");
	return attempt(() => isSignal(signal)) ? signal : undefined;
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

/**
 * What an error says of itself, and the error behind it. Anything can be thrown, so nothing is believed.
 *
 * @param {any} error
 * @returns {{ name: string, message: string, code: string, cause: unknown }}
 */
export function describeError(error) {
	return {
		name: textOf(() => error.name) || "Error",
		// An object's own way to become a string may be endless: that of a long array is.
		message:
			textOf(() => error.message) ||
			textOf(() => (Object(error) === error ? describeObject.call(error) : String(error))),
		code: textOf(() => error.code),
		cause: attempt(() => error.cause),
	};
}

const describeObject = Object.prototype.toString;

/** @param {() => unknown} read */
function textOf(read) {
	const value = attempt(read);
	return typeof value === "string" ? value : "";
}

/** @param {() => unknown} read */
function attempt(read) {
	try {
		return read();
	} catch {
		return undefined;
	}
}

/**
 * An error like the one that was described, with a stack of its own: the other's may quote what it likes.
 *
 * @param {string} name
 * @param {string} message
 * @param {string} code
 * @param {unknown} cause
 * @returns {Error}
 */
export function rebuiltError(name, message, code, cause) {
	const error = new Error(message, cause === undefined ? undefined : { cause });
	Object.defineProperty(error, "name", { value: name, configurable: true, writable: true });
	return code === "" ? error : Object.assign(error, { code });
}
