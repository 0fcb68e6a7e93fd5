//! The endpoints that store tokens and API keys.

use serde_json::{Map, Value, json};

use super::endpoint::{Call, Done};
use super::fields::{objects, text};
use super::refusal::Refusal;
use super::schema::{self, Shape};
use super::store::Store;

/// `POST /v1/mgmt/outbound/app/user/apikey/upload`, `…/oauthtoken/upload`, and both of a tenant \[doc, node, go\]
///
/// There is no provider that a token could be refreshed at: `verifyRefresh` changes nothing.
pub(super) fn upload(store: &mut Store, call: &Call<'_>) -> Result<Done, Refusal> {
    admit(store, &call.request)?;
    store.tokens.put(call.request.clone());
    Ok(Done::of(json!({})))
}

/// `POST /v1/mgmt/outbound/app/user/oauthtoken/batch/upload` \[doc, node, go\]
pub(super) fn upload_user_batch(store: &mut Store, call: &Call<'_>) -> Result<Done, Refusal> {
    upload_batch(store, call, &schema::USER_TOKEN_UPLOAD)
}

/// `POST /v1/mgmt/outbound/app/tenant/oauthtoken/batch/upload` \[doc, node, go\]
pub(super) fn upload_tenant_batch(store: &mut Store, call: &Call<'_>) -> Result<Done, Refusal> {
    upload_batch(store, call, &schema::TENANT_TOKEN_UPLOAD)
}

/// All or nothing \[doc, node, go\].
///
/// Which status, codes and reasons failures have is not documented, and that what the schema does not have is refused as it
/// would be elsewhere: clients must not depend on it.
#[expect(clippy::unnecessary_wraps, reason = "a row of the table, like the others")]
fn upload_batch(store: &mut Store, call: &Call<'_>, shape: &Shape) -> Result<Done, Refusal> {
    let tokens = objects(&call.request, "tokens");
    let outcome = |token| shape.complete(token).and_then(|()| admit(store, token));
    let failed = tokens.iter().filter_map(|token| Some((token, outcome(token).err()?)));
    let failures: Vec<Value> = failed.map(|(token, refusal)| failure(token, &refusal)).collect();
    if failures.is_empty() {
        for token in tokens {
            store.tokens.put(token);
        }
    }
    Ok(Done::of(json!({ "failures": failures })))
}

/// Whether the real server wants the app to be there is not documented: clients must not depend on it.
fn admit(store: &Store, token: &Map<String, Value>) -> Result<(), Refusal> {
    let app = text(token, "appId").and_then(|id| store.apps.get(id));
    app.map(|_| ()).ok_or_else(Refusal::unknown_app)
}

/// `{appId, userId?, tenantId?, errorCode, reason}` \[doc, node, go\]
fn failure(token: &Map<String, Value>, refusal: &Refusal) -> Value {
    let whose = ["appId", "userId", "tenantId"].into_iter();
    let whose = whose.filter_map(|field| Some((field.to_owned(), token.get(field)?.clone())));
    let mut failure: Map<String, Value> = whose.collect();
    failure.extend(refusal.as_failure());
    failure.into()
}
