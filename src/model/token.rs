//! Tokens and API keys, with which a product accesses third parties for its users and tenants
//! (<https://docs.descope.com/api/management/outbound-apps>).

use alloc::string::String;
use alloc::vec::Vec;

use serde::Deserializer;

use super::object::prelude::*;

object! {
    /// The token of a user to fetch.
    request FetchUserTokenRequest = USER_TOKEN {
        /// The app that the token is for.
        app_id: String,
        /// The user whose token it is.
        user_id: String,
        /// The scopes that it must have (RFC 6749 §3.3). Without them, the latest token is fetched.
        scopes?: Vec<String>,
        /// How to fetch it.
        options?: FetchTokenOptions,
        /// The tenant in which the user connected, if it was in one.
        tenant_id?: String,
        /// The account at the third party, if there are several: the identifier that the token was stored with.
        external_identifier?: String,
    }
}

object! {
    /// The token of a tenant to fetch.
    request FetchTenantTokenRequest = TENANT_TOKEN {
        /// The app that the token is for.
        app_id: String,
        /// The tenant whose token it is.
        tenant_id: String,
        /// The scopes that it must have (RFC 6749 §3.3). Without them, the latest token is fetched.
        scopes?: Vec<String>,
        /// How to fetch it.
        options?: FetchTokenOptions,
        /// The account at the third party, if there are several: the identifier that the token was stored with.
        external_identifier?: String,
    }
}

object! {
    /// How to fetch a token.
    request FetchTokenOptions = FETCH_TOKEN_OPTIONS {
        /// Whether the response includes the refresh token.
        with_refresh_token?: bool,
        /// Whether the provider is asked for a new token, even if the stored one has not expired.
        force_refresh?: bool,
    }
}

object! {
    /// The tokens of users to delete: at least one of the two fields is required.
    exact DeleteUserTokensRequest = USER_TOKENS {
        /// Tokens for this app.
        app_id?: String,
        /// Tokens of this user.
        user_id?: String,
    }
}

object! {
    /// The user whose apps to list.
    request ListAppsWithUserTokenRequest = USER {
        /// The user who has a token for them.
        user_id: String,
        /// The tenant in which the user connected, if it was in one.
        tenant_id?: String,
    }
}

object! {
    /// The app to connect a user or a tenant to.
    request ConnectRequest = CONNECT {
        /// The app.
        app_id: String,
        /// How to connect.
        options?: ConnectOptions,
        /// The refresh JWT of the user's session: the bearer of this call, unless the call's own options have an
        /// `accessToken`. It appears in no error and no log.
        refresh_jwt?: Secret,
        /// The tenant in which the user connects.
        tenant_id?: String,
        /// Whether the tenant itself connects, and not the user alone.
        tenant_level?: bool,
    }
}

object! {
    /// How to connect.
    request ConnectOptions = CONNECT_OPTIONS {
        /// Where the user lands afterwards, instead of the app's `defaultRedirectUrl`.
        redirect_url?: String,
        /// The scopes to ask for, instead of the app's `defaultScopes` (RFC 6749 §3.3).
        scopes?: Vec<String>,
        /// What the provider asks the user (OpenID Connect Core §3.1.2.1). Not with `tenantId` or `tenantLevel`.
        prompt?: Vec<String> as "Optional<(\"none\" | \"login\" | \"consent\" | \"select_account\" | (string & {}))[]>",
        /// The user who is to sign in at the provider (OpenID Connect Core §3.1.2.1). Not with `tenantId` or
        /// `tenantLevel`.
        login_hint?: String,
        /// The resources that the token is for (RFC 8707). Not with `tenantId` or `tenantLevel`.
        resources?: Vec<String>,
        /// Distinguishes several accounts at the third party: the token is stored, and later fetched, with it.
        external_identifier?: String,
    }
}

object! {
    /// The response to a connect.
    exact ConnectResponse = URL_RESPONSE {
        /// The URL to send the user's browser to.
        url?: String,
    }
}

object! {
    /// An API key of a user, for an app whose third party is reached by API key.
    request UploadUserApiKeyRequest = USER_API_KEY {
        /// The app that the key is for.
        app_id: String,
        /// The user whose key it is.
        user_id: String,
        /// The key. It appears in no error and no log.
        api_key: Secret,
        /// The tenant in which the user connects, if it is in one.
        tenant_id?: String,
    }
}

object! {
    /// An API key of a tenant, for an app whose third party is reached by API key.
    request UploadTenantApiKeyRequest = TENANT_API_KEY {
        /// The app that the key is for.
        app_id: String,
        /// The tenant whose key it is.
        tenant_id: String,
        /// The key. It appears in no error and no log.
        api_key: Secret,
    }
}

object! {
    /// An OAuth token of a user that was obtained elsewhere.
    request UploadUserTokenRequest = USER_TOKEN_UPLOAD {
        /// The app that the token is for.
        app_id: String,
        /// The user whose token it is.
        user_id: String,
        /// The tenant in which the user connects, if it is in one.
        tenant_id?: String,
        /// The token.
        ..token: ObtainedToken,
    }
}

object! {
    /// An OAuth token of a tenant that was obtained elsewhere.
    request UploadTenantTokenRequest = TENANT_TOKEN_UPLOAD {
        /// The app that the token is for.
        app_id: String,
        /// The tenant whose token it is.
        tenant_id: String,
        /// The token.
        ..token: ObtainedToken,
    }
}

object! {
    /// A token that was obtained elsewhere. At least one of `refreshToken` and `accessToken` is required.
    request ObtainedToken = OBTAINED_TOKEN {
        /// The refresh token (RFC 6749 §1.5). It appears in no error and no log.
        refresh_token?: Secret,
        /// The access token (RFC 6749 §1.4). It appears in no error and no log.
        access_token?: Secret,
        /// When the access token expires, in seconds since 1970; 0 if unknown.
        access_token_expiry?: i32 as "Optional<number | string>",
        /// The access token's type (RFC 6749 §7.1), such as `bearer`.
        access_token_type?: String,
        /// The scopes that were granted (RFC 6749 §3.3).
        scopes?: Vec<String>,
        /// Identifies the account at the third party.
        external_identifier?: String,
        /// The ID token (OpenID Connect Core §2). It appears in no error and no log.
        id_token?: Secret,
        /// Who granted the access.
        granted_by?: String,
        /// Whether the server tries the refresh token before it stores it.
        verify_refresh?: bool,
    }
}

object! {
    /// The response to a fetch.
    exact TokenResponse = TOKEN_RESPONSE {
        /// The token.
        token?: OutboundAppToken,
    }
}

object! {
    /// A token in a response. At run time it also has the undocumented fields that the server sends.
    exact OutboundAppToken = TOKEN {
        /// Identifies the token.
        id?: String,
        /// The app that it is for.
        app_id?: String,
        /// The user that it belongs to.
        user_id?: String,
        /// The user's identifier at the third party.
        token_sub?: String,
        /// The access token itself. A response may lack it.
        access_token?: Secret,
        /// Its type (RFC 6749 §7.1), such as `bearer`.
        access_token_type?: String,
        /// When it expires, in seconds since 1970; 0 if unknown. Always a number, however the server writes it.
        access_token_expiry?: i64 as "number",
        /// Whether there is a refresh token.
        has_refresh_token?: bool,
        /// The refresh token, if it was asked for.
        refresh_token?: Secret,
        /// When it was last refreshed, as the server writes it.
        #[serde(deserialize_with = "as_written")]
        last_refresh_time?: String as "number | string" = Kind::Any,
        /// The error of the last refresh, if it failed.
        last_refresh_error?: String,
        /// The scopes that it has.
        scopes?: Vec<String>,
        /// The tenant in which the user connected, if it was in one.
        tenant_id?: String,
        /// Who granted the access.
        granted_by?: String,
        /// The identifier that the token was stored with.
        external_identifier?: String,
    }
}

/// Reads a time as the server writes it: as a text or as a number, which the documentation leaves open.
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

object! {
    /// The response to listing apps by user.
    exact AppIdsResponse = APP_IDS_RESPONSE {
        /// The ids of the apps.
        app_ids?: Vec<String>,
    }
}

object! {
    /// The response to a batch that was stored. A batch that was not is a `BatchError`.
    exact BatchResponse {
        /// Empty, if present.
        failures?: Vec<String> as "[]",
    }
}
