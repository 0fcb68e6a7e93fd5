export default defineNuxtConfig({
	compatibilityDate: "2026-08-01",
	$env: { wasm: { nitro: { experimental: { wasm: true } } } },
});
