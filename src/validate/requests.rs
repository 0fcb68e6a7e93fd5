//! What each request is held against.

use crate::model::schema::{self, Place, Schema};

use super::fields::Target;
use super::issue::IssueCode::{Blank, ImmutableField, InvalidCredential, InvalidScope, Missing};
use super::issue::Severity::Error;
use super::rules::Source::{Descope, Standard};
use super::rules::{APP_FIELDS, APP_NAME, APP_TOGETHER, Check, Rule, blank, invalid_scope, rule};

/// What a request is held against: the fields that it may have, and what they may hold.
#[derive(Debug)]
pub struct Checks {
    /// The fields.
    pub schema: &'static Schema,
    /// Whether the request is an array of objects with these fields.
    pub is_list: bool,
    /// What a field that is `null` means.
    pub nulls: Nulls,
    /// Fields that are sent as they are: the schema lacks them, and no issue is raised.
    pub passes: &'static [&'static str],
    /// What the fields may hold.
    pub(super) rules: &'static [&'static [Rule]],
    /// What the object in one of the fields may hold.
    pub(super) within: Option<(&'static str, &'static Schema, &'static [Rule])>,
}

/// What a field that is `null` means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Nulls {
    /// As if it was left out.
    LeftOut,
    /// It clears the field. Within other objects, as if it was left out.
    Clear,
    /// An error: to leave the field out means something that nobody should ask for by accident.
    Refused,
}

/// Loads give it back, and the official Go and PHP SDKs send it \[go, php\].
const TEMPLATE_ID: &[&str] = &["templateId"];

/// Fields of a schema, as what a rule is about.
macro_rules! fields {
    ($schema:ident: $($name:literal),*) => {
        const { &[$(Target::Field(Place::of($name, &schema::$schema))),*] }
    };
}

/// The items of lists, likewise.
macro_rules! items {
    ($schema:ident: $($name:literal),*) => {
        const { &[$(Target::Items(Place::of($name, &schema::$schema))),*] }
    };
}

/// Fields that stand for each other.
macro_rules! places {
    ($schema:ident: $($name:literal),*) => {
        const { &[$(Place::of($name, &schema::$schema)),*] }
    };
}

const fn checks(schema: &'static Schema, rules: &'static [&'static [Rule]]) -> Checks {
    Checks {
        schema,
        is_list: false,
        nulls: Nulls::LeftOut,
        passes: &[],
        rules,
        within: None,
    }
}

/// The same with `templateId`.
const fn app_checks(rules: &'static [&'static [Rule]]) -> Checks {
    Checks {
        passes: TEMPLATE_ID,
        ..checks(&schema::APP, rules)
    }
}

/// Many of the same.
const fn each(one: &'static Checks) -> Checks {
    Checks {
        is_list: true,
        ..checks(one.schema, one.rules)
    }
}

/// A request that says nothing.
pub static NOTHING: Checks = checks(&schema::NOTHING, &[]);

/// An app to create.
pub static APP: Checks = app_checks(&[APP_NAME, APP_FIELDS, APP_TOGETHER]);

/// An app to replace another with.
pub static UPDATED_APP: Checks = app_checks(APP_WITH_ID);

/// An app to create, or to bring to what it says.
pub static ENSURED_APP: Checks = app_checks(APP_WITH_ID);

const APP_WITH_ID: &[&[Rule]] = &[&[required(fields!(APP: "id"))], APP_NAME, APP_FIELDS, APP_TOGETHER];

/// What to change of an app.
pub static CHANGES: Checks = Checks {
    nulls: Nulls::Clear,
    ..app_checks(&[&[fixed(fields!(APP: "id"))], APP_FIELDS])
};

/// An app to make from a template. What it leaves out, the template may have: so nothing is said of fields that miss
/// each other.
pub static APP_FROM_TEMPLATE: Checks = Checks {
    within: Some(("overrides", &schema::APP, APP_FIELDS)),
    ..checks(
        &schema::APP_FROM_TEMPLATE,
        &[&[
            required(fields!(APP_FROM_TEMPLATE: "templateId")),
            not_blank(fields!(APP_FROM_TEMPLATE: "templateId", "id", "tenantId")),
        ]],
    )
};

/// An app to make from a preset with dynamic client registration.
pub static APP_FROM_DCR_PRESET: Checks = checks(
    &schema::APP_FROM_DCR_PRESET,
    &[&[
        required(fields!(APP_FROM_DCR_PRESET: "dcrPresetId", "tenantId")),
        not_blank(fields!(APP_FROM_DCR_PRESET: "dcrPresetId", "tenantId")),
    ]],
);

/// The id of an app or a token.
pub static ID: Checks = checks(&schema::ID, &[ID_RULES]);

const ID_RULES: &[Rule] = &[required(fields!(ID: "id")), not_blank(fields!(ID: "id"))];

/// Which token of a user to fetch.
pub static USER_TOKEN: Checks = checks(&schema::USER_TOKEN, &[USER_TOKEN_RULES]);

const USER_TOKEN_RULES: &[Rule] = &[
    required(fields!(USER_TOKEN: "appId", "userId")),
    not_blank(fields!(USER_TOKEN: "appId", "userId", "tenantId")),
    scopes(items!(USER_TOKEN: "scopes")),
];

/// Which token of a tenant to fetch.
pub static TENANT_TOKEN: Checks = checks(&schema::TENANT_TOKEN, &[TENANT_TOKEN_RULES]);

const TENANT_TOKEN_RULES: &[Rule] = &[
    required(fields!(TENANT_TOKEN: "appId", "tenantId")),
    not_blank(fields!(TENANT_TOKEN: "appId", "tenantId")),
    scopes(items!(TENANT_TOKEN: "scopes")),
];

/// Whose tokens to delete: those of an app, of a user, or of both.
pub static USER_TOKENS: Checks = Checks {
    nulls: Nulls::Refused,
    ..checks(
        &schema::USER_TOKENS,
        &[&[
            any_of(places!(USER_TOKENS: "appId", "userId")),
            not_blank(fields!(USER_TOKENS: "appId", "userId")),
        ]],
    )
};

/// A user.
pub static USER: Checks = checks(
    &schema::USER,
    &[&[
        required(fields!(USER: "userId")),
        not_blank(fields!(USER: "userId", "tenantId")),
    ]],
);

/// Which app to connect a user or a tenant to. The protocol sees to it that there is a bearer.
pub static CONNECT: Checks = checks(
    &schema::CONNECT,
    &[&[
        required(fields!(CONNECT: "appId")),
        not_blank(fields!(CONNECT: "appId", "refreshJwt", "tenantId")),
        credential(fields!(CONNECT: "refreshJwt")),
    ]],
);

/// A user's API key.
pub static USER_API_KEY: Checks = checks(
    &schema::USER_API_KEY,
    &[&[
        required(fields!(USER_API_KEY: "appId", "userId", "apiKey")),
        not_blank(fields!(USER_API_KEY: "appId", "userId", "apiKey", "tenantId")),
    ]],
);

/// A tenant's API key.
pub static TENANT_API_KEY: Checks = checks(
    &schema::TENANT_API_KEY,
    &[&[
        required(fields!(TENANT_API_KEY: "appId", "tenantId", "apiKey")),
        not_blank(fields!(TENANT_API_KEY: "appId", "tenantId", "apiKey")),
    ]],
);

/// A user's token to upload.
pub static USER_TOKEN_UPLOAD: Checks = checks(&schema::USER_TOKEN_UPLOAD, &[USER_TOKEN_UPLOAD_RULES]);

/// Many of them.
pub static USER_TOKENS_UPLOAD: Checks = each(&USER_TOKEN_UPLOAD);

const USER_TOKEN_UPLOAD_RULES: &[Rule] = &[
    required(fields!(USER_TOKEN_UPLOAD: "appId", "userId")),
    not_blank(fields!(USER_TOKEN_UPLOAD: "appId", "userId", "tenantId")),
    any_of(places!(USER_TOKEN_UPLOAD: "refreshToken", "accessToken")),
    scopes(items!(USER_TOKEN_UPLOAD: "scopes")),
];

/// A tenant's token to upload.
pub static TENANT_TOKEN_UPLOAD: Checks = checks(&schema::TENANT_TOKEN_UPLOAD, &[TENANT_TOKEN_UPLOAD_RULES]);

/// Many of them.
pub static TENANT_TOKENS_UPLOAD: Checks = each(&TENANT_TOKEN_UPLOAD);

const TENANT_TOKEN_UPLOAD_RULES: &[Rule] = &[
    required(fields!(TENANT_TOKEN_UPLOAD: "appId", "tenantId")),
    not_blank(fields!(TENANT_TOKEN_UPLOAD: "appId", "tenantId")),
    any_of(places!(TENANT_TOKEN_UPLOAD: "refreshToken", "accessToken")),
    scopes(items!(TENANT_TOKEN_UPLOAD: "scopes")),
];

const fn required(targets: &'static [Target]) -> Rule {
    rule(
        Missing,
        Error,
        Descope("reference; Node and Go SDKs"),
        Check::Required(targets),
    )
}

const fn not_blank(targets: &'static [Target]) -> Rule {
    rule(
        Blank,
        Error,
        Descope("reference; Node and Go SDKs"),
        Check::Each(targets, blank),
    )
}

const fn fixed(targets: &'static [Target]) -> Rule {
    rule(
        ImmutableField,
        Error,
        Descope("guide"),
        Check::Each(targets, |_| Some("cannot be changed")),
    )
}

const fn credential(targets: &'static [Target]) -> Rule {
    rule(
        InvalidCredential,
        Error,
        Standard("RFC 6750 §2.1"),
        Check::Each(targets, |text| {
            let travels = text.bytes().all(|byte| byte.is_ascii_graphic());
            (!travels).then_some("holds a character that cannot travel in a header")
        }),
    )
}

const fn any_of(places: &'static [Place]) -> Rule {
    rule(
        Missing,
        Error,
        Descope("reference; Node and Go SDKs"),
        Check::AnyOf(places),
    )
}

const fn scopes(targets: &'static [Target]) -> Rule {
    rule(
        InvalidScope,
        Error,
        Standard("RFC 6749 §3.3"),
        Check::Each(targets, invalid_scope),
    )
}
