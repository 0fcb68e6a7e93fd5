import {
	type AppChanges,
	type AppIdsResponse,
	type AppResponse,
	type AppsResponse,
	type AppWithId,
	type BatchResponse,
	type ConnectRequest,
	type ConnectResponse,
	type CreateByDcrPresetRequest,
	type CreateByTemplateRequest,
	type CreateRequest,
	type CreateResponse,
	type DeleteUserTokensRequest,
	type EnsureResponse,
	type FetchTenantTokenRequest,
	type FetchUserTokenRequest,
	type ListAppsWithUserTokenRequest,
	OutboundApps,
	type OutboundAppToken,
	type PatchResponse,
	type RequestOptions,
	type TokenResponse,
	type UploadTenantApiKeyRequest,
	type UploadTenantTokenRequest,
	type UploadUserApiKeyRequest,
	type UploadUserTokenRequest,
} from "descope-outbound";
import { type Equal, prove } from "./equal.js";

/** Each method, what it takes before its options, and what it resolves to. */
interface Methods {
	create: [[app: CreateRequest], CreateResponse];
	createByTemplate: [[request: CreateByTemplateRequest], AppResponse];
	createByDcrPreset: [[request: CreateByDcrPresetRequest], AppResponse];
	update: [[app: AppWithId], AppResponse];
	patch: [[id: string, changes: AppChanges], PatchResponse];
	ensure: [[app: AppWithId], EnsureResponse];
	delete: [[id: string], void];
	load: [[id: string], AppResponse];
	loadAll: [[], AppsResponse];
	fetchUserToken: [[request: FetchUserTokenRequest], TokenResponse];
	fetchTenantToken: [[request: FetchTenantTokenRequest], TokenResponse];
	deleteUserTokens: [[request: DeleteUserTokensRequest], void];
	deleteToken: [[id: string], void];
	listAppsWithUserToken: [[request: ListAppsWithUserTokenRequest], AppIdsResponse];
	connect: [[request: ConnectRequest], ConnectResponse];
	uploadUserApiKey: [[key: UploadUserApiKeyRequest], void];
	uploadTenantApiKey: [[key: UploadTenantApiKeyRequest], void];
	uploadUserToken: [[token: UploadUserTokenRequest], void];
	uploadTenantToken: [[token: UploadTenantTokenRequest], void];
	batchUploadUserTokens: [[tokens: UploadUserTokenRequest[]], BatchResponse];
	batchUploadTenantTokens: [[tokens: UploadTenantTokenRequest[]], BatchResponse];
}

type Declared<Method extends keyof Methods> = (
	...values: [...Methods[Method][0], options?: RequestOptions]
) => Promise<Methods[Method][1]>;

// No other member is visible.
prove<Equal<keyof OutboundApps, keyof Methods | typeof Symbol.dispose>>();
prove<Equal<{ [Method in keyof Methods]: OutboundApps[Method] }, { [Method in keyof Methods]: Declared<Method> }>>();

// Every answer with an app has the documented interface.
prove<Equal<AppResponse["app"], CreateResponse["app"]>>();
prove<Equal<NonNullable<AppsResponse["apps"]>[number], NonNullable<CreateResponse["app"]>>>();
prove<Equal<EnsureResponse["outcome"], "created" | "updated" | "unchanged">>();
prove<Equal<PatchResponse["sent"], string[]>>();
prove<Equal<[PatchResponse["ignored"], EnsureResponse["ignored"]], [string[], string[]]>>();

// A number, whichever way the server writes it.
prove<Equal<Exclude<OutboundAppToken["accessTokenExpiry"], undefined>, number>>();

const apps = new OutboundApps();
export const calls = [
	apps.patch("id", { description: null, name: "name", pkce: true }),
	apps.patch("id", { description: undefined, name: undefined }),
	apps.ensure({ id: "id", name: "name", accessType: "offline" }),
	apps.fetchUserToken({ appId: "a", userId: "u", scopes: ["s"], options: { forceRefresh: true } }),
	apps.deleteUserTokens({ appId: "a" }, { signal: AbortSignal.timeout(1) }),
	apps.loadAll({ timeoutMs: 1 }),
];

// @ts-expect-error an id cannot be changed
apps.patch("id", { id: "other" });
// @ts-expect-error a name cannot be cleared
apps.patch("id", { name: null });
// @ts-expect-error an update needs the app's id
apps.update({ name: "name" });
// @ts-expect-error a token has an owner
apps.fetchUserToken({ appId: "a" });
// @ts-expect-error an upload needs a key
apps.uploadUserApiKey({ appId: "a", userId: "u" });
// @ts-expect-error a batch is a list
apps.batchUploadUserTokens({ appId: "a", userId: "u" });
