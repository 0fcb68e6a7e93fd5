// @ts-check
// The few assertions that the suite needs: no framework runs in all of Node, Deno, Bun, workerd and the browsers.

/**
 * @param {unknown} condition
 * @param {string} claim
 * @returns {asserts condition}
 */
export function ok(condition, claim) {
	if (!condition) throw new Error(`not so: ${claim}`);
}

/**
 * Checks deep equality of plain data, and names every difference by its path.
 * @param {unknown} actual
 * @param {unknown} expected
 * @param {string} [path]
 */
export function equal(actual, expected, path = "value") {
	const found = [...differences(actual, expected, path)];
	if (found.length > 0) throw new Error(found.join("\n"));
}

/**
 * @param {unknown} actual
 * @param {unknown} expected
 * @param {string} path
 * @returns {Generator<string>}
 */
function* differences(actual, expected, path) {
	if (Object.is(actual, expected)) return;
	if (!isObject(actual) || !isObject(expected) || Array.isArray(actual) !== Array.isArray(expected)) {
		yield `${path} is ${show(actual)}, expected ${show(expected)}`;
		return;
	}
	for (const key of new Set([...Object.keys(expected), ...Object.keys(actual)])) {
		const inner = `${path}.${key}`;
		if (!Object.hasOwn(actual, key)) yield `${inner} is absent, expected ${show(expected[key])}`;
		else if (!Object.hasOwn(expected, key)) yield `${inner} is ${show(actual[key])}, expected absent`;
		else yield* differences(actual[key], expected[key], inner);
	}
}

/**
 * Returns the reason with which the promise rejects; fails if it resolves.
 * @param {Promise<unknown>} promise
 * @returns {Promise<any>}
 */
export async function rejection(promise) {
	/** @type {unknown} */
	let value;
	try {
		value = await promise;
	} catch (reason) {
		return reason;
	}
	throw new Error(`resolved with ${show(value)}, expected a rejection`);
}

/**
 * Returns what the call throws; fails if it returns.
 * @param {() => unknown} call
 * @returns {any}
 */
export function thrown(call) {
	/** @type {unknown} */
	let value;
	try {
		value = call();
	} catch (reason) {
		return reason;
	}
	throw new Error(`returned ${show(value)}, expected a throw`);
}

/**
 * @param {unknown} value
 * @returns {value is Record<string, unknown>}
 */
function isObject(value) {
	return typeof value === "object" && value !== null;
}

/** @param {unknown} value */
function show(value) {
	return typeof value === "object"
		? JSON.stringify(value)
		: typeof value === "string"
			? JSON.stringify(value)
			: String(value);
}
