// @ts-check
// Modules that make a client when they are asked to, for where a bundle is imported.

const OPTIONS = '{ projectId: "P2bench", managementKey: "K2bench", baseUrl: "http://127.0.0.1:9" }';

/** @type {Record<import("../measures/cold.mjs").Subject, string>} */
export const CLIENTS = {
	empty: "export const make = () => ({});",
	ours: `import { OutboundApps } from "descope-outbound"; export const make = () => new OutboundApps(${OPTIONS});`,
	// It runs nowhere but where there is a `process`; this is the least that helps.
	"node-sdk": `import client from "@descope/node-sdk"; globalThis.process ??= { versions: {} }; export const make = () => client(${OPTIONS});`,
};
