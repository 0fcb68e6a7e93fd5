// workerd's and Deno's wasm imports differ, and only workerd's is written by hand.
declare module "*.wasm" {
	const module: WebAssembly.Module;
	export default module;
}

declare module "*.wasm?module" {
	const module: WebAssembly.Module;
	export default module;
}
