//! What the client can be asked to do.

use wasm_bindgen::prelude::*;

use crate::protocol::{self, Handler};

/// The methods by their numbers.
macro_rules! methods {
    ($($name:ident: $handler:expr,)*) => {
        /// The client's methods. JavaScript has the same names for the same numbers from here.
        #[wasm_bindgen]
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        #[allow(missing_docs, reason = "documented where they are methods")]
        pub enum Method {
            $($name),*
        }

        pub(super) static METHODS: &[Handler] = &[$($handler),*];
    };
}

methods! {
    Create: Handler::Call(&protocol::CREATE),
    CreateByTemplate: Handler::Call(&protocol::CREATE_BY_TEMPLATE),
    CreateByDcrPreset: Handler::Call(&protocol::CREATE_BY_DCR_PRESET),
    Update: Handler::Call(&protocol::UPDATE),
    Patch: Handler::Patch,
    Ensure: Handler::Ensure,
    Delete: Handler::Call(&protocol::DELETE),
    Load: Handler::Call(&protocol::LOAD),
    LoadAll: Handler::Call(&protocol::LOAD_ALL),
    FetchUserToken: Handler::Call(&protocol::FETCH_USER_TOKEN),
    FetchTenantToken: Handler::Call(&protocol::FETCH_TENANT_TOKEN),
    DeleteUserTokens: Handler::Call(&protocol::DELETE_USER_TOKENS),
    DeleteToken: Handler::Call(&protocol::DELETE_TOKEN),
    ListAppsWithUserToken: Handler::Call(&protocol::LIST_APPS_WITH_USER_TOKEN),
    Connect: Handler::Call(&protocol::CONNECT),
    UploadUserApiKey: Handler::Call(&protocol::UPLOAD_USER_API_KEY),
    UploadTenantApiKey: Handler::Call(&protocol::UPLOAD_TENANT_API_KEY),
    UploadUserToken: Handler::Call(&protocol::UPLOAD_USER_TOKEN),
    UploadTenantToken: Handler::Call(&protocol::UPLOAD_TENANT_TOKEN),
    BatchUploadUserTokens: Handler::Call(&protocol::BATCH_UPLOAD_USER_TOKENS),
    BatchUploadTenantTokens: Handler::Call(&protocol::BATCH_UPLOAD_TENANT_TOKENS),
    License: Handler::License,
}
