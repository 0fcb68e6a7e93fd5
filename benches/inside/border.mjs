// @ts-check
// Counts the calls between JavaScript and every wasm instance. Import it before the package.

let crossed = 0;
let instances = 0;

/**
 * @template {Record<string, unknown>} T
 * @param {T} members
 * @returns {T}
 */
const counting = (members) =>
	/** @type {T} */ (
		Object.fromEntries(
			Object.entries(members).map(([name, member]) => [
				name,
				typeof member === "function" ? countingCalls(member) : member,
			]),
		)
	);

/** @param {Function} called */
const countingCalls = (called) =>
	/** @this {unknown} */
	function (/** @type {unknown[]} */ ...values) {
		crossed += 1;
		return Reflect.apply(called, this, values);
	};

WebAssembly.Instance = class extends WebAssembly.Instance {
	/**
	 * @param {WebAssembly.Module} module
	 * @param {Record<string, Record<string, any>>} imports
	 */
	constructor(module, imports = {}) {
		super(module, Object.fromEntries(Object.entries(imports).map(([name, members]) => [name, counting(members)])));
		Object.defineProperty(this, "exports", { value: counting(this.exports) });
		instances += 1;
	}
};

export function crossings() {
	if (instances === 0) throw new Error("no instance was made where its calls can be counted");
	return crossed;
}
