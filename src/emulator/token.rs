//! The endpoints that fetch, list and delete tokens.
//!
//! An API key is a token here, its key the `accessToken`: how the real server answers keys is not documented, and clients
//! must not depend on it.

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};

use super::endpoint::{Call, Done};
use super::fields::{object, text, texts};
use super::refusal::Refusal;
use super::store::{Store, Token};

/// What a token is answered with \[doc, node, go\]. No provider stands behind the emulator: no token has a `tokenSub` or
/// was ever refreshed, and `forceRefresh` changes nothing.
const FIELDS: [&str; 14] = [
    "id",
    "appId",
    "userId",
    "tokenSub",
    "accessToken",
    "accessTokenType",
    "accessTokenExpiry",
    "hasRefreshToken",
    "refreshToken",
    "lastRefreshTime",
    "lastRefreshError",
    "scopes",
    "tenantId",
    "grantedBy",
];

/// `POST /v1/mgmt/outbound/app/user/token`, `…/tenant/token`, and `…/latest` of each \[doc, node, go\]
pub(super) fn fetch(store: &mut Store, call: &Call<'_>) -> Result<Done, Refusal> {
    let token = store.tokens.latest(|token| is_asked_for(token, &call.request));
    let token = token.ok_or_else(Refusal::no_token)?;
    Ok(Done::of(json!({ "token": shown(token, call) })))
}

/// `DELETE /v1/mgmt/outbound/user/tokens?appId=&userId=` \[doc, node, go\]
///
/// That it is no error to find nothing is not documented: clients must not depend on it.
#[expect(clippy::unnecessary_wraps, reason = "a row of the table, like the others")]
pub(super) fn delete_of_user(store: &mut Store, call: &Call<'_>) -> Result<Done, Refusal> {
    let given = ["appId", "userId"];
    let is_users = |token: &Token| text(token, "userId").is_some();
    store
        .tokens
        .remove(|token| is_users(token) && fits(token, &call.request, &given));
    Ok(Done::of(json!({})))
}

/// `DELETE /v1/mgmt/outbound/token?id=` \[doc, node, go\]
///
/// Whether the real server refuses an id that no token has is not documented: clients must not depend on it.
pub(super) fn delete(store: &mut Store, call: &Call<'_>) -> Result<Done, Refusal> {
    match store.tokens.remove(|token| fits(token, &call.request, &["id"])) {
        0 => Err(Refusal::no_token()),
        _ => Ok(Done::of(json!({}))),
    }
}

/// `GET /v1/mgmt/outbound/apps-with-user-token?userId=&tenantId=` \[doc, node, go\]
///
/// The order of the ids is not documented: clients must not depend on it.
#[expect(clippy::unnecessary_wraps, reason = "a row of the table, like the others")]
pub(super) fn apps_of_user(store: &mut Store, call: &Call<'_>) -> Result<Done, Refusal> {
    let given = ["userId", "tenantId"];
    let tokens = store.tokens.all().filter(|token| fits(token, &call.request, &given));
    let ids: BTreeSet<&str> = tokens.filter_map(|token| text(token, "appId")).collect();
    Ok(Done::of(json!({ "appIds": ids })))
}

/// A request without a user asks for the token of a tenant.
///
/// That a request without a tenant takes a user's token in any is not documented: clients must not depend on it.
fn is_asked_for(token: &Token, request: &Map<String, Value>) -> bool {
    let scopes: BTreeSet<&str> = texts(token, "scopes").collect();
    text(token, "userId") == text(request, "userId")
        && fits(token, request, &["appId", "tenantId"])
        && texts(request, "scopes").all(|scope| scopes.contains(scope))
}

/// Whether a token has what a request says in these fields, where it says anything.
fn fits(token: &Token, request: &Map<String, Value>, fields: &[&str]) -> bool {
    let mut given = fields.iter().filter(|field| text(request, field).is_some());
    given.all(|field| text(token, field) == text(request, field))
}

fn shown(token: &Token, call: &Call<'_>) -> Value {
    let options = object(&call.request, "options");
    let with_refresh_token = options.get("withRefreshToken") == Some(&Value::Bool(true));
    call.show(FIELDS.into_iter(), |name| match name {
        "accessToken" => token.get(name).or_else(|| token.get("apiKey")).cloned(),
        "accessTokenExpiry" => token.get(name).map(|expiry| call.int64(expiry)),
        "hasRefreshToken" => Some(text(token, "refreshToken").is_some().into()),
        "refreshToken" => token.get(name).filter(|_| with_refresh_token).cloned(),
        _ => token.get(name).cloned(),
    })
}
