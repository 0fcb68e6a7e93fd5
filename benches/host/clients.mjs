// @ts-check
// Modules that export a function that makes a client, for runtimes that import a bundle.

const OPTIONS = '{ projectId: "P2bench", managementKey: "K2bench", baseUrl: "http://127.0.0.1:9" }';

/** @type {Record<import("../measures/cold.mjs").Subject, string>} */
export const CLIENTS = {
	empty: "export const make = () => ({});",
	ours: `import { OutboundApps } from "descope-outbound"; export const make = () => new OutboundApps(${OPTIONS});`,
	// The SDK needs a global `process`; this is the smallest stub.
	"node-sdk": `import client from "@descope/node-sdk"; globalThis.process ??= { versions: {} }; export const make = () => client(${OPTIONS});`,
};
