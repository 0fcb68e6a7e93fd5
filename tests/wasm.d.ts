// What the tools of edge workers make of such an import.
declare module "*.wasm?module" {
	const module: WebAssembly.Module;
	export default module;
}

// What the build puts beside the bundle for browsers.
declare module "*/core.wasm.js" {
	const base64: string;
	export default base64;
}

// Packed from pkg/bin/apps.
declare module "*/apps.cjs" {
	export function main(argv: string[]): Promise<void>;
}

// The page, made by the build: its files by their names, compressed, as base64.
declare module "*/dist/console.json" {
	const files: Record<string, string>;
	export default files;
}
