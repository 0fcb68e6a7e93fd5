// @ts-check
// Adapts a handler of `Request`s to a listener of `node:http`.

/** @typedef {import("./proxy.js").Handler} Handler */

/**
 * The part of `http.IncomingMessage` that a listener uses.
 *
 * @typedef {AsyncIterable<Uint8Array> & {
 *   method?: string | undefined,
 *   url?: string | undefined,
 *   rawHeaders: string[],
 *   headers: { host?: string | undefined },
 *   complete: boolean,
 *   socket: { encrypted?: boolean | undefined },
 * }} IncomingMessage
 */

/**
 * The part of `http.ServerResponse` that a listener uses.
 *
 * @typedef {object} ServerResponse
 * @property {(status: number, headers: Record<string, string>) => unknown} writeHead
 * @property {(body?: Uint8Array) => unknown} end
 */

/**
 * Turns a handler into a listener for `http.createServer`, Express or Connect.
 *
 * @param {Handler} handler a handler from `createProxy` or `createConsole`
 * @returns {(request: any, response: any) => Promise<void>}
 */
export function toNodeListener(handler) {
	return async (/** @type {IncomingMessage} */ incoming, /** @type {ServerResponse} */ outgoing) => {
		const request = toRequest(incoming);
		const response = request ? await answered(handler, request) : new Response("bad request", { status: 400 });
		const body = new Uint8Array(await response.arrayBuffer());
		// Does not wait for the rest of an unread body.
		const close = incoming.complete ? {} : { connection: "close" };
		const headers = Object.fromEntries(response.headers);
		outgoing.writeHead(response.status, { ...headers, ...close });
		outgoing.end(request?.method === "HEAD" ? undefined : body);
	};
}

/**
 * Calls the handler. If it throws, responds with 500, so that the process goes on.
 *
 * @param {Handler} handler
 * @param {Request} request
 */
const answered = async (handler, request) => {
	try {
		return await handler(request);
	} catch {
		return new Response("internal server error", { status: 500 });
	}
};

/**
 * @param {IncomingMessage} incoming
 * @returns {Request | undefined} `undefined` for targets such as `*` or another server's URL
 */
function toRequest(incoming) {
	const { method = "GET", url = "", rawHeaders, socket } = incoming;
	// A framework may have removed a prefix from `url`.
	const path = /** @type {{ originalUrl?: string }} */ (incoming).originalUrl ?? url;
	const base = `${socket.encrypted ? "https" : "http"}://${incoming.headers.host}`;
	if (!path.startsWith("/") || path.startsWith("//") || !URL.canParse(path, base)) return undefined;
	const headers = new Headers();
	for (let at = 0; at + 1 < rawHeaders.length; at += 2) headers.append(rawHeaders[at] ?? "", rawHeaders[at + 1] ?? "");
	// Rejects paths that URL parsing changes, such as those with dot segments and backslashes.
	if (new URL(path, base).pathname !== path.split("?", 1)[0]) return undefined;
	const hasBody = method !== "GET" && method !== "HEAD";
	const init = { method, headers, ...(hasBody && { body: streamOf(incoming), duplex: "half" }) };
	try {
		return new Request(new URL(path, base), /** @type {RequestInit} */ (init));
	} catch {
		// Request does not support TRACE.
		return undefined;
	}
}

/** @param {AsyncIterable<Uint8Array>} source @returns {ReadableStream<Uint8Array>} */
function streamOf(source) {
	const chunks = source[Symbol.asyncIterator]();
	return new ReadableStream({
		async pull(controller) {
			const { done, value } = await chunks.next();
			if (done) controller.close();
			else controller.enqueue(new Uint8Array(value));
		},
		// Returning the iterator would destroy the connection before the response is sent.
		cancel() {},
	});
}
