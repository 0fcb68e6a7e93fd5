//! Tokens and API keys, by which a product reaches third parties for its users and tenants
//! (<https://docs.descope.com/api/management/outbound-apps>).

use alloc::string::String;
use alloc::vec::Vec;

use serde::{Deserialize, Deserializer, Serialize};

use super::{Optional, Secret};

/// Which token of a user to fetch.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[cfg_attr(all(feature = "types", target_arch = "wasm32"), derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct FetchUserTokenRequest {
    /// The app that the token is for.
    pub app_id: String,
    /// The user whose token it is.
    pub user_id: String,
    /// The scopes that it has to have (RFC 6749 §3.3). Without them, the latest token is fetched.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub scopes: Optional<Vec<String>>,
    /// How to fetch it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub options: Optional<FetchTokenOptions>,
    /// The tenant in which the user connected, if it was in one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tenant_id: Optional<String>,
    /// Which of several accounts at the third party: the identifier that the token was stored with.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub external_identifier: Optional<String>,
}

/// Which token of a tenant to fetch.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[cfg_attr(all(feature = "types", target_arch = "wasm32"), derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct FetchTenantTokenRequest {
    /// The app that the token is for.
    pub app_id: String,
    /// The tenant whose token it is.
    pub tenant_id: String,
    /// The scopes that it has to have (RFC 6749 §3.3). Without them, the latest token is fetched.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub scopes: Optional<Vec<String>>,
    /// How to fetch it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub options: Optional<FetchTokenOptions>,
    /// Which of several accounts at the third party: the identifier that the token was stored with.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub external_identifier: Optional<String>,
}

/// How to fetch a token.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[cfg_attr(all(feature = "types", target_arch = "wasm32"), derive(tsify::Tsify))]
#[serde(rename_all = "camelCase", default)]
pub struct FetchTokenOptions {
    /// Whether the answer holds the refresh token, too.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub with_refresh_token: Optional<bool>,
    /// Whether the provider is asked for a new token, even if the one that is there has not expired.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub force_refresh: Optional<bool>,
}

/// Which tokens of users to delete: at least one of the two.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[cfg_attr(all(feature = "types", target_arch = "wasm32"), derive(tsify::Tsify))]
#[serde(rename_all = "camelCase", default)]
pub struct DeleteUserTokensRequest {
    /// Those for this app.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub app_id: Option<String>,
    /// Those of this user.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub user_id: Option<String>,
}

/// Whose apps to list.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[cfg_attr(all(feature = "types", target_arch = "wasm32"), derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct ListAppsWithUserTokenRequest {
    /// The user who has a token for them.
    pub user_id: String,
    /// The tenant in which the user connected, if it was in one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tenant_id: Optional<String>,
}

/// Which app to connect a user or a tenant to.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[cfg_attr(all(feature = "types", target_arch = "wasm32"), derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct ConnectRequest {
    /// The app.
    pub app_id: String,
    /// How to connect.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub options: Optional<ConnectOptions>,
    /// The refresh JWT of the user's session: the bearer of this call, unless the call's own options have an
    /// `accessToken`. It appears in no error and no log.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(all(feature = "types", target_arch = "wasm32"), tsify(type = "Optional<string>"))]
    pub refresh_jwt: Optional<Secret>,
    /// The tenant in which the user connects.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tenant_id: Optional<String>,
    /// Whether the tenant itself connects, and not the user alone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tenant_level: Optional<bool>,
}

/// How to connect.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[cfg_attr(all(feature = "types", target_arch = "wasm32"), derive(tsify::Tsify))]
#[serde(rename_all = "camelCase", default)]
pub struct ConnectOptions {
    /// Where the user lands afterwards, instead of the app's `defaultRedirectUrl`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub redirect_url: Optional<String>,
    /// The scopes to ask for, instead of the app's `defaultScopes` (RFC 6749 §3.3).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub scopes: Optional<Vec<String>>,
    /// What the provider asks the user (OpenID Connect Core §3.1.2.1). Not with `tenantId` or `tenantLevel`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(
        all(feature = "types", target_arch = "wasm32"),
        tsify(type = "Optional<(\"none\" | \"login\" | \"consent\" | \"select_account\" | (string & {}))[]>")
    )]
    pub prompt: Optional<Vec<String>>,
    /// Who is about to sign in at the provider (OpenID Connect Core §3.1.2.1). Not with `tenantId` or `tenantLevel`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub login_hint: Optional<String>,
    /// The resources that the token is for (RFC 8707). Not with `tenantId` or `tenantLevel`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub resources: Optional<Vec<String>>,
    /// Tells several accounts at the third party apart: the token is stored, and later fetched, with it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub external_identifier: Optional<String>,
}

/// What the server answers to a connect.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[cfg_attr(all(feature = "types", target_arch = "wasm32"), derive(tsify::Tsify))]
#[serde(default)]
pub struct ConnectResponse {
    /// Where to send the user's browser.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
}

/// An API key of a user, for an app whose third party is reached by API key.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[cfg_attr(all(feature = "types", target_arch = "wasm32"), derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct UploadUserApiKeyRequest {
    /// The app that the key is for.
    pub app_id: String,
    /// The user whose key it is.
    pub user_id: String,
    /// The key. It appears in no error and no log.
    #[cfg_attr(all(feature = "types", target_arch = "wasm32"), tsify(type = "string"))]
    pub api_key: Secret,
    /// The tenant in which the user connects, if it is in one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tenant_id: Optional<String>,
}

/// An API key of a tenant, for an app whose third party is reached by API key.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[cfg_attr(all(feature = "types", target_arch = "wasm32"), derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct UploadTenantApiKeyRequest {
    /// The app that the key is for.
    pub app_id: String,
    /// The tenant whose key it is.
    pub tenant_id: String,
    /// The key. It appears in no error and no log.
    #[cfg_attr(all(feature = "types", target_arch = "wasm32"), tsify(type = "string"))]
    pub api_key: Secret,
}

/// An OAuth token of a user that was obtained elsewhere.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[cfg_attr(all(feature = "types", target_arch = "wasm32"), derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct UploadUserTokenRequest {
    /// The app that the token is for.
    pub app_id: String,
    /// The user whose token it is.
    pub user_id: String,
    /// The tenant in which the user connects, if it is in one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tenant_id: Optional<String>,
    /// The token.
    #[serde(flatten)]
    pub token: ObtainedToken,
}

/// An OAuth token of a tenant that was obtained elsewhere.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[cfg_attr(all(feature = "types", target_arch = "wasm32"), derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct UploadTenantTokenRequest {
    /// The app that the token is for.
    pub app_id: String,
    /// The tenant whose token it is.
    pub tenant_id: String,
    /// The token.
    #[serde(flatten)]
    pub token: ObtainedToken,
}

/// A token that was obtained elsewhere. At least one of `refreshToken` and `accessToken` is needed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[cfg_attr(all(feature = "types", target_arch = "wasm32"), derive(tsify::Tsify))]
#[serde(rename_all = "camelCase", default)]
pub struct ObtainedToken {
    /// The refresh token (RFC 6749 §1.5). It appears in no error and no log.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(all(feature = "types", target_arch = "wasm32"), tsify(type = "Optional<string>"))]
    pub refresh_token: Optional<Secret>,
    /// The access token (RFC 6749 §1.4). It appears in no error and no log.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(all(feature = "types", target_arch = "wasm32"), tsify(type = "Optional<string>"))]
    pub access_token: Optional<Secret>,
    /// When the access token expires, in seconds since 1970; 0 if nobody knows.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(
        all(feature = "types", target_arch = "wasm32"),
        tsify(type = "Optional<number | string>")
    )]
    pub access_token_expiry: Optional<i32>,
    /// The access token's type (RFC 6749 §7.1), such as `bearer`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub access_token_type: Optional<String>,
    /// The scopes that were granted (RFC 6749 §3.3).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub scopes: Optional<Vec<String>>,
    /// What identifies whose it is at the third party.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub external_identifier: Optional<String>,
    /// The ID token (OpenID Connect Core §2). It appears in no error and no log.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(all(feature = "types", target_arch = "wasm32"), tsify(type = "Optional<string>"))]
    pub id_token: Optional<Secret>,
    /// Who granted the access.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub granted_by: Optional<String>,
    /// Whether the server tries the refresh token before it stores it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub verify_refresh: Optional<bool>,
}

/// What the server answers to a fetch.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[cfg_attr(all(feature = "types", target_arch = "wasm32"), derive(tsify::Tsify))]
#[serde(default)]
pub struct TokenResponse {
    /// The token.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub token: Option<OutboundAppToken>,
}

/// A token as the server answers it. Fields that the server sends and no document names are there too, at run time.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[cfg_attr(all(feature = "types", target_arch = "wasm32"), derive(tsify::Tsify))]
#[serde(rename_all = "camelCase", default)]
pub struct OutboundAppToken {
    /// Identifies the token.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// The app that it is for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub app_id: Option<String>,
    /// The user whose it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub user_id: Option<String>,
    /// Whom the third party knows it by.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub token_sub: Option<String>,
    /// The access token itself. An answer may lack it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(all(feature = "types", target_arch = "wasm32"), tsify(type = "string"))]
    pub access_token: Option<Secret>,
    /// Its type (RFC 6749 §7.1), such as `bearer`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub access_token_type: Option<String>,
    /// When it expires, in seconds since 1970; 0 if nobody knows. A number, whichever way the server writes it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(all(feature = "types", target_arch = "wasm32"), tsify(type = "number"))]
    pub access_token_expiry: Option<i64>,
    /// Whether there is a refresh token.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub has_refresh_token: Option<bool>,
    /// The refresh token, if it was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(all(feature = "types", target_arch = "wasm32"), tsify(type = "string"))]
    pub refresh_token: Option<Secret>,
    /// When it was last refreshed, as the server writes it.
    #[serde(skip_serializing_if = "Option::is_none", deserialize_with = "as_written")]
    #[cfg_attr(all(feature = "types", target_arch = "wasm32"), tsify(type = "number | string"))]
    pub last_refresh_time: Option<String>,
    /// What the last refresh failed with, if it failed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_refresh_error: Option<String>,
    /// The scopes that it has.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub scopes: Option<Vec<String>>,
    /// The tenant in which the user connected, if it was in one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tenant_id: Option<String>,
    /// Who granted the access.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub granted_by: Option<String>,
    /// The identifier that the token was stored with.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub external_identifier: Option<String>,
}

/// A time as the server writes it: as a text or as a number, which no document says.
fn as_written<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<String>, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Written {
        Text(String),
        Number(i64),
    }

    Ok(
        Option::<Written>::deserialize(deserializer)?.map(|written| match written {
            Written::Text(text) => text,
            Written::Number(number) => alloc::format!("{number}"),
        }),
    )
}

/// What the server answers when it lists apps by user.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[cfg_attr(all(feature = "types", target_arch = "wasm32"), derive(tsify::Tsify))]
#[serde(rename_all = "camelCase", default)]
pub struct AppIdsResponse {
    /// The ids of the apps.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub app_ids: Option<Vec<String>>,
}

/// What the server answers to a batch that it has stored. One that it has not is a `BatchError`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[cfg_attr(all(feature = "types", target_arch = "wasm32"), derive(tsify::Tsify))]
#[serde(default)]
pub struct BatchResponse {
    /// Nothing, if it is there at all.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(all(feature = "types", target_arch = "wasm32"), tsify(type = "[]"))]
    pub failures: Option<Vec<String>>,
}
