//! Requests about tokens and API keys \[doc, node, go\].

use super::common::{APP_ID, TENANT_ID};
use super::shape::{Field, FieldType, Fields, Shape};

const USER_ID: &[Field] = &[("userId", FieldType::Text)];
const API_KEY: &[Field] = &[("apiKey", FieldType::Text)];
const SCOPES: &[Field] = &[("scopes", FieldType::List(&FieldType::Text))];

/// The optional fields of every fetch.
const FETCH: &[Field] = &[
    (
        "options",
        FieldType::Object(&[&[("withRefreshToken", FieldType::Bool), ("forceRefresh", FieldType::Bool)]]),
    ),
    ("externalIdentifier", FieldType::Text),
];

/// The fields of an uploaded token.
const TOKEN: &[Field] = &[
    ("refreshToken", FieldType::Text),
    ("accessToken", FieldType::Text),
    ("accessTokenExpiry", FieldType::Int32),
    ("accessTokenType", FieldType::Text),
    ("externalIdentifier", FieldType::Text),
    ("idToken", FieldType::Text),
    ("grantedBy", FieldType::Text),
];

/// Only single uploads have it \[go, node, py\].
const VERIFY: &[Field] = &[("verifyRefresh", FieldType::Bool)];

/// One of the two is required \[go\].
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

/// An item of a batch.
pub(in crate::emulator) static USER_TOKEN_ITEM: Shape = Shape::new(USER_ITEM, &["appId", "userId"]).with_any_of(TOKENS);

pub(in crate::emulator) static TENANT_TOKEN_ITEM: Shape =
    Shape::new(TENANT_ITEM, &["appId", "tenantId"]).with_any_of(TOKENS);

pub(in crate::emulator) static USER_BATCH: Shape = Shape::new(
    &[&[("tokens", FieldType::List(&FieldType::Object(USER_ITEM)))]],
    &["tokens"],
);

pub(in crate::emulator) static TENANT_BATCH: Shape = Shape::new(
    &[&[("tokens", FieldType::List(&FieldType::Object(TENANT_ITEM)))]],
    &["tokens"],
);
