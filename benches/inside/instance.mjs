// @ts-check
// Catches the wasm instances that are made: to be imported before the package.

/** @type {WebAssembly.Instance[]} */
const caught = [];

WebAssembly.Instance = class extends WebAssembly.Instance {
	/** @param {ConstructorParameters<typeof WebAssembly.Instance>} values */
	constructor(...values) {
		super(...values);
		caught.push(this);
	}
};

/** What the memories of all of them take, in pages of 64 KiB. */
export function pages() {
	if (caught.length === 0) throw new Error("no instance was caught");
	const memories = caught
		.flatMap(({ exports }) => Object.values(exports))
		.filter((each) => each instanceof WebAssembly.Memory);
	return memories.map(({ buffer }) => buffer.byteLength / 65_536).reduce((sum, each) => sum + each, 0);
}
