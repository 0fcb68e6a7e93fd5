// @ts-check
// Top-level await, and so the entry for browsers, is not allowed in a service worker.
const script = "/resolved/inline/hosts/browser/service-worker.mjs";
const { installing } = await navigator.serviceWorker.register(script, { type: "module" });
installing?.addEventListener("statechange", () => {
	if (installing.state === "activated") installing.postMessage("run");
});
