//! What travels: the types of requests and responses, one file an endpoint family.
//!
//! The structs are for TypeScript (tsify makes its interfaces from them), for users of the crate and for tests. At run
//! time the client reads and checks JSON by the tables of [`schema`], so what no wasm path deserializes is not shipped.

mod app;
pub mod schema;
mod secret;
mod token;

pub use app::{
    AppResponse, AppWithId, AppsResponse, CreateByTemplateRequest, CreateRequest, CreateResponse, EnsureResponse,
    OutboundApp, Outcome, PatchResponse, UrlParam,
};
pub use secret::Secret;
pub use token::{
    AppIdsResponse, BatchResponse, ConnectRequest, ConnectResponse, DeleteUserTokensRequest, FetchTenantTokenRequest,
    FetchTokenOptions, FetchUserTokenRequest, ListAppsWithUserTokenRequest, ObtainedToken, OutboundAppToken,
    TokenResponse, UploadTenantApiKeyRequest, UploadTenantTokenRequest, UploadUserApiKeyRequest,
    UploadUserTokenRequest,
};
