// @ts-check
// Serves the console: its files, its proxy, the presets, and discovery.
import { createProxy, DEFAULT_ALLOW } from "../proxy/proxy.js";
import { bodyOf, checkOrigin, Refusal } from "../proxy/request.js";
import { discover } from "../provision/discover.js";
import { presets } from "../provision/presets.js";
import { fileOf, POLICY } from "./files.js";

/** @import { Caller, Handler, ProxyOptions } from "../proxy/proxy.js" */
/** @import { DiscoverOptions } from "../provision/discover.js" */

/**
 * Options of the console, in addition to those of `createProxy` without `prefix`.
 *
 * @typedef {object} ConsoleParts
 * @property {string | undefined} [path] the path of the console, with a slash at its end. Default `"/"`
 * @property {DiscoverOptions | false | undefined} [discovery] options for querying servers whose URL an administrator
 *   enters; `false` disables discovery. Default: host names are not resolved first. Pass `lookup` if this server can
 *   reach private addresses
 */

/** @typedef {Omit<ProxyOptions, "prefix"> & ConsoleParts} ConsoleOptions */

/** The limit of a discovery request's body, which contains one URL. */
const MAX_BODY_BYTES = 16_384;

const TIMEOUT_MS = 25_000;

/**
 * Creates the console as a handler of requests. The page itself is public: it contains no data, and callers whom
 * `authorize` rejects see no apps. Mount the console below a path of your own, and pass that as `path`.
 *
 * Throws a `TypeError` that names what is wrong with the options.
 *
 * @param {ConsoleOptions} options
 * @returns {Handler}
 */
export function createConsole(options) {
	const { path = "/", discovery = {}, ...given } = options ?? {};
	if (!/^\/(?:[\w.~-]+\/)*$/.test(path)) {
		throw new TypeError('createConsole: path must begin and end with a slash, such as "/console/"');
	}
	const proxy = createProxy({ ...given, prefix: `${path}api` });
	const showsTokens = (given.allow ?? DEFAULT_ALLOW).some((permission) => permission.startsWith("token-"));
	const index = showsTokens ? "index.tokens.html" : "index.html";
	return async (request) => {
		const { pathname } = new URL(request.url);
		// Next.js removes a trailing slash, so a redirect to the path itself would loop.
		if (pathname === path.slice(0, -1)) return redirect(`${path}index.html`);
		if (!pathname.startsWith(path)) return notFound();
		const name = pathname.slice(path.length);
		if (name.startsWith("api/")) return proxy(request);
		if (name === "discover" && discovery) return discovered(request, given, discovery);
		if (request.method !== "GET" && request.method !== "HEAD") return notAllowed();
		if (name === "presets.json") return json(200, presets);
		return page(request, name === "" || name === "index.html" ? index : name);
	};
}

/** @param {Request} request @param {string} name */
async function page(request, name) {
	const file = await fileOf(name);
	if (file === undefined) return notFound();
	const headers = {
		"content-security-policy": POLICY,
		"x-content-type-options": "nosniff",
		"referrer-policy": "no-referrer",
		"cross-origin-opener-policy": "same-origin",
		// Browsers revalidate each time, and download again only after an update of the package.
		"cache-control": "no-cache",
		vary: "accept-encoding",
		etag: file.etag,
	};
	if (request.headers.get("if-none-match") === file.etag) return new Response(null, { status: 304, headers });
	// A response of a Next.js route handler, which receives a NextRequest, loses its content-encoding. Next.js compresses
	// it.
	const isGzip = !("nextUrl" in request) && /\bgzip\b/.test(request.headers.get("accept-encoding") ?? "");
	const body = isGzip ? file.gzip : new Blob([file.gzip]).stream().pipeThrough(new DecompressionStream("gzip"));
	return new Response(request.method === "HEAD" ? null : body, {
		headers: { ...headers, "content-type": file.type, ...(isGzip && { "content-encoding": "gzip" }) },
		// Otherwise, Cloudflare's runtime compresses it again.
		...{ encodeBody: "manual" },
	});
}

/**
 * @param {Request} request
 * @param {Omit<ProxyOptions, "prefix">} options
 * @param {DiscoverOptions} discovery
 */
async function discovered(request, { authorize, hosts }, discovery) {
	if (request.method !== "POST") return notAllowed();
	/** @type {unknown} */
	let url;
	try {
		checkOrigin(request, hosts);
		if (!(await authorize(request))) throw new Refusal(401, "sign in first");
		({ url } = /** @type {{ url?: unknown }} */ (await bodyOf(request, MAX_BODY_BYTES, TIMEOUT_MS)));
		if (typeof url !== "string") throw new Refusal(400, 'the body must be JSON with a "url"');
	} catch (error) {
		if (!(error instanceof Refusal)) throw error;
		return json(error.status, { message: error.message });
	}
	try {
		const { app } = await discover(url, discovery);
		return json(200, { app });
	} catch (error) {
		return json(400, { message: error instanceof Error ? error.message : String(error) });
	}
}

/** @param {number} status @param {unknown} value */
const json = (status, value) =>
	new Response(JSON.stringify(value), {
		status,
		headers: { "content-type": "application/json", "cache-control": "no-store", "x-content-type-options": "nosniff" },
	});

const notFound = () => new Response("not found", { status: 404, headers: { "x-content-type-options": "nosniff" } });

const notAllowed = () => new Response("method not allowed", { status: 405, headers: { allow: "GET, HEAD" } });

/** @param {string} location */
const redirect = (location) => new Response(null, { status: 308, headers: { location } });
