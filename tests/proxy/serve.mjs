// @ts-check
// Serves the console in Deno or Bun, with the runtime's own server, in a folder where the package is installed.
import process from "node:process";
import { createConsole } from "descope-outbound/console";

const [, , projectId, managementKey, baseUrl] = process.argv;
const handler = createConsole({ projectId, managementKey, baseUrl, path: "/c/", authorize: () => true });
const { Bun, Deno } = /** @type {any} */ (globalThis);
const options = { port: 0, hostname: "127.0.0.1" };
const port = Bun
	? Bun.serve({ ...options, fetch: handler }).port
	: Deno.serve({ ...options, onListen() {} }, handler).addr.port;
console.log(`port ${port}`);
