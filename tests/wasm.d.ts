// The result of such an import in the tools of edge workers.
declare module "*.wasm?module" {
	const module: WebAssembly.Module;
	export default module;
}

// A file that the build puts beside the bundle for browsers.
declare module "*/core.wasm.js" {
	const base64: string;
	export default base64;
}

// Packed from pkg/bin/apps.
declare module "*/apps.cjs" {
	export function main(argv: string[]): Promise<void>;
}

// The page that the build makes: its files by name, compressed, as base64.
declare module "*/dist/console.json" {
	const files: Record<string, string>;
	export default files;
}
