//! What the client can be asked to do.

use alloc::boxed::Box;

use wasm_bindgen::prelude::*;

use crate::protocol::{self, Call, CallOptions, Endpoint, Failure, Plan, RetryPolicy};
use crate::value::{Builder, Document};

/// How a method is carried out.
#[derive(Clone, Copy)]
pub(super) enum Way {
    Call(&'static Endpoint),
    Patch,
    Ensure,
}

/// The methods by their numbers.
macro_rules! methods {
    ($($name:ident: $way:expr,)*) => {
        /// The client's methods. JavaScript has the same names for the same numbers from here.
        #[wasm_bindgen]
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        #[allow(missing_docs, reason = "documented where they are methods")]
        pub enum Method {
            $($name),*
        }

        pub(super) static METHODS: &[(Method, Way)] = &[$((Method::$name, $way)),*];
    };
}

methods! {
    Create: Way::Call(&protocol::CREATE),
    CreateByTemplate: Way::Call(&protocol::CREATE_BY_TEMPLATE),
    CreateByDcrPreset: Way::Call(&protocol::CREATE_BY_DCR_PRESET),
    Update: Way::Call(&protocol::UPDATE),
    Patch: Way::Patch,
    Ensure: Way::Ensure,
    Delete: Way::Call(&protocol::DELETE),
    Load: Way::Call(&protocol::LOAD),
    LoadAll: Way::Call(&protocol::LOAD_ALL),
    FetchUserToken: Way::Call(&protocol::FETCH_USER_TOKEN),
    FetchTenantToken: Way::Call(&protocol::FETCH_TENANT_TOKEN),
    DeleteUserTokens: Way::Call(&protocol::DELETE_USER_TOKENS),
    DeleteToken: Way::Call(&protocol::DELETE_TOKEN),
    ListAppsWithUserToken: Way::Call(&protocol::LIST_APPS_WITH_USER_TOKEN),
    Connect: Way::Call(&protocol::CONNECT),
    UploadUserApiKey: Way::Call(&protocol::UPLOAD_USER_API_KEY),
    UploadTenantApiKey: Way::Call(&protocol::UPLOAD_TENANT_API_KEY),
    UploadUserToken: Way::Call(&protocol::UPLOAD_USER_TOKEN),
    UploadTenantToken: Way::Call(&protocol::UPLOAD_TENANT_TOKEN),
    BatchUploadUserTokens: Way::Call(&protocol::BATCH_UPLOAD_USER_TOKENS),
    BatchUploadTenantTokens: Way::Call(&protocol::BATCH_UPLOAD_TENANT_TOKENS),
    License: Way::Call(&protocol::LICENSE),
}

/// The first call of a method, and the plan that it is a part of.
pub(super) type Begun = (Option<Box<Plan>>, Call);

impl Way {
    /// Begins with `[request, options, id]`.
    pub(super) fn begin(
        self,
        arguments: Document,
        options: CallOptions,
        policy: RetryPolicy,
    ) -> Result<Begun, Box<Failure>> {
        let mut id = Builder::default();
        id.value(arguments.item(2));
        let request = arguments.into_item(0);
        let CallOptions {
            validate, access_token, ..
        } = options;
        if access_token.is_some() && !matches!(self, Way::Call(_)) {
            return Err(protocol::takes_no_access_token(&protocol::UPDATE));
        }
        let planned = match self {
            Way::Call(endpoint) => {
                let call = Call::with_access_token(endpoint, request, validate, policy, access_token)?;
                return Ok((None, call));
            }
            Way::Patch => Plan::patch(id.finish(), request, validate, policy),
            Way::Ensure => Plan::ensure(&request, validate, policy),
        };
        planned.map(|(plan, call)| (Some(Box::new(plan)), call))
    }
}
