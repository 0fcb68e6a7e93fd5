//! Tokens and API keys.

use super::{Kind, Schema, TEXTS, field};

static OPTIONS: Schema = Schema(&[field("withRefreshToken", Kind::Flag), field("forceRefresh", Kind::Flag)]);

/// Whose token of which app to fetch: a user's.
pub static USER_TOKEN: Schema = Schema(&[
    field("appId", Kind::Text),
    field("userId", Kind::Text),
    field("scopes", TEXTS),
    field("options", Kind::Object(&OPTIONS)),
    field("tenantId", Kind::Text),
    field("externalIdentifier", Kind::Text),
]);

/// Whose token of which app to fetch: a tenant's.
pub static TENANT_TOKEN: Schema = Schema(&[
    field("appId", Kind::Text),
    field("tenantId", Kind::Text),
    field("scopes", TEXTS),
    field("options", Kind::Object(&OPTIONS)),
    field("externalIdentifier", Kind::Text),
]);

/// Tokens by app, by user or by both.
pub static USER_TOKENS: Schema = Schema(&[field("appId", Kind::Text), field("userId", Kind::Text)]);

/// A user, in a tenant or not.
pub static USER: Schema = Schema(&[field("userId", Kind::Text), field("tenantId", Kind::Text)]);

/// A user's API key.
pub static USER_API_KEY: Schema = Schema(&[
    field("appId", Kind::Text),
    field("userId", Kind::Text),
    field("apiKey", Kind::Secret),
    field("tenantId", Kind::Text),
]);

/// A tenant's API key.
pub static TENANT_API_KEY: Schema = Schema(&[
    field("appId", Kind::Text),
    field("tenantId", Kind::Text),
    field("apiKey", Kind::Secret),
]);

/// A user's token to upload.
pub static USER_TOKEN_UPLOAD: Schema = Schema(&[
    field("appId", Kind::Text),
    field("userId", Kind::Text),
    field("tenantId", Kind::Text),
    field("refreshToken", Kind::Secret),
    field("accessToken", Kind::Secret),
    field("accessTokenExpiry", Kind::Integer),
    field("accessTokenType", Kind::Text),
    field("scopes", TEXTS),
    field("externalIdentifier", Kind::Text),
    field("idToken", Kind::Secret),
    field("grantedBy", Kind::Text),
    field("verifyRefresh", Kind::Flag),
]);

/// A tenant's token to upload.
pub static TENANT_TOKEN_UPLOAD: Schema = Schema(&[
    field("appId", Kind::Text),
    field("tenantId", Kind::Text),
    field("refreshToken", Kind::Secret),
    field("accessToken", Kind::Secret),
    field("accessTokenExpiry", Kind::Integer),
    field("accessTokenType", Kind::Text),
    field("scopes", TEXTS),
    field("externalIdentifier", Kind::Text),
    field("idToken", Kind::Secret),
    field("grantedBy", Kind::Text),
    field("verifyRefresh", Kind::Flag),
]);

/// Which app to connect a user or a tenant to, and the session that says who asks.
pub static CONNECT: Schema = Schema(&[
    field("appId", Kind::Text),
    field("options", Kind::Object(&CONNECT_OPTIONS)),
    field("refreshJwt", Kind::Secret),
    field("tenantId", Kind::Text),
    field("tenantLevel", Kind::Flag),
]);

/// How to connect.
pub static CONNECT_OPTIONS: Schema = Schema(&[
    field("redirectUrl", Kind::Text),
    field("scopes", TEXTS),
    field("prompt", TEXTS),
    field("loginHint", Kind::Text),
    field("resources", TEXTS),
    field("externalIdentifier", Kind::Text),
]);

/// An answer with the address to send the user to.
pub static URL_RESPONSE: Kind = Kind::Object(&Schema(&[field("url", Kind::Text)]));

static TOKEN: Schema = Schema(&[
    field("id", Kind::Text),
    field("appId", Kind::Text),
    field("userId", Kind::Text),
    field("tokenSub", Kind::Text),
    field("accessToken", Kind::Secret),
    field("accessTokenType", Kind::Text),
    field("accessTokenExpiry", Kind::Integer),
    field("hasRefreshToken", Kind::Flag),
    field("refreshToken", Kind::Secret),
    field("lastRefreshTime", Kind::Any),
    field("lastRefreshError", Kind::Text),
    field("scopes", TEXTS),
    field("tenantId", Kind::Text),
    field("grantedBy", Kind::Text),
    field("externalIdentifier", Kind::Text),
]);

/// An answer with a token.
pub static TOKEN_RESPONSE: Kind = Kind::Object(&Schema(&[field("token", Kind::Object(&TOKEN))]));

/// An answer with the ids of apps.
pub static APP_IDS_RESPONSE: Kind = Kind::Object(&Schema(&[field("appIds", TEXTS)]));

static FAILURE: Schema = Schema(&[
    field("appId", Kind::Text),
    field("userId", Kind::Text),
    field("tenantId", Kind::Text),
    field("errorCode", Kind::Text),
    field("reason", Kind::Text),
]);

/// An answer with what keeps a batch from being stored. Where that is not empty, nothing is.
pub static FAILURES_RESPONSE: Kind = Kind::Object(&Schema(&[field("failures", Kind::List(&Kind::Object(&FAILURE)))]));
