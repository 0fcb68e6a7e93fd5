// @ts-check
// Collects the package's wasm instance, which the package does not expose. Import it before the package.

/** @type {any[]} */
const instances = [];

WebAssembly.Instance = class extends WebAssembly.Instance {
	/** @param {ConstructorParameters<typeof WebAssembly.Instance>} values */
	constructor(...values) {
		super(...values);
		instances.push(this.exports);
	}
};

/** Returns the memory and the table size of the first instance: the core's, as nothing else is imported here. */
export function used() {
	const [{ memory, __wbindgen_externrefs: values }] = instances;
	return { pages: memory.buffer.byteLength / 65_536, values: values.length };
}
