// @ts-check
// What the shell asks of its host beside `fetch`.

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
 * Options with headers as a plain object, in whichever of the forms that `fetch` takes they were given.
 *
 * @param {any} options
 * @returns {unknown}
 */
export function plainOptions(options) {
	try {
		const headers = options?.headers;
		return typeof headers?.[Symbol.iterator] === "function" && typeof headers !== "string"
			? { ...options, headers: Object.fromEntries(headers) }
			: options;
	} catch {
		return options;
	}
}

/**
 * The option of this name if it is there and of this type. What is wrong with another is for the core to say.
 *
 * @param {any} options
 * @param {string} name
 * @returns {unknown}
 */
export function option(options, name) {
	try {
		return options?.[name];
	} catch {
		return undefined;
	}
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
		message: textOf(() => error.message) || textOf(() => String(error)),
		code: textOf(() => error.code),
		cause: valueOf(() => error.cause),
	};
}

/** @param {() => unknown} read */
function textOf(read) {
	const value = valueOf(read);
	return typeof value === "string" ? value : "";
}

/** @param {() => unknown} read */
function valueOf(read) {
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
