// @ts-check
// A server that answers every request with success and records it.
import { createServer } from "node:http";
import { setTimeout as delay } from "node:timers/promises";

/**
 * One answer for all calls: each client reads the member that it expects. The app has the id of the app in the request.
 * After a load by path it has none, because the two clients write that path differently.
 *
 * @param {any} body
 */
const answerTo = (body) => ({
	app: { ...(body && { id: body.id ?? body.app?.id ?? "A1" }), name: "GitHub" },
	apps: [{ id: "A1", name: "GitHub" }],
	token: { id: "T1", appId: "A1", userId: "U1", accessToken: "t", scopes: ["read"] },
	appIds: ["A1"],
	failures: [],
	url: "https://example.com/authorize",
	rateLimitTier: "tier4",
});

export async function startRecorder() {
	/** @type {Recorded[]} */
	const recorded = [];
	const server = createServer(async (request, response) => {
		/** @type {Buffer[]} */
		const chunks = [];
		for await (const chunk of request) chunks.push(chunk);
		const { pathname, searchParams } = new URL(request.url ?? "/", "http://recorder");
		const text = Buffer.concat(chunks).toString();
		const body = text === "" ? undefined : JSON.parse(text);
		recorded.push({
			method: request.method ?? "",
			path: pathname,
			query: [...searchParams].sort(),
			body,
			bearer: request.headers.authorization,
			headers: request.headers,
		});
		response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(answerTo(body)));
	});
	await new Promise((done) => server.listen(0, "127.0.0.1", () => done(undefined)));
	const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
	/** Returns and removes the requests recorded so far. */
	const take = () => recorded.splice(0);
	return {
		baseUrl: `http://127.0.0.1:${port}`,
		take,
		/** Waits for requests that a client sends unprompted, and a moment longer. */
		wait: async () => {
			for (let waits = 0; recorded.length === 0 && waits < 100; waits += 1) await delay(50);
			await delay(50);
			return take();
		},
		close: () => {
			server.closeAllConnections();
			server.close();
		},
	};
}

/** @typedef {Awaited<ReturnType<typeof startRecorder>>} Recorder */

/**
 * @typedef {object} Recorded
 * @property {string} method
 * @property {string} path
 * @property {[name: string, value: string][]} query sorted: the order has no meaning
 * @property {unknown} body
 * @property {string | undefined} bearer
 * @property {import("node:http").IncomingHttpHeaders} headers
 */
