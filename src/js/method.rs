//! What the client can be asked to do.

use alloc::boxed::Box;

use wasm_bindgen::prelude::*;

use crate::model::Secret;
use crate::protocol::{self, Call, Endpoint, Failure, Plan, RetryPolicy};

/// The client's methods. JavaScript has the same names for the same numbers from here.
#[wasm_bindgen]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "documented where they are methods")]
pub enum Method {
    Create,
    CreateByTemplate,
    Update,
    Patch,
    Ensure,
    Delete,
    Load,
    LoadAll,
    FetchUserToken,
    FetchTenantToken,
    DeleteUserTokens,
    DeleteToken,
    ListAppsWithUserToken,
    Connect,
    UploadUserApiKey,
    UploadTenantApiKey,
    UploadUserToken,
    UploadTenantToken,
    BatchUploadUserTokens,
    BatchUploadTenantTokens,
    License,
}

/// How a method is carried out.
enum Way {
    Call(&'static Endpoint),
    Patch,
    Ensure,
}

/// The first call of a method, and the plan that it is a part of.
pub(super) type Begun = (Option<Box<Plan>>, Call);

impl Method {
    fn way(self) -> Way {
        Way::Call(match self {
            Self::Patch => return Way::Patch,
            Self::Ensure => return Way::Ensure,
            Self::Create => &protocol::CREATE,
            Self::CreateByTemplate => &protocol::CREATE_BY_TEMPLATE,
            Self::Update => &protocol::UPDATE,
            Self::Delete => &protocol::DELETE,
            Self::Load => &protocol::LOAD,
            Self::LoadAll => &protocol::LOAD_ALL,
            Self::FetchUserToken => &protocol::FETCH_USER_TOKEN,
            Self::FetchTenantToken => &protocol::FETCH_TENANT_TOKEN,
            Self::DeleteUserTokens => &protocol::DELETE_USER_TOKENS,
            Self::DeleteToken => &protocol::DELETE_TOKEN,
            Self::ListAppsWithUserToken => &protocol::LIST_APPS_WITH_USER_TOKEN,
            Self::Connect => &protocol::CONNECT,
            Self::UploadUserApiKey => &protocol::UPLOAD_USER_API_KEY,
            Self::UploadTenantApiKey => &protocol::UPLOAD_TENANT_API_KEY,
            Self::UploadUserToken => &protocol::UPLOAD_USER_TOKEN,
            Self::UploadTenantToken => &protocol::UPLOAD_TENANT_TOKEN,
            Self::BatchUploadUserTokens => &protocol::BATCH_UPLOAD_USER_TOKENS,
            Self::BatchUploadTenantTokens => &protocol::BATCH_UPLOAD_TENANT_TOKENS,
            Self::License => &protocol::LICENSE,
        })
    }

    /// `id` is what `patch` has beside its request.
    pub(super) fn begin(
        self,
        id: Secret,
        request: Secret,
        validate: bool,
        policy: RetryPolicy,
    ) -> Result<Begun, Box<Failure>> {
        let planned = match self.way() {
            Way::Call(endpoint) => return Call::new(endpoint, request, validate, policy).map(|call| (None, call)),
            Way::Patch => Plan::patch(id, request, validate, policy),
            Way::Ensure => Plan::ensure(request, validate, policy),
        };
        planned.map(|(plan, call)| (Some(Box::new(plan)), call))
    }
}
