//! The endpoints that store tokens and API keys.

use serde_json::{Map, Value, json};

use super::app;
use super::call::{Done, Invocation};
use super::endpoint::Source::Body;
use super::endpoint::{Endpoint, row};
use super::fields::{objects, text};
use super::refusal::Refusal;
use super::schema::{self, Shape};
use super::store::Store;

#[rustfmt::skip] // A table.
pub(super) static ENDPOINTS: &[Endpoint] = &[
    row("POST", "/v1/mgmt/outbound/app/user/apikey/upload", Body(&schema::USER_API_KEY), upload),
    row("POST", "/v1/mgmt/outbound/app/tenant/apikey/upload", Body(&schema::TENANT_API_KEY), upload),
    row("POST", "/v1/mgmt/outbound/app/user/oauthtoken/upload", Body(&schema::USER_TOKEN_UPLOAD), upload),
    row("POST", "/v1/mgmt/outbound/app/tenant/oauthtoken/upload", Body(&schema::TENANT_TOKEN_UPLOAD), upload),
    row("POST", "/v1/mgmt/outbound/app/user/oauthtoken/batch/upload", Body(&schema::USER_BATCH), user_batch),
    row("POST", "/v1/mgmt/outbound/app/tenant/oauthtoken/batch/upload", Body(&schema::TENANT_BATCH), tenant_batch),
];

/// `POST /v1/mgmt/outbound/app/user/apikey/upload`, `…/oauthtoken/upload`, and both of a tenant \[doc, node, go\]
///
/// `verifyRefresh` has no effect, since the emulator's provider does not know uploaded tokens. Whether the app must
/// exist is not documented: clients must not depend on it.
fn upload(store: &mut Store, call: &Invocation<'_>) -> Result<Done, Refusal> {
    app::of(store, &call.request)?;
    store.tokens.put(call.request.clone());
    Ok(Done::of(json!({})))
}

/// `POST /v1/mgmt/outbound/app/user/oauthtoken/batch/upload` \[doc, node, go\]
fn user_batch(store: &mut Store, call: &Invocation<'_>) -> Result<Done, Refusal> {
    batch(store, call, &schema::USER_TOKEN_ITEM, "userId")
}

/// `POST /v1/mgmt/outbound/app/tenant/oauthtoken/batch/upload` \[doc, node, go\]
fn tenant_batch(store: &mut Store, call: &Invocation<'_>) -> Result<Done, Refusal> {
    batch(store, call, &schema::TENANT_TOKEN_ITEM, "tenantId")
}

/// Stores all tokens or none, and returns 200 in both cases \[doc, node, go\].
///
/// The codes and reasons of failures and the maximum size of a batch are not documented: clients must not depend on
/// them.
#[expect(clippy::unnecessary_wraps, reason = "a row of the table, like the others")]
fn batch(store: &mut Store, call: &Invocation<'_>, shape: &Shape, owner: &str) -> Result<Done, Refusal> {
    let tokens = objects(&call.request, "tokens");
    let outcome = |token| shape.complete(token).and_then(|()| app::of(store, token));
    let failed = tokens.iter().filter_map(|token| Some((token, outcome(token).err()?)));
    let failures: Vec<Value> = failed.map(|(token, refusal)| failure(token, owner, &refusal)).collect();
    if failures.is_empty() {
        for token in tokens {
            store.tokens.put(token);
        }
    }
    Ok(Done::of(json!({ "failures": failures })))
}

/// Builds `{appId, userId? or tenantId?, errorCode, reason}`: the id that does not apply is absent, and not empty
/// \[doc\].
fn failure(token: &Map<String, Value>, owner: &str, refusal: &Refusal) -> Value {
    let whose = ["appId", owner].into_iter();
    let whose = whose.filter_map(|field| Some((field.to_owned(), text(token, field)?.into())));
    let mut failure: Map<String, Value> = whose.collect();
    failure.extend(refusal.as_failure());
    failure.into()
}
