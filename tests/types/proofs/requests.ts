import { type CreateRequest, type OutboundApp, OutboundApps, type UrlParam } from "descope-outbound";
import { type Equal, prove } from "./equal.js";
import type { Documented } from "./response.js";

// Known values are offered by an editor (run.mjs asks the language service), and any other string is accepted.
prove<Equal<Exclude<CreateRequest["accessType"], null | undefined>, "online" | "offline" | (string & {})>>();
prove<Equal<Exclude<CreateRequest["appType"], null | undefined>, "oauth" | "apikey" | (string & {})>>();
prove<
	Equal<
		Exclude<CreateRequest["prompt"], null | undefined>,
		("none" | "login" | "consent" | "select_account" | (string & {}))[]
	>
>();
prove<Equal<UrlParam, { key?: string | null | undefined; value?: string | null | undefined }>>();

const apps = new OutboundApps({ projectId: "P2", managementKey: "K2" });
/** Every documented field, and nothing else. */
declare const all: Required<NonNullable<Documented["app"]>>;
prove<Equal<keyof CreateRequest, keyof typeof all>>();

declare const variable: string | undefined;
declare const stored: OutboundApp;

export const answers = [
	apps.create({ name: "name" }),
	// null and undefined leave a field out, under exactOptionalPropertyTypes too.
	apps.create({ name: "name", clientId: variable, clientSecret: variable, pkce: undefined }),
	apps.create({ name: "name", description: null, tokenUrlParams: [{ key: "key", value: null }] }),
	apps.fetchUserToken({ appId: "a", userId: "u", scopes: null, tenantId: variable, externalIdentifier: variable }),
	apps.connect({ appId: "a", refreshJwt: variable, options: { redirectUrl: variable, prompt: null } }),
	// A loaded app can be changed and sent back.
	apps.update({ ...stored, id: "id", name: "name", description: null }),
	apps.create({ name: "name", accessType: "neither" }, {}),
	apps.create(all, { signal: AbortSignal.timeout(1), timeoutMs: 1, validate: "off" }),
];

// The types do not require options that the environment or the server may provide.
export const clients = [
	new OutboundApps(),
	new OutboundApps({}),
	new OutboundApps({ managementKey: null, baseUrl: "https://example.com/api" }),
	new OutboundApps({
		projectId: "P2",
		managementKey: "K2",
		baseUrl: "https://example.com",
		fetch,
		headers: { "x-mine": "yes" },
		timeoutMs: 1,
		maxResponseBytes: 1,
		allowInsecureBaseUrl: true,
	}),
	new OutboundApps({ fetch: async () => Response.json({}) }),
	new OutboundApps({ fetch: (input, init) => fetch(input, init) }),
];
