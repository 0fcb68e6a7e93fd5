import type {
	AppChanges,
	AppIdsResponse,
	AppResponse,
	AppsResponse,
	Applied,
	AppWithId,
	BatchFailure,
	BatchResponse,
	ConnectOptions,
	ConnectRequest,
	ConnectResponse,
	CreateByDcrPresetRequest,
	CreateByTemplateRequest,
	CreateRequest,
	CreateResponse,
	DeleteUserTokensRequest,
	EnsureResponse,
	ErrorCode,
	FetchTenantTokenRequest,
	FetchTokenOptions,
	FetchUserTokenRequest,
	Issue,
	IssueCode,
	ListAppsWithUserTokenRequest,
	ObtainedToken,
	OutboundApp,
	OutboundAppsOptions,
	OutboundAppToken,
	Outcome,
	PatchResponse,
	RequestOptions,
	Response,
	Severity,
	TokenResponse,
	UploadTenantApiKeyRequest,
	UploadTenantTokenRequest,
	UploadUserApiKeyRequest,
	UploadUserTokenRequest,
	UrlParam,
} from "descope-outbound";
import * as outbound from "descope-outbound";
import * as emulator from "descope-outbound/emulator";
import type * as inline from "descope-outbound/inline";
import type * as tokens from "descope-outbound/tokens";
import { type Equal, prove } from "./equal.js";

prove<Equal<Exclude<keyof typeof outbound, `${string}Error`>, "OutboundApps" | "validate">>();
prove<Equal<typeof inline, typeof outbound>>();
prove<Equal<keyof typeof emulator, "createEmulator">>();
prove<Equal<keyof typeof tokens, "TokenCache">>();

export type Types = [
	AppChanges,
	AppIdsResponse,
	AppResponse,
	AppsResponse,
	Applied,
	AppWithId,
	BatchFailure,
	BatchResponse,
	ConnectOptions,
	ConnectRequest,
	ConnectResponse,
	CreateByDcrPresetRequest,
	CreateByTemplateRequest,
	CreateRequest,
	CreateResponse,
	DeleteUserTokensRequest,
	EnsureResponse,
	ErrorCode,
	FetchTenantTokenRequest,
	FetchTokenOptions,
	FetchUserTokenRequest,
	Issue,
	IssueCode,
	ListAppsWithUserTokenRequest,
	ObtainedToken,
	OutboundApp,
	OutboundAppsOptions,
	OutboundAppToken,
	Outcome,
	PatchResponse,
	RequestOptions,
	Response,
	Severity,
	TokenResponse,
	UploadTenantApiKeyRequest,
	UploadTenantTokenRequest,
	UploadUserApiKeyRequest,
	UploadUserTokenRequest,
	UrlParam,
];

// The documented `Response` does not replace the platform's.
export const platform: globalThis.Response = new globalThis.Response();
// @ts-expect-error they are different types
export const documented: Response = { status: 200 };

prove<Equal<Parameters<typeof outbound.validate>[0], unknown>>();
prove<Equal<ReturnType<typeof outbound.validate>, Issue[]>>();
prove<Equal<NonNullable<ConstructorParameters<typeof outbound.OutboundApps>[0]>, OutboundAppsOptions>>();

// An emulator stands in for the network.
export const apps = new outbound.OutboundApps({
	projectId: "P2",
	managementKey: "K2",
	fetch: emulator.createEmulator().fetch,
});
