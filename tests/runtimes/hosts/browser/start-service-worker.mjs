// @ts-check
// ./inline: a service worker forbids top-level await, which the entry for browsers uses.
const script = "/resolved/inline/hosts/browser/service-worker.mjs";
const { installing } = await navigator.serviceWorker.register(script, { type: "module" });
installing?.addEventListener("statechange", () => {
	if (installing.state === "activated") installing.postMessage("run");
});
