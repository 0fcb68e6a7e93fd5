// Compiles with the language's types alone, and with more.
import { type CreateRequest, OutboundApps, validate } from "descope-outbound";
import { createEmulator } from "descope-outbound/emulator";
import { OutboundError } from "descope-outbound/inline";
import { TokenCache } from "descope-outbound/tokens";

declare const environment: { [name: string]: string | undefined };
const { PROJECT_ID, MANAGEMENT_KEY, BASE_URL, CLIENT_ID, CLIENT_SECRET } = environment;

// Unset variables are undefined, with and without exactOptionalPropertyTypes.
const apps = new OutboundApps({ projectId: PROJECT_ID, managementKey: MANAGEMENT_KEY, baseUrl: BASE_URL });
const app: CreateRequest = { name: "name", clientId: CLIENT_ID, clientSecret: CLIENT_SECRET, logo: null };
export const calls = [
	apps.create(app, { signal: undefined, timeoutMs: undefined }),
	apps.ensure({ ...app, id: "id", name: "name" }),
];

const { fetch } = createEmulator({ projectId: PROJECT_ID });
export const emulated = new OutboundApps({ projectId: "P2", managementKey: "K2", fetch });

export const token = new TokenCache(apps, { maxAgeMs: undefined }).get(
	{ appId: "a", userId: "u" },
	{ signal: undefined },
);

export const codes: string[] = validate(app).map(({ code }) => code);
export const code = (error: unknown) => (error instanceof OutboundError ? error.code : undefined);

// @ts-expect-error types are there, and not any
apps.create({ name: 1 });
// @ts-expect-error likewise
apps.create(app, { signal: 1 });
// @ts-expect-error likewise
new OutboundApps({ fetch: "fetch" });
