//! The client, `async` and typed, over any [`Host`], which sends requests, waits and tells the time. On wasm32 that is
//! `web`; natively, `examples/native.rs` shows one over reqwest in eighty lines.
//!
//! ```text
//!   OutboundApps   a table of methods ─► json ─► run ─► protocol ─► the next command
//!   run            carries it out: Host::send, Host::sleep
//! ```
//!
//! | file | contents |
//! |---|---|
//! | `run` | carries out the commands of a call |
//! | `host` | the trait of a host, and how its requests end |
//! | `json` | typed requests as documents, and documents as typed responses |
//! | `changes` | the changes of a `patch` |
//! | `options` | the options of a client and of a call |
//! | `license` | asks for the project's rate limit tier, once |
//! | `error` | the errors |
//!
//! A call does nothing until it is polled, and needs no particular executor. Dropping it aborts its request, and sends
//! nothing more. Futures are `Send` if the host's are.

mod changes;
mod error;
mod host;
mod json;
mod license;
mod options;
mod run;

use core::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use serde::Deserialize;
use serde::de::DeserializeOwned;

use crate::model::{
    AppIdsResponse, AppResponse, AppWithId, AppsResponse, BatchResponse, ConnectRequest, ConnectResponse,
    CreateByDcrPresetRequest, CreateByTemplateRequest, CreateRequest, CreateResponse, DeleteUserTokensRequest,
    EnsureResponse, FetchTenantTokenRequest, FetchUserTokenRequest, ListAppsWithUserTokenRequest, PatchResponse,
    Secret, TokenResponse, UploadTenantApiKeyRequest, UploadTenantTokenRequest, UploadUserApiKeyRequest,
    UploadUserTokenRequest,
};
use crate::protocol::{
    self, Applied, CallOptions, ClientOptions, ClientState, Endpoint, Environment, Handler, Idempotency, Rate,
    ResponseProblem,
};
use crate::validate::{Issue, check_app};
use crate::value::Document;

pub use crate::protocol::CallOptions as RequestOptions;
pub use changes::AppChanges;
pub use error::{Error, ServerError};
pub use host::{Host, HttpRequest, HttpResponse, ResponseHead, SendError};
pub use options::Options;

use json::{encode, id as id_of, nothing};
use license::License;

/// Checks an app as [`create`](OutboundApps::create) would, and returns all errors and warnings. Nothing is sent.
///
/// ```
/// use descope_outbound::client::validate;
/// use descope_outbound::model::CreateRequest;
///
/// let issues = validate(&CreateRequest { name: Some("n".into()), token_url: Some("ftp://x".into()), ..CreateRequest::default() });
/// assert_eq!(issues[0].path, "tokenUrl");
/// ```
#[must_use]
pub fn validate(app: &CreateRequest) -> Vec<Issue> {
    check_app(encode(app).root())
}

/// A client of the outbound applications of one Descope project. It holds no connection and needs no closing; a clone
/// is the same client.
///
/// Every method fails with an [`Error`] that says whether the server may have acted. Before that, it waits, retries, or
/// reconciles an ambiguous outcome after a 429 or a broken connection, by the core's retry rules: see [`protocol`].
pub struct OutboundApps<H> {
    shared: Arc<Shared<H>>,
    options: CallOptions,
}

/// The state that the clones of a client share.
struct Shared<H> {
    state: Mutex<ClientState>,
    license: License,
    host: H,
}

impl<H> Clone for OutboundApps<H> {
    fn clone(&self) -> Self {
        self.with(self.options.clone())
    }
}

impl<H> fmt::Debug for OutboundApps<H> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("OutboundApps")
            .field("base_url", &self.shared.state().options().base_url())
            .finish_non_exhaustive()
    }
}

impl<H> OutboundApps<H> {
    /// Returns the same client, with these options for each call made through it.
    ///
    /// ```
    /// # use descope_outbound::client::{Error, Host, OutboundApps, RequestOptions};
    /// # use descope_outbound::model::{FetchUserTokenRequest, Secret};
    /// # async fn fetch(apps: OutboundApps<impl Host>, session: Secret) -> Result<(), Error> {
    /// let options = RequestOptions { access_token: Some(session), timeout_ms: Some(2_000), ..RequestOptions::default() };
    /// let token = apps.with(options).fetch_user_token(&FetchUserTokenRequest::default()).await?;
    /// # Ok(())
    /// # }
    /// ```
    #[must_use]
    pub fn with(&self, options: RequestOptions) -> Self {
        Self {
            shared: Arc::clone(&self.shared),
            options,
        }
    }
}

/// The methods: the arguments, the response, the handler and the request of each.
macro_rules! methods {
    ($($(#[$doc:meta])* $name:ident($($argument:ident: $type:ty),*) -> $response:ty = $handler:expr, $request:expr;)*) => {
        impl<H: Host> OutboundApps<H> {
            $(
                $(#[$doc])*
                ///
                /// # Errors
                /// See [`Error`].
                pub async fn $name(&self, $($argument: $type),*) -> Result<$response, Error> {
                    self.call($handler, $request, Document::NULL).await
                }
            )*
        }
    };
}

methods! {
    /// Creates an outbound application. Fails with [`Error::Conflict`] if the id or the name is taken.
    create(app: &CreateRequest) -> CreateResponse = Handler::Call(&protocol::CREATE), encode(app);

    /// Creates an outbound application from a template. If a response is lost, looks the app up by the `id`, else by
    /// the name in `overrides`; without either, the outcome stays unknown.
    create_by_template(request: &CreateByTemplateRequest) -> AppResponse =
        Handler::Call(&protocol::CREATE_BY_TEMPLATE), encode(request);

    /// Creates an outbound application for a tenant from a preset that registers its client dynamically. If a response
    /// is lost, nothing identifies the app, and the outcome stays unknown.
    create_by_dcr_preset(request: &CreateByDcrPresetRequest) -> AppResponse =
        Handler::Call(&protocol::CREATE_BY_DCR_PRESET), encode(request);

    /// Replaces the app with this id: **a field that is left out is cleared**, except for the client secret, which an
    /// empty one clears. To change some fields and keep the others, use [`patch`](Self::patch).
    ///
    /// The server changes neither `tenant_id` nor `use_dcr` and `dcr_url` of an app.
    update(app: &AppWithId) -> AppResponse = Handler::Call(&protocol::UPDATE), encode(app);

    /// Creates an app, or updates the fields given here of the one with its id, and keeps its other fields. A second,
    /// equal call changes nothing. Calls may run concurrently.
    ///
    /// The server does not return client secrets, so a change of the secret alone goes unnoticed. For that, use
    /// [`patch`](Self::patch). Fails with [`Error::Immutable`] if `tenant_id` differs from the app's.
    ensure(app: &AppWithId) -> EnsureResponse = Handler::Ensure, encode(app);

    /// Deletes an app. If a response is lost, an app that no longer exists counts as deleted by this call.
    delete(id: &str) -> () = Handler::Call(&protocol::DELETE), id_of(id);

    /// Loads an app, without its client secret. A response without an app means that no app has this id.
    load(id: &str) -> AppResponse = Handler::Call(&protocol::LOAD), id_of(id);

    /// Loads all apps of the project, without their client secrets.
    load_all() -> AppsResponse = Handler::Call(&protocol::LOAD_ALL), nothing();

    /// Fetches a user's token for an app: the one with exactly these `scopes`, or the latest if there are none. Fails
    /// with [`Error::NotConnected`] if there is no token. An [`access_token`](RequestOptions::access_token) may
    /// authorize the call.
    fetch_user_token(request: &FetchUserTokenRequest) -> TokenResponse =
        Handler::Call(&protocol::FETCH_USER_TOKEN), encode(request);

    /// Fetches a tenant's token for an app, likewise.
    fetch_tenant_token(request: &FetchTenantTokenRequest) -> TokenResponse =
        Handler::Call(&protocol::FETCH_TENANT_TOKEN), encode(request);

    /// Deletes the tokens for an app, those of a user, or those of a user for an app.
    delete_user_tokens(request: &DeleteUserTokensRequest) -> () =
        Handler::Call(&protocol::DELETE_USER_TOKENS), encode(request);

    /// Deletes a token.
    delete_token(id: &str) -> () = Handler::Call(&protocol::DELETE_TOKEN), id_of(id);

    /// Lists the ids of the apps for which a user has a token.
    list_apps_with_user_token(request: &ListAppsWithUserTokenRequest) -> AppIdsResponse =
        Handler::Call(&protocol::LIST_APPS_WITH_USER_TOKEN), encode(request);

    /// Starts to connect a user or a tenant to an app's third party: the response holds the URL to send the user's
    /// browser to. The user's own session authorizes the call, as `refresh_jwt` or as
    /// [`access_token`](RequestOptions::access_token).
    connect(request: &ConnectRequest) -> ConnectResponse = Handler::Call(&protocol::CONNECT), encode(request);

    /// Stores a user's API key for an app.
    upload_user_api_key(key: &UploadUserApiKeyRequest) -> () =
        Handler::Call(&protocol::UPLOAD_USER_API_KEY), encode(key);

    /// Stores a tenant's API key for an app.
    upload_tenant_api_key(key: &UploadTenantApiKeyRequest) -> () =
        Handler::Call(&protocol::UPLOAD_TENANT_API_KEY), encode(key);

    /// Stores a user's OAuth token for an app, which was obtained elsewhere.
    upload_user_token(token: &UploadUserTokenRequest) -> () =
        Handler::Call(&protocol::UPLOAD_USER_TOKEN), encode(token);

    /// Stores a tenant's OAuth token for an app, which was obtained elsewhere.
    upload_tenant_token(token: &UploadTenantTokenRequest) -> () =
        Handler::Call(&protocol::UPLOAD_TENANT_TOKEN), encode(token);

    /// Stores OAuth tokens of users, all or none: fails with [`Error::Batch`] if the server refuses any.
    batch_upload_user_tokens(tokens: &[UploadUserTokenRequest]) -> BatchResponse =
        Handler::Call(&protocol::BATCH_UPLOAD_USER_TOKENS), encode(&tokens);

    /// Stores OAuth tokens of tenants, all or none, likewise.
    batch_upload_tenant_tokens(tokens: &[UploadTenantTokenRequest]) -> BatchResponse =
        Handler::Call(&protocol::BATCH_UPLOAD_TENANT_TOKENS), encode(&tokens);
}

impl<H: Host> OutboundApps<H> {
    /// Creates a client that runs on this host. Nothing is sent.
    ///
    /// # Errors
    /// [`Error::Config`], whose message names all problems with the options and shows no secret.
    pub fn on(host: H, options: &Options) -> Result<Self, Error> {
        let options = ClientOptions::read(options.to_document().root(), &Environment::default())?;
        let state = ClientState::new(options, host.resends());
        let shared = Shared {
            state: Mutex::new(state),
            license: License::default(),
            host,
        };
        Ok(Self {
            shared: Arc::new(shared),
            options: CallOptions::DEFAULT,
        })
    }

    /// Changes the fields of an app that `changes` names, and keeps all others: loads the app, and updates it with
    /// both. Sends no update if nothing would change.
    ///
    /// The server does not return client secrets: changes without one keep it, and changes with one are always sent.
    /// Fails with [`Error::Immutable`] if `tenant_id` differs from the app's. An update cannot carry `use_dcr` and
    /// `dcr_url`: `ignored` names them if they differ from the app's.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn patch(&self, id: &str, changes: &AppChanges) -> Result<PatchResponse, Error> {
        self.call(Handler::Patch, changes.to_document(), id_of(id)).await
    }

    async fn call<T: DeserializeOwned>(&self, handler: Handler, request: Document, id: Document) -> Result<T, Error> {
        let client = &*self.shared;
        let given = options::call_options(&self.options);
        let options = CallOptions::read(given.root())?;
        let in_flight = client.state().begin(handler, request, id, options)?;
        if client.state().options().rate() == Rate::License {
            client.learn_tier().await;
        }
        let answer = run::run(client, in_flight).await?;
        json::decode(&answer).ok_or_else(|| mistyped(handler))
    }
}

impl<H> Shared<H> {
    /// Locks the state for one step, never across an `await`.
    fn state(&self) -> MutexGuard<'_, ClientState> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn headers(&self, options: &ClientOptions, authorization: Option<&Secret>) -> Vec<(String, Secret)> {
        let is_replaced = |name: &str| name == "authorization" && authorization.is_some();
        let own = options.headers().filter(|(name, _)| !is_replaced(name));
        let mut headers: Vec<_> = own
            .map(|(name, value)| (name.to_owned(), Secret::from(value)))
            .collect();
        headers.extend(authorization.map(|value| ("authorization".to_owned(), value.clone())));
        headers.extend(self.license.tell().map(|tier| ("x-descope-license".to_owned(), tier)));
        headers
    }
}

#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
struct LicenseResponse {
    rate_limit_tier: Option<String>,
}

impl<H: Host> Shared<H> {
    /// Asks for the project's tier, once. The server counts a call without a tier by its source address.
    async fn learn_tier(&self) {
        let Some(asking) = self.license.known().await else {
            return;
        };
        let begun = self
            .state()
            .begin(Handler::License, nothing(), Document::NULL, CallOptions::DEFAULT);
        let answer = match begun {
            Ok(in_flight) => run::run(self, in_flight).await,
            Err(failure) => Err(failure.into()),
        };
        let license = answer.ok().and_then(|answer| json::decode::<LicenseResponse>(&answer));
        asking.answered(license.unwrap_or_default().rate_limit_tier);
    }
}

/// Returns the error for an answer that the core accepts but the struct does not.
fn mistyped(handler: Handler) -> Error {
    let reads = |endpoint: &Endpoint| endpoint.idempotency == Idempotency::Safe;
    let applied = match handler {
        Handler::Call(endpoint) if reads(endpoint) => Applied::No,
        _ => Applied::Yes,
    };
    Error::Response {
        message: "The call succeeded, but a field of the response has another type than documented".to_owned(),
        applied,
        problem: ResponseProblem::WrongShape,
    }
}
