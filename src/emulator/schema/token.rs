//! Requests about tokens and API keys \[doc, node, go\].

use super::{APP_ID, Field, Kind, Shape, TENANT_ID};

const USER_ID: &[Field] = &[("userId", Kind::Text)];
const API_KEY: &[Field] = &[("apiKey", Kind::Text)];
const SCOPES: &[Field] = &[("scopes", Kind::List(&Kind::Text))];

const FETCH_OPTIONS: &[Field] = &[(
    "options",
    Kind::Object(&[&[("withRefreshToken", Kind::Flag), ("forceRefresh", Kind::Flag)]]),
)];

/// What tokens are uploaded with. Of which types `grantedBy` and `verifyRefresh` are is not documented.
const TOKEN: &[Field] = &[
    ("refreshToken", Kind::Text),
    ("accessToken", Kind::Text),
    ("accessTokenExpiry", Kind::Int32),
    ("accessTokenType", Kind::Text),
    ("externalIdentifier", Kind::Text),
    ("idToken", Kind::Text),
    ("grantedBy", Kind::Text),
    ("verifyRefresh", Kind::Flag),
];

pub(in crate::emulator) static USER_TOKEN: Shape = Shape::new(
    &[APP_ID, USER_ID, TENANT_ID, SCOPES, FETCH_OPTIONS],
    &["appId", "userId", "scopes"],
);

pub(in crate::emulator) static LATEST_USER_TOKEN: Shape =
    Shape::new(&[APP_ID, USER_ID, TENANT_ID, FETCH_OPTIONS], &["appId", "userId"]);

pub(in crate::emulator) static TENANT_TOKEN: Shape = Shape::new(
    &[APP_ID, TENANT_ID, SCOPES, FETCH_OPTIONS],
    &["appId", "tenantId", "scopes"],
);

pub(in crate::emulator) static LATEST_TENANT_TOKEN: Shape =
    Shape::new(&[APP_ID, TENANT_ID, FETCH_OPTIONS], &["appId", "tenantId"]);

pub(in crate::emulator) static USER_TOKENS: Shape =
    Shape::new(&[APP_ID, USER_ID], &[]).with_any_of(&["appId", "userId"]);

pub(in crate::emulator) static APPS_OF_USER: Shape = Shape::new(&[USER_ID, TENANT_ID], &["userId"]);

pub(in crate::emulator) static USER_API_KEY: Shape =
    Shape::new(&[APP_ID, USER_ID, TENANT_ID, API_KEY], &["appId", "userId", "apiKey"]);

pub(in crate::emulator) static TENANT_API_KEY: Shape =
    Shape::new(&[APP_ID, TENANT_ID, API_KEY], &["appId", "tenantId", "apiKey"]);

pub(in crate::emulator) static USER_TOKEN_UPLOAD: Shape =
    Shape::new(&[APP_ID, USER_ID, TENANT_ID, SCOPES, TOKEN], &["appId", "userId"])
        .with_any_of(&["refreshToken", "accessToken"]);

pub(in crate::emulator) static TENANT_TOKEN_UPLOAD: Shape =
    Shape::new(&[APP_ID, TENANT_ID, SCOPES, TOKEN], &["appId", "tenantId"])
        .with_any_of(&["refreshToken", "accessToken"]);

pub(in crate::emulator) static USER_BATCH: Shape = Shape::new(
    &[&[("tokens", Kind::List(&Kind::Object(USER_TOKEN_UPLOAD.fields)))]],
    &["tokens"],
);

pub(in crate::emulator) static TENANT_BATCH: Shape = Shape::new(
    &[&[("tokens", Kind::List(&Kind::Object(TENANT_TOKEN_UPLOAD.fields)))]],
    &["tokens"],
);
