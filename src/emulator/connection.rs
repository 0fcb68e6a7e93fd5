//! Connections that a user completes in the browser after `connect`, and the refresh of their tokens. No request
//! completes a connection: a test calls `connect_user` instead.

use serde::Deserialize;
use serde_json::{Map, Value};

use super::app;
use super::fields::{text, texts};
use super::query;
use super::store::{Store, Token, seconds};

/// The default lifetime of a provider's access tokens, in seconds.
const LIFETIME_S: u32 = 3_600;

/// A connection that the user completed in the browser.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[cfg_attr(all(feature = "types", target_arch = "wasm32"), derive(tsify::Tsify))]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct Connection {
    /// The URL that `connect` returned. Its parameters are the defaults of `appId`, `tenantId`, `scopes` and
    /// `externalIdentifier`.
    pub url: Option<String>,
    /// The app. Required without `url`.
    pub app_id: Option<String>,
    /// The user. If absent, the tenant itself is connected.
    pub user_id: Option<String>,
    /// The tenant.
    pub tenant_id: Option<String>,
    /// The scopes that were granted. Default: the requested ones, else the app's `defaultScopes`.
    pub scopes: Option<Vec<String>>,
    /// The account at the third party, if the user has several.
    pub external_identifier: Option<String>,
    /// The lifetime of each of its access tokens, in seconds \[RFC 6749 §5.1\]; 0 means no expiry. Default: 3,600.
    pub expires_in: Option<u32>,
}

/// Stores the token of a connection that the user has agreed to.
pub(super) fn connect(store: &mut Store, connection: Connection, now_ms: u64) -> Result<&Token, String> {
    let asked = match &connection.url {
        Some(url) => query::of_url(url).ok_or_else(|| format!("{url:?} is not an address that connect answers"))?,
        None => Map::new(),
    };
    let given = |value: Option<String>, name| value.or_else(|| text(&asked, name).map(str::to_owned));
    let lifetime_s = connection.expires_in.unwrap_or(LIFETIME_S);
    let mut token = Map::new();
    for (name, value) in [
        ("appId", given(connection.app_id, "appId")),
        ("userId", connection.user_id),
        ("tenantId", given(connection.tenant_id, "tenantId")),
        (
            "externalIdentifier",
            given(connection.external_identifier, "externalIdentifier"),
        ),
    ] {
        if let Some(value) = value {
            token.insert(name.to_owned(), value.into());
        }
    }
    let Ok(app) = app::of(store, &token) else {
        return Err(format!(
            "there is no app {:?}",
            text(&token, "appId").unwrap_or_default()
        ));
    };
    if text(&token, "userId").is_none() && text(&token, "tenantId").is_none() {
        return Err("neither a userId nor a tenantId is given: who connects?".to_owned());
    }
    let asked_scopes = text(&asked, "scopes").map(|scopes| scopes.split(' ').map(str::to_owned).collect());
    let scopes = connection.scopes.or(asked_scopes);
    let scopes: Vec<String> = scopes.unwrap_or_else(|| texts(app, "defaultScopes").map(str::to_owned).collect());
    token.insert("scopes".to_owned(), scopes.into());
    token.extend(store.provider.issue(lifetime_s, now_ms));
    let id = store.tokens.put(token);
    store.provider.lifetimes.insert(id.clone(), lifetime_s);
    store.tokens.get(&id).ok_or_else(|| "the token is gone".to_owned())
}

/// Refreshes a token that the provider issued, if it has expired or `is_forced`.
pub(super) fn refresh(store: &mut Store, id: &str, is_forced: bool, now_ms: u64) {
    let Some(&lifetime_s) = store.provider.lifetimes.get(id) else {
        return;
    };
    let Some(token) = store.tokens.get_mut(id) else { return };
    let expiry_s = token.get("accessTokenExpiry").and_then(Value::as_u64).unwrap_or(0);
    let is_due = expiry_s != 0 && expiry_s.saturating_mul(1_000) <= now_ms;
    if is_forced || is_due {
        token.extend(store.provider.issue(lifetime_s, now_ms));
        token.insert("lastRefreshTime".to_owned(), seconds(now_ms).into());
    }
}
