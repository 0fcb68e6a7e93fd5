// @ts-check
// Attacks that the proxy must refuse without passing anything on to Descope, and similar requests that must pass.

/** @typedef {{ method?: string, target?: string, headers?: Record<string, string | null>, body?: string }} Tried */

const LIST = "/descope/v1/mgmt/outbound/apps";
const CREATE = "/descope/v1/mgmt/outbound/app/create";
const APP = "/descope/v1/mgmt/outbound/app";
const USERS_APPS = "/descope/v1/mgmt/outbound/apps-with-user-token";

/** @param {string} body @param {Record<string, string | null>} [headers] @returns {Tried} */
const create = (body, headers = {}) => ({ method: "POST", target: CREATE, body, headers });

/** @param {string} host @returns {[what: string, tried: Tried, status: number][]} */
export const attacks = (host) => [
	["nobody is signed in", { headers: { cookie: null } }, 401],
	["another session", { headers: { cookie: "session=bob" } }, 401],
	["a page of another site", { headers: { "sec-fetch-site": "cross-site" } }, 403],
	["a page of a sibling domain", { headers: { "sec-fetch-site": "same-site" } }, 403],
	["an address that was typed", { headers: { "sec-fetch-site": "none" } }, 403],
	["another origin", { headers: { origin: "https://evil.example" } }, 403],
	["an origin without a name", { headers: { origin: "null" } }, 403],
	["another port of this machine", { headers: { origin: "http://127.0.0.1:1" } }, 403],
	[
		"an old browser's page of another origin",
		{ headers: { "sec-fetch-site": null, origin: "https://evil.example" } },
		403,
	],
	["neither an origin nor sec-fetch-site", { headers: { "sec-fetch-site": null } }, 403],
	["a name that an attacker's DNS leads here", { headers: { host: "evil.example" } }, 421],
	["the right name with another port", { headers: { host: "127.0.0.1:1" } }, 421],
	["a form", create('{"name":"A"}', { "content-type": "text/plain" }), 415],
	["a form's own type", create("name=A", { "content-type": "application/x-www-form-urlencoded" }), 415],
	["no type", create('{"name":"A"}', { "content-type": null }), 415],
	["two types in one", create('{"name":"A"}', { "content-type": "text/plain, application/json" }), 415],
	["a compressed body", create('{"name":"A"}', { "content-encoding": "gzip" }), 415],
	["what is not JSON", create("{"), 400],
	["JSON that is not an object", create("[]"), 400],
	["brackets without an end", create("[".repeat(100_000)), 400],
	["a body that is too long", create(JSON.stringify({ name: "x".repeat(300_000) })), 413],
	["dots", { target: "/descope/v1/mgmt/outbound/../user/search" }, 400],
	["dots that are encoded", { target: "/descope/v1/mgmt/outbound/%2e%2e/user/search" }, 400],
	["dots for an id", { target: `${APP}/..` }, 400],
	["a slash in an id", { target: `${APP}/a%2Fb` }, 404],
	["dots and a slash in an id", { target: `${APP}/..%2f..%2fuser` }, 404],
	["a backslash", { target: `${APP}/a\\b` }, 400],
	["a backslash that is encoded", { target: `${APP}/a%5Cb` }, 404],
	["what is encoded twice", { target: `${APP}/%252e%252e` }, 404],
	["a line break in an id", { target: `${APP}/a%0d%0ab` }, 404],
	["a zero byte in an id", { target: `${APP}/a%00` }, 404],
	["half a character in an id", { target: `${APP}/a%ff` }, 404],
	["two slashes", { target: "/descope//v1/mgmt/outbound/apps" }, 404],
	["a slash at the end", { target: `${LIST}/` }, 404],
	["capitals", { target: "/descope/V1/mgmt/outbound/apps" }, 404],
	["a path of another API", { target: "/descope/v1/mgmt/user/search" }, 404],
	["a path outside of the prefix", { target: "/v1/mgmt/outbound/apps" }, 404],
	["a prefix that goes on", { target: "/descopes/v1/mgmt/outbound/apps" }, 404],
	["another server's address", { target: "http://evil.example/descope/v1/mgmt/outbound/apps" }, 400],
	["two slashes at the start", { target: "//evil.example/descope/v1/mgmt/outbound/apps" }, 400],
	["the user's own session", { method: "POST", target: "/descope/v1/outbound/oauth/connect", body: "{}" }, 404],
	["a parameter that no endpoint has", { target: `${LIST}?baseUrl=evil` }, 400],
	["a parameter twice", { target: `${USERS_APPS}?userId=a&userId=b` }, 400],
	["another method", { method: "PUT", target: CREATE, body: "{}" }, 404],
	["a preflight", { method: "OPTIONS", target: CREATE, headers: { origin: `http://${host}` } }, 404],
	["a request to be repeated", { method: "TRACE", target: LIST }, 400],
	["only the head", { method: "HEAD", target: LIST }, 404],
	["an upload, which is not allowed", { method: "POST", target: `${APP}/user/apikey/upload`, body: "{}" }, 403],
	[
		"a deletion of tokens, which is not allowed",
		{ method: "DELETE", target: "/descope/v1/mgmt/outbound/user/tokens?userId=u" },
		403,
	],
	["a method in a header", { target: `${APP}/user/apikey/upload`, headers: { "x-http-method-override": "POST" } }, 404],
];

/** @param {string} host @returns {[what: string, tried: Tried, status: number][]} */
export const meant = (host) => [
	["a list", {}, 200],
	["a page of this origin", { headers: { origin: `http://${host}` } }, 200],
	["an old browser's page of this origin", { headers: { "sec-fetch-site": null, origin: `http://${host}` } }, 200],
	["a create", create('{"name":"A"}'), 200],
	["a create with a charset", create('{"name":"B"}', { "content-type": 'Application/JSON; charset="UTF-8"' }), 200],
	["a body that is almost too long", create(JSON.stringify({ name: "C", description: "x".repeat(200_000) })), 200],
	["a user's apps", { target: `${USERS_APPS}?userId=U2%26&tenantId=t` }, 200],
	["an app whose id has to be encoded", { target: `${APP}/%C3%BC%20x` }, 200],
	["the tier", { target: "/descope/v1/mgmt/license" }, 200],
];

export { APP, CREATE, LIST };
