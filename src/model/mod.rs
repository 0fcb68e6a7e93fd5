//! What travels: the types of requests and responses, one file an endpoint family.
//!
//! The structs are for TypeScript (tsify makes its interfaces from them), for users of the crate and for tests. At run
//! time the client reads and checks JSON by the tables of [`schema`], so what no wasm path deserializes is not shipped.

mod app;
pub mod schema;
mod secret;
mod token;

pub use app::{
    AppResponse, AppWithId, AppsResponse, CreateByDcrPresetRequest, CreateByTemplateRequest, CreateRequest,
    CreateResponse, EnsureResponse, OutboundApp, Outcome, PatchResponse, UrlParam,
};
pub use secret::Secret;
pub use token::{
    AppIdsResponse, BatchResponse, ConnectOptions, ConnectRequest, ConnectResponse, DeleteUserTokensRequest,
    FetchTenantTokenRequest, FetchTokenOptions, FetchUserTokenRequest, ListAppsWithUserTokenRequest, ObtainedToken,
    OutboundAppToken, TokenResponse, UploadTenantApiKeyRequest, UploadTenantTokenRequest, UploadUserApiKeyRequest,
    UploadUserTokenRequest,
};

#[cfg(all(feature = "types", target_arch = "wasm32"))]
#[wasm_bindgen::prelude::wasm_bindgen(typescript_custom_section)]
const OPTIONAL: &str = r#"
/** A field of a request that may be left out: `null` and `undefined` leave it out too. */
export type Optional<T> = T | null | undefined;
"#;

/// A field of a request that may be left out. In JavaScript, `null` and `undefined` leave it out too.
pub type Optional<T> = Option<T>;
