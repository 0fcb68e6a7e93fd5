// @ts-check
// Collects the wasm instance that the package's entry makes. Import it before the package.

const { Instance } = WebAssembly;
/** @type {WebAssembly.Instance[]} */
const caught = [];

WebAssembly.Instance = /** @type {any} */ (
	class extends Instance {
		/**
		 * @param {WebAssembly.Module} module
		 * @param {WebAssembly.Imports} imports
		 */
		constructor(module, imports) {
			super(module, imports);
			caught.push(this);
		}
	}
);

/** Returns the memory of the package's instance; Node makes instances of its own, too. */
export function memory() {
	const [instance, ...others] = caught.filter(({ exports }) => "core_validate" in exports);
	if (instance === undefined || others.length > 0) throw new Error("there is not exactly one instance");
	return /** @type {WebAssembly.Memory} */ (instance.exports.memory);
}
