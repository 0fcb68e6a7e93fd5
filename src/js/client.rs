//! The client class.

use std::rc::Rc;

use js_sys::{Array, Object, Promise};
use wasm_bindgen::prelude::*;

use crate::model::Secret;
use crate::protocol::{
    BATCH_UPLOAD_TENANT_TOKENS, BATCH_UPLOAD_USER_TOKENS, CONNECT, CREATE, CREATE_BY_TEMPLATE, Call, DELETE,
    DELETE_TOKEN, DELETE_USER_TOKENS, Endpoint, FETCH_TENANT_TOKEN, FETCH_USER_TOKEN, Failure,
    LIST_APPS_WITH_USER_TOKEN, LOAD, LOAD_ALL, Plan, RetryPolicy, UPDATE, UPLOAD_TENANT_API_KEY, UPLOAD_TENANT_TOKEN,
    UPLOAD_USER_API_KEY, UPLOAD_USER_TOKEN,
};

use super::driver::{Client, Driver, promise};
use super::errors::to_error;
use super::host::to_secret;
use super::options::read_call_options;
use super::text::{to_text, to_unchecked_text, without_undefined};

/// A client of the outbound applications of one Descope project. It holds no connection and needs no closing.
#[wasm_bindgen]
pub struct OutboundApps(Rc<Client>);

#[allow(
    clippy::missing_errors_doc,
    reason = "these docs are read by users of JavaScript, and say it in its words"
)]
#[wasm_bindgen]
impl OutboundApps {
    /// Makes a client. Nothing is sent.
    ///
    /// Throws a `ConfigError` that names everything that is wrong with the options.
    #[wasm_bindgen(constructor)]
    pub fn new(
        #[wasm_bindgen(unchecked_optional_param_type = "OutboundAppsOptions")] options: &JsValue,
    ) -> Result<OutboundApps, JsValue> {
        Client::new(options).map(|client| Self(Rc::new(client)))
    }

    /// Creates an outbound application.
    ///
    /// Rejects with a `ValidationError` if the app has errors, and then nothing was sent; with a `ConflictError` if the
    /// id or the name is taken; with another `OutboundError` otherwise, whose `applied` says whether the app may exist.
    #[wasm_bindgen(
        unchecked_return_type = "Promise<CreateResponse>",
        return_description = "what the server answered"
    )]
    pub fn create(
        &self,
        #[wasm_bindgen(unchecked_param_type = "CreateRequest", param_description = "the app to create")] app: &JsValue,
        #[wasm_bindgen(unchecked_optional_param_type = "RequestOptions")] options: &JsValue,
    ) -> Promise {
        self.call(&CREATE, app, options)
    }

    /// Creates an outbound application from a template. It rejects as `create` does.
    ///
    /// If an answer is lost, the app is looked up by the `id` or else by the name in `overrides`; without either, the
    /// call rejects with `applied: "unknown"`.
    #[wasm_bindgen(
        js_name = createByTemplate,
        unchecked_return_type = "Promise<AppResponse>",
        return_description = "what the server answered"
    )]
    pub fn create_by_template(
        &self,
        #[wasm_bindgen(
            unchecked_param_type = "CreateByTemplateRequest",
            param_description = "the template, and what is to be other than there"
        )]
        request: &JsValue,
        #[wasm_bindgen(unchecked_optional_param_type = "RequestOptions")] options: &JsValue,
    ) -> Promise {
        self.call(&CREATE_BY_TEMPLATE, request, options)
    }

    /// Replaces an app by another with its id: **a field that is left out is cleared**, the client secret perhaps
    /// included. To change some fields and keep the others, use `patch`.
    #[wasm_bindgen(
        unchecked_return_type = "Promise<AppResponse>",
        return_description = "what the server answered"
    )]
    pub fn update(
        &self,
        #[wasm_bindgen(unchecked_param_type = "AppWithId", param_description = "the whole app")] app: &JsValue,
        #[wasm_bindgen(unchecked_optional_param_type = "RequestOptions")] options: &JsValue,
    ) -> Promise {
        self.call(&UPDATE, app, options)
    }

    /// Changes the fields of an app that `changes` names, and keeps all others: loads the app, and updates it with both.
    /// `null` clears a field. If nothing would change, nothing is sent.
    ///
    /// The server does not show an app's client secret, so the update cannot repeat it: name `clientSecret` in the
    /// changes unless the app has none, and see what `sent` says.
    #[wasm_bindgen(
        unchecked_return_type = "Promise<PatchResponse>",
        return_description = "the app, and which fields the update sent"
    )]
    pub fn patch(
        &self,
        #[wasm_bindgen(unchecked_param_type = "string", param_description = "which app")] id: &JsValue,
        #[wasm_bindgen(unchecked_param_type = "AppChanges", param_description = "the fields to change")]
        changes: &JsValue,
        #[wasm_bindgen(unchecked_optional_param_type = "RequestOptions")] options: &JsValue,
    ) -> Promise {
        let id = id_request(id);
        self.carry_out(changes, options, |changes, validate, policy| {
            let id = to_secret(&to_text(&id));
            Plan::patch(id, changes, validate, policy)
        })
    }

    /// Creates an app, or brings the one with its id to what is named here and keeps its other fields. Run it twice,
    /// and the second time it changes nothing. Several may run at once.
    ///
    /// The server does not show an app's client secret: one that alone is new is not noticed. For that, use `patch`.
    #[wasm_bindgen(
        unchecked_return_type = "Promise<EnsureResponse>",
        return_description = "the app, and whether it was created, updated or left as it was"
    )]
    pub fn ensure(
        &self,
        #[wasm_bindgen(unchecked_param_type = "AppWithId", param_description = "the app as it should be")]
        app: &JsValue,
        #[wasm_bindgen(unchecked_optional_param_type = "RequestOptions")] options: &JsValue,
    ) -> Promise {
        self.carry_out(app, options, Plan::ensure)
    }

    /// Deletes an app. If an answer is lost, an app that is gone counts as deleted by this call.
    #[wasm_bindgen(unchecked_return_type = "Promise<void>", return_description = "nothing")]
    pub fn delete(
        &self,
        #[wasm_bindgen(unchecked_param_type = "string", param_description = "which app")] id: &JsValue,
        #[wasm_bindgen(unchecked_optional_param_type = "RequestOptions")] options: &JsValue,
    ) -> Promise {
        self.call(&DELETE, &id_request(id), options)
    }

    /// Loads an app. The server leaves its client secret out.
    #[wasm_bindgen(
        unchecked_return_type = "Promise<AppResponse>",
        return_description = "what the server answered"
    )]
    pub fn load(
        &self,
        #[wasm_bindgen(unchecked_param_type = "string", param_description = "which app")] id: &JsValue,
        #[wasm_bindgen(unchecked_optional_param_type = "RequestOptions")] options: &JsValue,
    ) -> Promise {
        self.call(&LOAD, &id_request(id), options)
    }

    /// Loads all apps of the project. The server leaves their client secrets out.
    #[wasm_bindgen(
        js_name = loadAll,
        unchecked_return_type = "Promise<AppsResponse>",
        return_description = "what the server answered"
    )]
    pub fn load_all(
        &self,
        #[wasm_bindgen(unchecked_optional_param_type = "RequestOptions")] options: &JsValue,
    ) -> Promise {
        self.call(&LOAD_ALL, &Object::new().into(), options)
    }

    /// Fetches a user's token for an app: one with all the `scopes` that are asked for, or without them the latest.
    #[wasm_bindgen(
        js_name = fetchUserToken,
        unchecked_return_type = "Promise<TokenResponse>",
        return_description = "what the server answered"
    )]
    pub fn fetch_user_token(
        &self,
        #[wasm_bindgen(
            unchecked_param_type = "FetchUserTokenRequest",
            param_description = "whose token, and for which app"
        )]
        request: &JsValue,
        #[wasm_bindgen(unchecked_optional_param_type = "RequestOptions")] options: &JsValue,
    ) -> Promise {
        self.call(&FETCH_USER_TOKEN, request, options)
    }

    /// Fetches a tenant's token for an app: one with all the `scopes` that are asked for, or without them the latest.
    #[wasm_bindgen(
        js_name = fetchTenantToken,
        unchecked_return_type = "Promise<TokenResponse>",
        return_description = "what the server answered"
    )]
    pub fn fetch_tenant_token(
        &self,
        #[wasm_bindgen(
            unchecked_param_type = "FetchTenantTokenRequest",
            param_description = "whose token, and for which app"
        )]
        request: &JsValue,
        #[wasm_bindgen(unchecked_optional_param_type = "RequestOptions")] options: &JsValue,
    ) -> Promise {
        self.call(&FETCH_TENANT_TOKEN, request, options)
    }

    /// Deletes the tokens for an app, those of a user, or those of a user for an app. Here, a field that is `undefined` is
    /// not as good as left out: it is refused, as all would be deleted where somebody's were meant.
    #[wasm_bindgen(
        js_name = deleteUserTokens,
        unchecked_return_type = "Promise<void>",
        return_description = "nothing"
    )]
    pub fn delete_user_tokens(
        &self,
        #[wasm_bindgen(unchecked_param_type = "DeleteUserTokensRequest", param_description = "which tokens")]
        request: &JsValue,
        #[wasm_bindgen(unchecked_optional_param_type = "RequestOptions")] options: &JsValue,
    ) -> Promise {
        // Else `{ appId, userId: user?.id }` would delete the tokens of all users.
        self.call(&DELETE_USER_TOKENS, &without_undefined(request), options)
    }

    /// Deletes a token.
    #[wasm_bindgen(
        js_name = deleteToken,
        unchecked_return_type = "Promise<void>",
        return_description = "nothing"
    )]
    pub fn delete_token(
        &self,
        #[wasm_bindgen(unchecked_param_type = "string", param_description = "which token")] id: &JsValue,
        #[wasm_bindgen(unchecked_optional_param_type = "RequestOptions")] options: &JsValue,
    ) -> Promise {
        self.call(&DELETE_TOKEN, &id_request(id), options)
    }

    /// Lists the ids of the apps for which a user has a token.
    #[wasm_bindgen(
        js_name = listAppsWithUserToken,
        unchecked_return_type = "Promise<AppIdsResponse>",
        return_description = "what the server answered"
    )]
    pub fn list_apps_with_user_token(
        &self,
        #[wasm_bindgen(
            unchecked_param_type = "ListAppsWithUserTokenRequest",
            param_description = "whose apps"
        )]
        request: &JsValue,
        #[wasm_bindgen(unchecked_optional_param_type = "RequestOptions")] options: &JsValue,
    ) -> Promise {
        self.call(&LIST_APPS_WITH_USER_TOKEN, request, options)
    }

    /// Starts to connect a user to an app's third party: the answer is the address to send the user's browser to.
    ///
    /// The user's own session is the bearer here, and not the management key: `refreshJwt` is sent with this call and
    /// kept nowhere.
    #[wasm_bindgen(
        unchecked_return_type = "Promise<ConnectResponse>",
        return_description = "what the server answered"
    )]
    pub fn connect(
        &self,
        #[wasm_bindgen(
            unchecked_param_type = "ConnectRequest",
            param_description = "which app, and the user's session"
        )]
        request: &JsValue,
        #[wasm_bindgen(unchecked_optional_param_type = "RequestOptions")] options: &JsValue,
    ) -> Promise {
        match self.0.require_project_id() {
            Ok(()) => self.call(&CONNECT, request, options),
            Err(error) => Promise::reject(&error),
        }
    }

    /// Stores a user's API key for an app.
    #[wasm_bindgen(
        js_name = uploadUserApiKey,
        unchecked_return_type = "Promise<void>",
        return_description = "nothing"
    )]
    pub fn upload_user_api_key(
        &self,
        #[wasm_bindgen(
            unchecked_param_type = "UploadUserApiKeyRequest",
            param_description = "the key, and whose it is"
        )]
        key: &JsValue,
        #[wasm_bindgen(unchecked_optional_param_type = "RequestOptions")] options: &JsValue,
    ) -> Promise {
        self.call(&UPLOAD_USER_API_KEY, key, options)
    }

    /// Stores a tenant's API key for an app.
    #[wasm_bindgen(
        js_name = uploadTenantApiKey,
        unchecked_return_type = "Promise<void>",
        return_description = "nothing"
    )]
    pub fn upload_tenant_api_key(
        &self,
        #[wasm_bindgen(
            unchecked_param_type = "UploadTenantApiKeyRequest",
            param_description = "the key, and whose it is"
        )]
        key: &JsValue,
        #[wasm_bindgen(unchecked_optional_param_type = "RequestOptions")] options: &JsValue,
    ) -> Promise {
        self.call(&UPLOAD_TENANT_API_KEY, key, options)
    }

    /// Stores a user's OAuth token for an app, which was obtained elsewhere.
    #[wasm_bindgen(
        js_name = uploadUserToken,
        unchecked_return_type = "Promise<void>",
        return_description = "nothing"
    )]
    pub fn upload_user_token(
        &self,
        #[wasm_bindgen(
            unchecked_param_type = "UploadUserTokenRequest",
            param_description = "the token, and whose it is"
        )]
        token: &JsValue,
        #[wasm_bindgen(unchecked_optional_param_type = "RequestOptions")] options: &JsValue,
    ) -> Promise {
        self.call(&UPLOAD_USER_TOKEN, token, options)
    }

    /// Stores a tenant's OAuth token for an app, which was obtained elsewhere.
    #[wasm_bindgen(
        js_name = uploadTenantToken,
        unchecked_return_type = "Promise<void>",
        return_description = "nothing"
    )]
    pub fn upload_tenant_token(
        &self,
        #[wasm_bindgen(
            unchecked_param_type = "UploadTenantTokenRequest",
            param_description = "the token, and whose it is"
        )]
        token: &JsValue,
        #[wasm_bindgen(unchecked_optional_param_type = "RequestOptions")] options: &JsValue,
    ) -> Promise {
        self.call(&UPLOAD_TENANT_TOKEN, token, options)
    }

    /// Stores OAuth tokens of users, all or none of them.
    ///
    /// Rejects with a `BatchError` if the server refuses any: then it has stored none, and `failures` says why.
    #[wasm_bindgen(
        js_name = batchUploadUserTokens,
        unchecked_return_type = "Promise<BatchResponse>",
        return_description = "what the server answered"
    )]
    pub fn batch_upload_user_tokens(
        &self,
        #[wasm_bindgen(unchecked_param_type = "UploadUserTokenRequest[]", param_description = "the tokens")]
        tokens: &JsValue,
        #[wasm_bindgen(unchecked_optional_param_type = "RequestOptions")] options: &JsValue,
    ) -> Promise {
        self.call(&BATCH_UPLOAD_USER_TOKENS, tokens, options)
    }

    /// Stores OAuth tokens of tenants, all or none of them.
    ///
    /// Rejects with a `BatchError` if the server refuses any: then it has stored none, and `failures` says why.
    #[wasm_bindgen(
        js_name = batchUploadTenantTokens,
        unchecked_return_type = "Promise<BatchResponse>",
        return_description = "what the server answered"
    )]
    pub fn batch_upload_tenant_tokens(
        &self,
        #[wasm_bindgen(
            unchecked_param_type = "UploadTenantTokenRequest[]",
            param_description = "the tokens"
        )]
        tokens: &JsValue,
        #[wasm_bindgen(unchecked_optional_param_type = "RequestOptions")] options: &JsValue,
    ) -> Promise {
        self.call(&BATCH_UPLOAD_TENANT_TOKENS, tokens, options)
    }
}

impl OutboundApps {
    fn call(&self, endpoint: &'static Endpoint, request: &JsValue, options: &JsValue) -> Promise {
        promise(self.begin(request, options, |request, validate, policy| {
            Call::new(endpoint, request, validate, policy).map(|call| (None, call))
        }))
    }

    fn carry_out(
        &self,
        request: &JsValue,
        options: &JsValue,
        plan: impl FnOnce(Secret, bool, RetryPolicy) -> Result<(Plan, Call), Box<Failure>>,
    ) -> Promise {
        promise(self.begin(request, options, |request, validate, policy| {
            plan(request, validate, policy).map(|(plan, call)| (Some(plan), call))
        }))
    }

    /// Reads the values now, as the caller may change them as soon as it has the promise.
    fn begin(
        &self,
        request: &JsValue,
        options: &JsValue,
        make: impl FnOnce(Secret, bool, RetryPolicy) -> Result<(Option<Plan>, Call), Box<Failure>>,
    ) -> Result<(Driver, Option<Plan>, Call), JsValue> {
        let (options, signal) = read_call_options(options)?;
        let unchecked = if options.validate {
            None
        } else {
            to_unchecked_text(request)
        };
        // What has no form in JSON at all is checked after all, for the sake of what the check says of it.
        let validate = unchecked.is_none();
        let text = unchecked.unwrap_or_else(|| to_text(request));
        let policy = self.0.retry_policy(&options);
        let (plan, call) =
            make(to_secret(&text), validate, policy).map_err(|failure| to_error(&failure, &JsValue::UNDEFINED))?;
        let driver = Driver::new(Rc::clone(&self.0), text, &options, signal);
        Ok((driver, plan, call))
    }
}

/// A request that is no more than an id.
fn id_request(id: &JsValue) -> JsValue {
    let entries = Array::of1(&Array::of2(&"id".into(), id));
    Object::from_entries(&entries).map_or(JsValue::UNDEFINED, JsValue::from)
}
