import type { OutboundApp } from "descope-outbound";
import {
	type AccessTokenOptions,
	type Alternative,
	type Connection,
	createEmulator,
	type Emulator,
	type EmulatorOptions,
	type Fault,
	type LoggedRequest,
	type RateLimit,
	type RateLimitTier,
	type StoredToken,
	type UnknownFields,
} from "descope-outbound/emulator";
import { type Equal, prove } from "./equal.js";

prove<Equal<NonNullable<Parameters<typeof createEmulator>[0]>, EmulatorOptions>>();
prove<Equal<ReturnType<typeof createEmulator>, Emulator>>();
prove<
	Equal<
		keyof Emulator,
		| "projectId"
		| "managementKey"
		| "baseUrl"
		| "fetch"
		| "fault"
		| "accessToken"
		| "connectUser"
		| "apps"
		| "tokens"
		| "requests"
	>
>();
prove<Equal<Parameters<Emulator["accessToken"]>[0], AccessTokenOptions | undefined>>();
prove<Equal<LoggedRequest["unknownFields"], string[]>>();
prove<Equal<Emulator["fetch"], typeof globalThis.fetch>>();
prove<Equal<ReturnType<Emulator["apps"]>, OutboundApp[]>>();
prove<Equal<ReturnType<Emulator["tokens"]>, StoredToken[]>>();
prove<Equal<Emulator["requests"], LoggedRequest[]>>();

const rateLimit: RateLimit = { requests: 2, perMs: 1000 };
const faults: Fault[] = [
	{ status: 503 },
	{ status: 429, headers: { "retry-after": "1" }, body: "", delayMs: 1, trickleMs: 1 },
	{ cut: "before" },
	{ cut: "after", delayMs: 1 },
	{ cut: "within" },
	{ delayMs: 1 },
	{ trickleMs: 1 },
];
const emulator = createEmulator({ projectId: "P2", managementKey: "K2", rateLimit, faults: [...faults, null] });
emulator.fault(...faults, null);
const accessToken: string = emulator.accessToken({ userId: "u", tenantId: "t", scopes: ["outbound.token.fetch"] });
emulator.accessToken();
const connection: Connection = {
	url: "https://emulator.test/connect?appId=a",
	userId: "u",
	scopes: ["read"],
	expiresIn: 60,
};
const connected: StoredToken = emulator.connectUser(connection);
emulator.connectUser({ appId: "a", tenantId: connected.id, externalIdentifier: "e" });
const alternatives: Alternative[] = ["update-keeps-template"];
const rateLimitTier: RateLimitTier = "tier2";
const unknownFields: UnknownFields = "refuse";
createEmulator({
	alternatives,
	rateLimitTier,
	unknownFields,
	tenants: ["t"],
	dcrPresets: { notion: { name: accessToken } },
});

// @ts-expect-error a connection is cut at one of three points
emulator.fault({ cut: "during" });
// @ts-expect-error a connection has an owner
emulator.connectUser();
// @ts-expect-error a fault is not empty
emulator.fault({});
// @ts-expect-error an unknown alternative
createEmulator({ alternatives: ["update-clears-all"] });
// @ts-expect-error an unknown option
createEmulator({ port: 8787 });
