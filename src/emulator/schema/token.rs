//! Requests about tokens and API keys \[doc, node, go\].

use super::common::{APP_ID, TENANT_ID};
use super::shape::{Field, Fields, Kind, Shape};

const USER_ID: &[Field] = &[("userId", Kind::Text)];
const API_KEY: &[Field] = &[("apiKey", Kind::Text)];
const SCOPES: &[Field] = &[("scopes", Kind::List(&Kind::Text))];

/// What every fetch may have.
const FETCH: &[Field] = &[
    (
        "options",
        Kind::Object(&[&[("withRefreshToken", Kind::Bool), ("forceRefresh", Kind::Bool)]]),
    ),
    ("externalIdentifier", Kind::Text),
];

/// What tokens are uploaded with.
const TOKEN: &[Field] = &[
    ("refreshToken", Kind::Text),
    ("accessToken", Kind::Text),
    ("accessTokenExpiry", Kind::Int32),
    ("accessTokenType", Kind::Text),
    ("externalIdentifier", Kind::Text),
    ("idToken", Kind::Text),
    ("grantedBy", Kind::Text),
];

/// Of single uploads alone \[go, node, py\].
const VERIFY: &[Field] = &[("verifyRefresh", Kind::Bool)];

/// One of the two \[go\].
const TOKENS: &[&str] = &["refreshToken", "accessToken"];

const USER_ITEM: Fields = &[APP_ID, USER_ID, TENANT_ID, SCOPES, TOKEN];
const TENANT_ITEM: Fields = &[APP_ID, TENANT_ID, SCOPES, TOKEN];

pub(in crate::emulator) static USER_TOKEN: Shape = Shape::new(
    &[APP_ID, USER_ID, TENANT_ID, SCOPES, FETCH],
    &["appId", "userId", "scopes"],
);

pub(in crate::emulator) static LATEST_USER_TOKEN: Shape =
    Shape::new(&[APP_ID, USER_ID, TENANT_ID, FETCH], &["appId", "userId"]);

pub(in crate::emulator) static TENANT_TOKEN: Shape =
    Shape::new(&[APP_ID, TENANT_ID, SCOPES, FETCH], &["appId", "tenantId", "scopes"]);

pub(in crate::emulator) static LATEST_TENANT_TOKEN: Shape =
    Shape::new(&[APP_ID, TENANT_ID, FETCH], &["appId", "tenantId"]);

pub(in crate::emulator) static USER_TOKENS: Shape =
    Shape::new(&[APP_ID, USER_ID], &[]).with_any_of(&["appId", "userId"]);

pub(in crate::emulator) static APPS_OF_USER: Shape = Shape::new(&[USER_ID, TENANT_ID], &["userId"]);

pub(in crate::emulator) static USER_API_KEY: Shape =
    Shape::new(&[APP_ID, USER_ID, TENANT_ID, API_KEY], &["appId", "userId", "apiKey"]);

pub(in crate::emulator) static TENANT_API_KEY: Shape =
    Shape::new(&[APP_ID, TENANT_ID, API_KEY], &["appId", "tenantId", "apiKey"]);

pub(in crate::emulator) static USER_TOKEN_UPLOAD: Shape = Shape::new(
    &[APP_ID, USER_ID, TENANT_ID, SCOPES, TOKEN, VERIFY],
    &["appId", "userId"],
)
.with_any_of(TOKENS);

pub(in crate::emulator) static TENANT_TOKEN_UPLOAD: Shape =
    Shape::new(&[APP_ID, TENANT_ID, SCOPES, TOKEN, VERIFY], &["appId", "tenantId"]).with_any_of(TOKENS);

/// One of a batch.
pub(in crate::emulator) static USER_TOKEN_ITEM: Shape = Shape::new(USER_ITEM, &["appId", "userId"]).with_any_of(TOKENS);

pub(in crate::emulator) static TENANT_TOKEN_ITEM: Shape =
    Shape::new(TENANT_ITEM, &["appId", "tenantId"]).with_any_of(TOKENS);

pub(in crate::emulator) static USER_BATCH: Shape =
    Shape::new(&[&[("tokens", Kind::List(&Kind::Object(USER_ITEM)))]], &["tokens"]);

pub(in crate::emulator) static TENANT_BATCH: Shape =
    Shape::new(&[&[("tokens", Kind::List(&Kind::Object(TENANT_ITEM)))]], &["tokens"]);
