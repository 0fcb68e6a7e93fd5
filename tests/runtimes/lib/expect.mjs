// @ts-check
// The few assertions the suite needs: no framework runs in all of node, Deno, Bun, workerd and Chromium.

/**
 * @param {unknown} condition
 * @param {string} claim
 * @returns {asserts condition}
 */
export function ok(condition, claim) {
	if (!condition) throw new Error(`not so: ${claim}`);
}

/**
 * Deep equality of plain data, with every difference named by its path.
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
 * What the promise rejects with; resolving is the failure.
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
 * What the call throws; returning is the failure.
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
