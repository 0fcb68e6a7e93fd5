// @ts-check
// Values that nobody means to pass, but that get passed all the same. Each is made anew, as some can be used only once.

/** What getters, traps and `toJSON` of these values throw. No output may contain it. */
export const CANARY = "canary-of-a-hostile-value";

const hostile = () => {
	throw new Error(CANARY);
};

/** @param {unknown} error */
const throwing = (error) => () => {
	throw error;
};

/** @param {keyof ProxyHandler<object>} trap */
const trapped = (trap) => new Proxy({ name: "x" }, { [trap]: hostile });

/** @param {object | Function} target */
function revoked(target) {
	const { proxy, revoke } = Proxy.revocable(target, {});
	revoke();
	return proxy;
}

/**
 * @param {number} levels
 * @param {(inner: unknown) => unknown} around
 */
function nested(levels, around) {
	/** @type {unknown} */
	let value = "x";
	for (let level = 0; level < levels; level += 1) value = around(value);
	return value;
}

function cyclic() {
	/** @type {any} */
	const value = { name: "x" };
	value.self = [{ value }];
	return value;
}

function deeperForever() {
	return { toJSON: () => ({ name: "x", inner: deeperForever() }) };
}

/** @param {(resolve: Function) => void} then */
function thenable(then) {
	/** @type {Record<string, unknown>} */
	const value = {};
	const method = "then";
	value[method] = then;
	return value;
}

/** Makes an array whose own members shadow those of its prototype. */
const deceptive = () =>
	Object.assign(["x", 1n], {
		every: () => true,
		includes: () => false,
		*[Symbol.iterator]() {
			for (;;) yield "x";
		},
	});

/** @param {unknown} length */
const ofLength = (length) =>
	new Proxy(/** @type {unknown[]} */ ([]), {
		get: (target, key) => (key === "length" ? length : Reflect.get(target, key)),
	});

/** @type {[name: string, make: () => unknown][]} */
export const SMALL = [
	...["get", "has", "ownKeys", "getOwnPropertyDescriptor", "getPrototypeOf"].map(
		(trap) =>
			/** @type {[string, () => unknown]} */ ([
				`a proxy whose ${trap} throws`,
				() => trapped(/** @type {keyof ProxyHandler<object>} */ (trap)),
			]),
	),
	["a proxy whose every trap throws", () => new Proxy(() => {}, new Proxy({}, { get: hostile }))],
	["a revoked proxy of an object", () => revoked({})],
	["a revoked proxy of an array", () => revoked([])],
	["a revoked proxy of a function", () => revoked(() => {})],
	...[new Error(CANARY), CANARY, undefined, null, Symbol(CANARY), Object.create(null), revoked({})].map(
		(error, index) =>
			/** @type {[string, () => unknown]} */ ([
				`a getter that throws the ${index + 1}th of many things`,
				() => Object.defineProperty({}, "name", { get: throwing(error), enumerable: true }),
			]),
	),
	["a cycle", cyclic],
	["a BigInt", () => 10n ** 50n],
	["a symbol", () => Symbol(CANARY)],
	[
		"an object with symbol keys",
		() => ({ [Symbol(CANARY)]: 1, [Symbol.toPrimitive]: hostile, [Symbol.toStringTag]: 1n }),
	],
	["half a surrogate pair", () => "\ud800"],
	["half a surrogate pair as a name", () => ({ "\udc00": "x", "name\ud83d": "y" })],
	["an object that is 50,000 levels deep", () => nested(50_000, (inner) => ({ inner }))],
	["an array that is 50,000 levels deep", () => nested(50_000, (inner) => [inner])],
	["a toJSON that is 50,000 levels deep", () => nested(50_000, (inner) => ({ toJSON: () => inner }))],
	["a toJSON that throws", () => ({ toJSON: hostile })],
	["a toJSON that throws nothing", () => ({ toJSON: throwing(undefined) })],
	[
		"a toJSON that gives itself",
		() => ({
			toJSON: /** @this {unknown} */ function () {
				return this;
			},
		}),
	],
	["a toJSON that gives something deeper forever", deeperForever],
	["a toJSON that is no function", () => ({ toJSON: CANARY })],
	["a toJSON that is a getter which throws", () => Object.defineProperty({}, "toJSON", { get: hostile })],
	[
		"keys that objects inherit",
		() => JSON.parse('{"__proto__":{"name":"x"},"constructor":1,"hasOwnProperty":2,"toString":3}'),
	],
	["a prototype that throws", () => Object.create(trapped("get"))],
	["an object without a prototype", () => Object.assign(Object.create(null), { nam: "x" })],
	["a boxed string", () => new String("boxed")],
	["a boxed number", () => new Number(5)],
	["a boxed boolean", () => new Boolean(false)],
	["a boxed BigInt", () => Object(1n)],
	["a boxed symbol", () => Object(Symbol(CANARY))],
	["a date", () => new Date(0)],
	["an invalid date", () => new Date(Number.NaN)],
	["a Map", () => new Map([["name", "x"]])],
	["a Set", () => new Set(["name"])],
	["bytes", () => new Uint8Array(10)],
	["64-bit integers", () => new BigInt64Array(2)],
	["an ArrayBuffer", () => new ArrayBuffer(8)],
	["a DataView", () => new DataView(new ArrayBuffer(8))],
	[
		"memory that is shared, where there is such",
		() => (typeof SharedArrayBuffer === "undefined" ? {} : new SharedArrayBuffer(8)),
	],
	[
		"an object with private fields",
		() =>
			new (class {
				#name = "x";
				get name() {
					return this.#name;
				}
			})(),
	],
	["a function", () => () => CANARY],
	["a class", () => class Name {}],
	["an async generator", () => async function* () {}],
	["a generator at work", () => (function* () {})()],
	["a promise", () => Promise.resolve({ name: "x" })],
	["a WeakRef", () => new WeakRef({})],
	["a thenable", () => thenable((resolve) => resolve({ name: "x" }))],
	["a thenable that throws", () => thenable(hostile)],
	["the global object", () => globalThis],
	["Math", () => Math],
	["an error", () => new Error(CANARY)],
	["a regular expression", () => /x/g],
	["a URL", () => new URL("https://example.com")],
	["headers", () => new Headers({ a: "b" })],
	["a signal", () => new AbortController().signal],
	["a string with NUL", () => "a\0b"],
	["minus zero", () => -0],
	["NaN", () => Number.NaN],
	["infinity", () => Number.POSITIVE_INFINITY],
	["a number beyond all integers", () => 1e308],
	["an empty string", () => ""],
	["a hole", () => Object.assign(new Array(2), { 1: "x" })],
	["an array of 2^32 - 1 holes", () => new Array(2 ** 32 - 1)],
	["an array that lies about itself", deceptive],
	["an array whose length is no number", () => ofLength("many")],
	["an array whose length is negative", () => ofLength(-1)],
	["an array whose length is infinite", () => ofLength(Number.POSITIVE_INFINITY)],
	[
		"an object that is another each time",
		() => {
			let reads = 0;
			return {
				get name() {
					reads += 1;
					return reads % 2 ? "x" : 1n;
				},
			};
		},
	],
	[
		"an object that turns into a cycle",
		() => {
			/** @type {any} */
			const value = {
				get name() {
					value.self = value;
					return "x";
				},
			};
			return value;
		},
	],
];

/** Similar values, so large that each use takes a while. */
/** @type {[name: string, make: () => unknown][]} */
export const LARGE = [
	["5 MB of text", () => "x".repeat(5_000_000)],
	["5 MB of text that is not ASCII", () => "\u{1F511}".repeat(1_250_000)],
	["5 MB of halves of surrogate pairs", () => "\ud800".repeat(1_700_000)],
	["a million strings", () => Array.from({ length: 1_000_000 }, (_, index) => `s${index}`)],
	["a million objects", () => Array.from({ length: 1_000_000 }, () => ({}))],
	["a million holes", () => new Array(1_000_000)],
	["a million BigInts", () => new Array(1_000_000).fill(1n)],
	["an object that shares its parts beyond measure", () => nested(60, (inner) => [inner, inner])],
	["a name of 5 MB", () => ({ ["x".repeat(5_000_000)]: 1 })],
	["100,000 names", () => Object.fromEntries(Array.from({ length: 100_000 }, (_, index) => [`name${index}`, index]))],
];
