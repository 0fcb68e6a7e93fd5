export type {
	AppChanges,
	AppIdsResponse,
	AppResponse,
	AppsResponse,
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
	CreateResponse as Response,
	DeleteUserTokensRequest,
	EnsureResponse,
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
	Severity,
	TokenResponse,
	UploadTenantApiKeyRequest,
	UploadTenantTokenRequest,
	UploadUserApiKeyRequest,
	UploadUserTokenRequest,
	UrlParam,
} from "../dist/core/core.js";
export * from "../client/client.js";
export * from "../client/errors.js";
export * from "../client/validate.js";

declare module "../client/client.js" {
	interface OutboundApps {
		/**
		 * Discards the key, for `using`, on hosts that have this symbol. Calling it is optional. Calls in flight continue,
		 * and later calls reject.
		 */
		[Symbol.dispose](): void;
	}
}
