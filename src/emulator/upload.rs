//! The endpoints that store tokens and API keys.

use serde_json::{Map, Value, json};

use super::app;
use super::endpoint::{Call, Done};
use super::fields::objects;
use super::refusal::Refusal;
use super::schema::{self, Shape};
use super::store::Store;

/// `POST /v1/mgmt/outbound/app/user/apikey/upload`, `…/oauthtoken/upload`, and both of a tenant \[doc, node, go\]
///
/// No provider stands behind the emulator: `verifyRefresh` changes nothing. Whether the app has to be there is not
/// documented: clients must not depend on it.
pub(super) fn upload(store: &mut Store, call: &Call<'_>) -> Result<Done, Refusal> {
    app::of(store, &call.request)?;
    store.tokens.put(call.request.clone());
    Ok(Done::of(json!({})))
}

/// `POST /v1/mgmt/outbound/app/user/oauthtoken/batch/upload` \[doc, node, go\]
pub(super) fn user_batch(store: &mut Store, call: &Call<'_>) -> Result<Done, Refusal> {
    batch(store, call, &schema::USER_TOKEN_UPLOAD)
}

/// `POST /v1/mgmt/outbound/app/tenant/oauthtoken/batch/upload` \[doc, node, go\]
pub(super) fn tenant_batch(store: &mut Store, call: &Call<'_>) -> Result<Done, Refusal> {
    batch(store, call, &schema::TENANT_TOKEN_UPLOAD)
}

/// All or nothing \[doc, node, go\].
///
/// Clients must not depend on what is not documented: the status of an answer with failures, their codes and reasons, and
/// that a field which the schema does not have refuses the batch as a whole.
#[expect(clippy::unnecessary_wraps, reason = "a row of the table, like the others")]
fn batch(store: &mut Store, call: &Call<'_>, shape: &Shape) -> Result<Done, Refusal> {
    let tokens = objects(&call.request, "tokens");
    let outcome = |token| shape.complete(token).and_then(|()| app::of(store, token));
    let failed = tokens.iter().filter_map(|token| Some((token, outcome(token).err()?)));
    let failures: Vec<Value> = failed.map(|(token, refusal)| failure(token, &refusal)).collect();
    if failures.is_empty() {
        for token in tokens {
            store.tokens.put(token);
        }
    }
    Ok(Done::of(json!({ "failures": failures })))
}

/// `{appId, userId?, tenantId?, errorCode, reason}` \[doc, node, go\]
fn failure(token: &Map<String, Value>, refusal: &Refusal) -> Value {
    let whose = ["appId", "userId", "tenantId"].into_iter();
    let whose = whose.filter_map(|field| Some((field.to_owned(), token.get(field)?.clone())));
    let mut failure: Map<String, Value> = whose.collect();
    failure.extend(refusal.as_failure());
    failure.into()
}
