// @ts-check
// A proxy on a socket in front of an emulator on another, and raw requests that no HTTP client would send.
import { createServer } from "node:http";
import { connect } from "node:net";

/** The headers that a page from the same server sends. */
export const PAGE = { "sec-fetch-site": "same-origin" };

export const CANARY = "S-canary-0123456789";

/** @typedef {{ headers?: Record<string, string | null>, body?: string }} Other */

/**
 * @param {{ startServer: any, createProxy: any, toNodeListener: any, OutboundApps: any }} package_
 * @param {Record<string, unknown>} [options] of the proxy
 */
export async function open({ startServer, createProxy, toNodeListener, OutboundApps }, options = {}) {
	const server = await startServer({ port: 0, log: () => {} });
	const { projectId, managementKey } = server.emulator;
	/** @type {any[]} */
	const records = [];
	/** The requests that the proxy passed on. @type {{ url: string, init: any }[]} */
	const sent = [];
	/** @type {any} */
	const settings = {
		projectId,
		managementKey,
		baseUrl: server.baseUrl,
		authorize: (/** @type {Request} */ request) =>
			/\bsession=ann\b/.test(request.headers.get("cookie") ?? "") && { who: "ann" },
		onAudit: (/** @type {any} */ record) => records.push(record),
		fetch: (/** @type {string} */ url, /** @type {RequestInit} */ init) => {
			sent.push({ url, init });
			return fetch(url, init);
		},
		hosts: [],
		...options,
	};
	const front = createServer((request, response) => listener(request, response));
	await new Promise((listening) => front.listen(0, "127.0.0.1", () => listening(undefined)));
	const { port } = /** @type {import("node:net").AddressInfo} */ (front.address());
	const host = `127.0.0.1:${port}`;
	settings.hosts = [host];
	const proxy = createProxy(settings);
	const listener = toNodeListener(proxy);

	/**
	 * Sends the text unchanged.
	 *
	 * @param {string} text
	 * @returns {Promise<{ status: number, text: string }>}
	 */
	const raw = (text) =>
		new Promise((resolve) => {
			let answer = "";
			const socket = connect(port, "127.0.0.1", () => socket.write(text));
			socket.on("data", (part) => {
				answer += part;
			});
			socket.on("error", () => {});
			socket.on("close", () => resolve({ status: Number(/^HTTP\/1\.1 (\d+)/.exec(answer)?.[1] ?? 0), text: answer }));
		});

	/**
	 * Sends a request from Ann's page, with these changes; a `null` header is left out.
	 *
	 * @param {string} method
	 * @param {string} target
	 * @param {Other} [other]
	 */
	function ask(method, target, { headers = {}, body } = {}) {
		const length = body === undefined ? {} : { "content-length": String(Buffer.byteLength(body)) };
		const all = {
			host,
			cookie: "session=ann",
			...PAGE,
			...(body !== undefined && { "content-type": "application/json", ...length }),
			connection: "close",
			...headers,
		};
		const lines = Object.entries(all).filter(([, value]) => value !== null);
		const head = lines.map(([name, value]) => `${name}: ${value}\r\n`).join("");
		return raw(`${method} ${target} HTTP/1.1\r\n${head}\r\n${body ?? ""}`);
	}

	/** The package's own client, configured as in a page. */
	const apps = new OutboundApps({
		projectId,
		managementKey: null,
		baseUrl: `http://${host}/descope`,
		maxRetries: 0,
		fetch: (/** @type {string} */ url, /** @type {any} */ init) =>
			fetch(url, { ...init, headers: { ...init.headers, cookie: "session=ann", ...PAGE } }),
	});

	return {
		ask,
		raw,
		apps,
		host,
		sent,
		records,
		emulator: server.emulator,
		close: async () => {
			front.close();
			front.closeAllConnections();
			await server.close();
		},
	};
}

/** @typedef {Awaited<ReturnType<typeof open>>} Harness */
