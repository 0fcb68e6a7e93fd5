//! The endpoints that fetch, list and delete tokens.
//!
//! A response holds an API key as a token, with the key as its `accessToken`. The real server's response is not
//! documented: clients must not depend on it.

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};

use super::bearer::{Bearer, Caller};
use super::call::{Done, Invocation};
use super::connection;
use super::endpoint::Source::{Body, Query};
use super::endpoint::{Endpoint, row};
use super::fields::{has, object, text, texts};
use super::options::Alternative;
use super::refusal::Refusal;
use super::schema;
use super::store::{Store, Token};

/// The fields of a token in a response \[doc\]. No token has a `tokenSub`. An uploaded token has no provider: it is
/// never refreshed, and `forceRefresh` has no effect on it.
const FIELDS: [&str; 15] = [
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
    "externalIdentifier",
];

#[rustfmt::skip] // A table.
pub(super) static ENDPOINTS: &[Endpoint] = &[
    row("POST", "/v1/mgmt/outbound/app/user/token", Body(&schema::USER_TOKEN), fetch).with(Bearer::ManagementKeyOrAccessToken),
    row("POST", "/v1/mgmt/outbound/app/user/token/latest", Body(&schema::LATEST_USER_TOKEN), fetch).with(Bearer::ManagementKeyOrAccessToken),
    row("POST", "/v1/mgmt/outbound/app/tenant/token", Body(&schema::TENANT_TOKEN), fetch).with(Bearer::ManagementKeyOrAccessToken),
    row("POST", "/v1/mgmt/outbound/app/tenant/token/latest", Body(&schema::LATEST_TENANT_TOKEN), fetch).with(Bearer::ManagementKeyOrAccessToken),
    row("DELETE", "/v1/mgmt/outbound/user/tokens", Query(&schema::USER_TOKENS), delete_of_user),
    row("DELETE", "/v1/mgmt/outbound/token", Query(&schema::BY_ID), delete),
    row("GET", "/v1/mgmt/outbound/apps-with-user-token", Query(&schema::APPS_OF_USER), apps_of_user),
];

/// `POST /v1/mgmt/outbound/app/user/token`, `…/tenant/token`, and `…/latest` of each \[doc, node, go\]
fn fetch(store: &mut Store, call: &Invocation<'_>) -> Result<Done, Refusal> {
    if let Caller::AccessToken(access_token) = call.caller {
        access_token.permit(&call.request)?;
    }
    let token = store.tokens.latest(|token| is_asked_for(token, call));
    let id = token.and_then(|token| text(token, "id")).map(str::to_owned);
    let id = id.ok_or_else(Refusal::no_token)?;
    let options = object(&call.request, "options");
    let is_forced = options.get("forceRefresh") == Some(&Value::Bool(true));
    connection::refresh(store, &id, is_forced, call.now_ms);
    let token = store.tokens.get(&id).ok_or_else(Refusal::no_token)?;
    Ok(Done::of(json!({ "token": shown(token, call) })))
}

/// `DELETE /v1/mgmt/outbound/user/tokens?appId=&userId=` \[doc, node, go\]
///
/// Success without a matching token is not documented: clients must not depend on it.
#[expect(clippy::unnecessary_wraps, reason = "a row of the table, like the others")]
fn delete_of_user(store: &mut Store, call: &Invocation<'_>) -> Result<Done, Refusal> {
    let given = ["appId", "userId"];
    let is_users = |token: &Token| text(token, "userId").is_some();
    store
        .tokens
        .remove(|token| is_users(token) && fits(token, &call.request, &given));
    Ok(Done::of(json!({})))
}

/// `DELETE /v1/mgmt/outbound/token?id=` \[doc, node, go\]
///
/// An API key is refused \[field\]. The real server's response to an unknown id is not documented: clients must not
/// depend on it.
fn delete(store: &mut Store, call: &Invocation<'_>) -> Result<Done, Refusal> {
    let is_meant = |token: &Token| fits(token, &call.request, &["id"]);
    let token = store.tokens.latest(is_meant).ok_or_else(Refusal::no_token)?;
    if text(token, "apiKey").is_some() {
        return Err(Refusal::api_key_token());
    }
    store.tokens.remove(is_meant);
    Ok(Done::of(json!({})))
}

/// `GET /v1/mgmt/outbound/apps-with-user-token?userId=&tenantId=` \[doc, node, go\]
///
/// Returns the apps with a valid token \[go, node, py\]; a tenant hides tokens that are stored without one \[field\].
/// Neither the order of the ids nor the criterion for a valid token is documented: clients must not depend on either.
#[expect(clippy::unnecessary_wraps, reason = "a row of the table, like the others")]
fn apps_of_user(store: &mut Store, call: &Invocation<'_>) -> Result<Done, Refusal> {
    let given = ["userId", "tenantId"];
    let is_listed = |token: &&Token| fits(token, &call.request, &given) && is_valid(token, call.now_ms);
    let tokens = store.tokens.all().filter(is_listed);
    let ids: BTreeSet<&str> = tokens.filter_map(|token| text(token, "appId")).collect();
    Ok(Done::of(json!({ "appIds": ids })))
}

/// Returns whether a request asks for this token. A request without a user asks for a tenant's token, one without
/// scopes for the latest, whatever its scopes.
///
/// A request without a tenant does not find a token that is stored with one \[agent\]; scopes must match exactly
/// \[guide\]. A request without `externalIdentifier` finds tokens with any. That is not documented: clients must not
/// depend on it.
fn is_asked_for(token: &Token, call: &Invocation<'_>) -> bool {
    let request = &call.request;
    let scopes_of = |object| texts(object, "scopes").collect::<BTreeSet<&str>>();
    let is_same = |field| text(token, field) == text(request, field);
    let may_be_in_any_tenant = call.behavior.does(Alternative::TokensInAnyTenant) && !has(request, "tenantId");
    is_same("userId")
        && (is_same("tenantId") || may_be_in_any_tenant)
        && fits(token, request, &["appId", "externalIdentifier"])
        && (!has(request, "scopes") || scopes_of(token) == scopes_of(request))
}

/// Returns whether a token has not expired, or can be refreshed. An expiry of 0 is unknown \[doc\].
fn is_valid(token: &Token, now_ms: u64) -> bool {
    let expires_at_s = token.get("accessTokenExpiry").and_then(Value::as_u64).unwrap_or(0);
    text(token, "refreshToken").is_some() || expires_at_s == 0 || expires_at_s.saturating_mul(1000) > now_ms
}

/// Returns whether a token matches a request in these fields, ignoring those that the request lacks.
fn fits(token: &Token, request: &Map<String, Value>, fields: &[&str]) -> bool {
    let mut given = fields.iter().filter(|field| text(request, field).is_some());
    given.all(|field| text(token, field) == text(request, field))
}

fn shown(token: &Token, call: &Invocation<'_>) -> Value {
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
