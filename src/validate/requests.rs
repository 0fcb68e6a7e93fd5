//! The checks of each request.

use alloc::string::String;

use crate::model;
use crate::model::schema::{FieldIndex, Schema};
use crate::text::owned;

use super::app::{
    self, APP_FIELDS, APP_NAME, APP_TOGETHER, CREATED_APP, NEW_APP, PROMPTS, STORED_APP, contradictory_prompt,
};
use super::fields::{Fields, Target, says_anything};
use super::issue::IssueCode::{
    Blank, ContradictoryPrompt, EmptyList, ImmutableField, InsecureUrl, InvalidCredential, InvalidId, InvalidScope,
    InvalidUrl, Missing, Placeholder, UnknownField, UnknownValue, UnlikelyExpiry,
};
use super::issue::Severity::{Error, Warning};
use super::rule::Source::{Descope, Experience, Standard};
use super::rule::{Check, Rule, rule};
use super::rules::{Rules, rules};
use super::strings::{
    BLANK, DOTS, DOUBTFUL_KEY, EMPTY_SECRET, FIXED, INSECURE_URL, INVALID_BEARER, INVALID_CREDENTIAL, INVALID_REDIRECT,
    INVALID_SCOPE, PADDED_CREDENTIAL, PLACEHOLDER_ALONE, SCRIPT_URL, empty_scopes, not_in_a_batch, unlikely_expiry,
};

/// The checks of a request: the fields that it may have, and the rules for their values.
#[derive(Debug)]
pub struct Checks {
    /// The fields.
    pub schema: &'static Schema,
    /// Whether the request is an array of objects with these fields.
    pub is_list: bool,
    /// The meaning of a field that is `null`.
    pub nulls: Nulls,
    /// Fields that are sent unchecked, although the schema lacks them.
    pub passes: &'static [&'static str],
    /// The rules for the fields' values.
    pub(super) rules: Rules,
    /// The rules for the object in one of the fields.
    pub(super) within: Option<Within>,
}

/// The name of a field, the schema whose fields the rules are about, and the rules for the object in the field.
pub(super) type Within = (&'static str, &'static Schema, Rules);

/// The meaning of a field that is `null`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Nulls {
    /// The field counts as left out.
    LeftOut,
    /// Clears the field. In nested objects, the field counts as left out.
    Clear,
    /// An error.
    Refused,
    /// An error, as is any field that the schema lacks: a field that is left out means "all", which must not happen
    /// through a missing value or a misspelt name.
    MeansAll,
}

/// Passes because loads return it, and the official Go and PHP SDKs send it \[go, php\].
const TEMPLATE_ID: &[&str] = &["templateId"];

/// Makes targets of the fields of a schema.
macro_rules! fields {
    ($schema:ident: $($name:literal),*) => {
        const { &[$(Target::Field(FieldIndex::of($name, &model::$schema))),*] }
    };
}

/// Makes targets of the items of lists.
macro_rules! items {
    ($schema:ident: $($name:literal),*) => {
        const { &[$(Target::Items(FieldIndex::of($name, &model::$schema))),*] }
    };
}

/// Makes indices of the fields of a schema.
macro_rules! places {
    ($schema:ident: $($name:literal),*) => {
        const { &[$(FieldIndex::of($name, &model::$schema)),*] }
    };
}

const fn checks(schema: &'static Schema, rules: Rules) -> Checks {
    Checks {
        schema,
        is_list: false,
        nulls: Nulls::LeftOut,
        passes: &[],
        rules,
        within: None,
    }
}

/// The checks of an app, which may have a `templateId`.
const fn app_checks(rules: Rules) -> Checks {
    Checks {
        passes: TEMPLATE_ID,
        ..checks(&model::APP, rules)
    }
}

/// The checks of a list of requests.
const fn each(schema: &'static Schema, rules: Rules) -> Checks {
    Checks {
        is_list: true,
        ..checks(schema, rules)
    }
}

/// A request without fields.
pub static NOTHING: Checks = checks(&model::NOTHING, rules!());

/// An app to create.
pub static APP: Checks = app_checks(rules!(APP_NAME, NEW_APP, APP_FIELDS, APP_TOGETHER, CREATED_APP));

/// An app that replaces another.
pub static UPDATED_APP: Checks = app_checks(rules!(
    APP_ID,
    APP_NAME,
    APP_FIELDS,
    APP_TOGETHER,
    STORED_APP,
    app::UPDATED_APP
));

/// An app to create, or to update to these fields.
pub static ENSURED_APP: Checks = app_checks(rules!(APP_ID, APP_NAME, NEW_APP, APP_FIELDS, APP_TOGETHER, STORED_APP));

const APP_ID: &[Rule] = &[required(places!(APP: "id"))];

/// The changes of a patch.
pub static CHANGES: Checks = Checks {
    nulls: Nulls::Clear,
    ..app_checks(rules!(
        &[fixed(fields!(APP: "id"))],
        APP_FIELDS,
        STORED_APP,
        app::UPDATED_APP
    ))
};

/// An app to make from a template. The template may have the fields that it leaves out, so rules about several fields
/// are skipped.
pub static APP_FROM_TEMPLATE: Checks = Checks {
    within: Some(("overrides", &model::APP, rules!(APP_FIELDS))),
    ..checks(
        &model::APP_FROM_TEMPLATE,
        rules!(&[
            required(places!(APP_FROM_TEMPLATE: "templateId")),
            not_blank(fields!(APP_FROM_TEMPLATE: "templateId", "id", "tenantId")),
            path_segment(fields!(APP_FROM_TEMPLATE: "id")),
            credentials(fields!(APP_FROM_TEMPLATE: "clientId", "clientSecret")),
            padded_credentials(fields!(APP_FROM_TEMPLATE: "clientId", "clientSecret")),
            no_placeholder(fields!(APP_FROM_TEMPLATE: "id", "clientId", "clientSecret", "tenantId")),
            rule(
                Blank,
                Warning,
                Descope("Go and PHP SDKs: an empty string is one that is not set"),
                Check::Each(fields!(APP_FROM_TEMPLATE: "clientSecret"), EMPTY_SECRET),
            ),
        ]),
    )
};

/// An app to make from a preset with dynamic client registration.
pub static APP_FROM_DCR_PRESET: Checks = checks(
    &model::APP_FROM_DCR_PRESET,
    rules!(&[
        required(places!(APP_FROM_DCR_PRESET: "dcrPresetId", "tenantId")),
        not_blank(fields!(APP_FROM_DCR_PRESET: "dcrPresetId", "tenantId")),
    ]),
);

/// The id of an app or a token.
pub static ID: Checks = checks(&model::ID, rules!(ID_RULES));

const ID_RULES: &[Rule] = &[
    required(places!(ID: "id")),
    not_blank(fields!(ID: "id")),
    path_segment(fields!(ID: "id")),
];

/// The request for a user's token.
pub static USER_TOKEN: Checks = checks(&model::USER_TOKEN, rules!(USER_TOKEN_RULES));

const USER_TOKEN_RULES: &[Rule] = &[
    required(places!(USER_TOKEN: "appId", "userId")),
    not_blank(fields!(USER_TOKEN: "appId", "userId", "tenantId")),
    scopes(items!(USER_TOKEN: "scopes")),
    some_scopes(fields!(USER_TOKEN: "scopes")),
];

/// The request for a tenant's token.
pub static TENANT_TOKEN: Checks = checks(&model::TENANT_TOKEN, rules!(TENANT_TOKEN_RULES));

const TENANT_TOKEN_RULES: &[Rule] = &[
    required(places!(TENANT_TOKEN: "appId", "tenantId")),
    not_blank(fields!(TENANT_TOKEN: "appId", "tenantId")),
    scopes(items!(TENANT_TOKEN: "scopes")),
    some_scopes(fields!(TENANT_TOKEN: "scopes")),
];

/// The tokens to delete: those for an app, of a user, or of a user for an app.
pub static USER_TOKENS: Checks = Checks {
    nulls: Nulls::MeansAll,
    ..checks(
        &model::USER_TOKENS,
        rules!(&[
            any_of(places!(USER_TOKENS: "appId", "userId")),
            not_blank(fields!(USER_TOKENS: "appId", "userId")),
        ]),
    )
};

/// A user.
pub static USER: Checks = checks(
    &model::USER,
    rules!(&[
        required(places!(USER: "userId")),
        not_blank(fields!(USER: "userId", "tenantId")),
    ]),
);

/// The request to connect a user or a tenant to an app. The protocol ensures that it has a bearer.
pub static CONNECT: Checks = Checks {
    within: Some(("options", &model::CONNECT_OPTIONS, rules!(CONNECT_OPTIONS))),
    ..checks(
        &model::CONNECT,
        rules!(&[
            required(places!(CONNECT: "appId")),
            not_blank(fields!(CONNECT: "appId", "refreshJwt", "tenantId")),
            rule(
                InvalidCredential,
                Error,
                Standard("RFC 6750 §2.1"),
                Check::Each(fields!(CONNECT: "refreshJwt"), INVALID_BEARER),
            ),
            rule(
                UnknownField,
                Warning,
                Descope("core-js-sdk"),
                Check::Together(options_that_tenants_lack),
            ),
        ]),
    )
};

const CONNECT_OPTIONS: &[Rule] = &[
    scopes(items!(CONNECT_OPTIONS: "scopes")),
    rule(
        InvalidUrl,
        Error,
        Standard("WHATWG URL §4.4"),
        Check::Each(fields!(CONNECT_OPTIONS: "redirectUrl"), SCRIPT_URL),
    ),
    rule(
        ContradictoryPrompt,
        Error,
        Standard("OpenID Connect Core §3.1.2.1"),
        Check::Together(|options| {
            contradictory_prompt(options, const { FieldIndex::of("prompt", &model::CONNECT_OPTIONS) })
        }),
    ),
    rule(
        UnknownValue,
        Warning,
        Standard("OpenID Connect Core §3.1.2.1"),
        Check::Known(items!(CONNECT_OPTIONS: "prompt"), PROMPTS),
    ),
    rule(
        InvalidUrl,
        Warning,
        Standard("RFC 8252 §7.1"),
        Check::Each(fields!(CONNECT_OPTIONS: "redirectUrl"), INVALID_REDIRECT),
    ),
    rule(
        InsecureUrl,
        Warning,
        Standard("RFC 6749 §3.1.2.1"),
        Check::Each(fields!(CONNECT_OPTIONS: "redirectUrl"), INSECURE_URL),
    ),
];

/// Only one official SDK has the path for tenants, with fewer options \[js\].
fn options_that_tenants_lack(request: &Fields<'_>) -> Option<(FieldIndex, String)> {
    const OPTIONS: FieldIndex = FieldIndex::of("options", &model::CONNECT);
    let is_for_tenant = !request.present(places!(CONNECT: "tenantId", "tenantLevel")).is_empty();
    let options = request.value(OPTIONS).filter(|_| is_for_tenant)?;
    let is_lacking = |name: &str| options.get(name).is_some_and(says_anything);
    ["prompt", "loginHint", "resources"]
        .into_iter()
        .any(is_lacking)
        .then(|| {
            let message = "has prompt, loginHint or resources, which the endpoint for tenants is not known to take";
            (OPTIONS, owned(message))
        })
}

/// A user's API key.
pub static USER_API_KEY: Checks = checks(
    &model::USER_API_KEY,
    rules!(&[
        required(places!(USER_API_KEY: "appId", "userId", "apiKey")),
        not_blank(fields!(USER_API_KEY: "appId", "userId", "apiKey", "tenantId")),
        keys(fields!(USER_API_KEY: "apiKey")),
        no_placeholder(fields!(USER_API_KEY: "apiKey")),
    ]),
);

/// A tenant's API key.
pub static TENANT_API_KEY: Checks = checks(
    &model::TENANT_API_KEY,
    rules!(&[
        required(places!(TENANT_API_KEY: "appId", "tenantId", "apiKey")),
        not_blank(fields!(TENANT_API_KEY: "appId", "tenantId", "apiKey")),
        keys(fields!(TENANT_API_KEY: "apiKey")),
        no_placeholder(fields!(TENANT_API_KEY: "apiKey")),
    ]),
);

/// A user's token to upload.
pub static USER_TOKEN_UPLOAD: Checks = checks(&model::USER_TOKEN_UPLOAD, rules!(USER_TOKEN_UPLOAD_RULES));

/// Users' tokens to upload.
pub static USER_TOKENS_UPLOAD: Checks = each(
    &model::USER_TOKEN_UPLOAD,
    rules!(
        USER_TOKEN_UPLOAD_RULES,
        &[not_in_batch(fields!(USER_TOKEN_UPLOAD: "verifyRefresh"))]
    ),
);

const USER_TOKEN_UPLOAD_RULES: &[Rule] = &[
    required(places!(USER_TOKEN_UPLOAD: "appId", "userId")),
    not_blank(fields!(USER_TOKEN_UPLOAD: "appId", "userId", "tenantId")),
    any_of(places!(USER_TOKEN_UPLOAD: "refreshToken", "accessToken")),
    scopes(items!(USER_TOKEN_UPLOAD: "scopes")),
    credentials(fields!(USER_TOKEN_UPLOAD: "refreshToken", "accessToken")),
    padded_credentials(fields!(USER_TOKEN_UPLOAD: "refreshToken", "accessToken")),
    id_token(fields!(USER_TOKEN_UPLOAD: "idToken")),
    no_placeholder(fields!(USER_TOKEN_UPLOAD: "refreshToken", "accessToken", "idToken")),
    expiry(fields!(USER_TOKEN_UPLOAD: "accessTokenExpiry")),
];

/// A tenant's token to upload.
pub static TENANT_TOKEN_UPLOAD: Checks = checks(&model::TENANT_TOKEN_UPLOAD, rules!(TENANT_TOKEN_UPLOAD_RULES));

/// Tenants' tokens to upload.
pub static TENANT_TOKENS_UPLOAD: Checks = each(
    &model::TENANT_TOKEN_UPLOAD,
    rules!(
        TENANT_TOKEN_UPLOAD_RULES,
        &[not_in_batch(fields!(TENANT_TOKEN_UPLOAD: "verifyRefresh"))]
    ),
);

const TENANT_TOKEN_UPLOAD_RULES: &[Rule] = &[
    required(places!(TENANT_TOKEN_UPLOAD: "appId", "tenantId")),
    not_blank(fields!(TENANT_TOKEN_UPLOAD: "appId", "tenantId")),
    any_of(places!(TENANT_TOKEN_UPLOAD: "refreshToken", "accessToken")),
    scopes(items!(TENANT_TOKEN_UPLOAD: "scopes")),
    credentials(fields!(TENANT_TOKEN_UPLOAD: "refreshToken", "accessToken")),
    padded_credentials(fields!(TENANT_TOKEN_UPLOAD: "refreshToken", "accessToken")),
    id_token(fields!(TENANT_TOKEN_UPLOAD: "idToken")),
    no_placeholder(fields!(TENANT_TOKEN_UPLOAD: "refreshToken", "accessToken", "idToken")),
    expiry(fields!(TENANT_TOKEN_UPLOAD: "accessTokenExpiry")),
];

const fn required(places: &'static [FieldIndex]) -> Rule {
    rule(
        Missing,
        Error,
        Descope("reference; Node and Go SDKs"),
        Check::Required(places),
    )
}

const fn not_blank(targets: &'static [Target]) -> Rule {
    rule(
        Blank,
        Error,
        Descope("reference; Node and Go SDKs"),
        Check::Each(targets, BLANK),
    )
}

const fn fixed(targets: &'static [Target]) -> Rule {
    rule(ImmutableField, Error, Descope("guide"), Check::Each(targets, FIXED))
}

const fn path_segment(targets: &'static [Target]) -> Rule {
    rule(InvalidId, Error, Standard("RFC 3986 §3.3"), Check::Each(targets, DOTS))
}

const fn credentials(targets: &'static [Target]) -> Rule {
    rule(
        InvalidCredential,
        Error,
        Standard(CREDENTIALS),
        Check::Each(targets, INVALID_CREDENTIAL),
    )
}

const fn padded_credentials(targets: &'static [Target]) -> Rule {
    rule(
        InvalidCredential,
        Warning,
        Standard(CREDENTIALS),
        Check::Each(targets, PADDED_CREDENTIAL),
    )
}

/// Client id, client secret, access token, refresh token.
const CREDENTIALS: &str = "RFC 6749 A.1, A.2, A.12, A.17";

const fn keys(targets: &'static [Target]) -> Rule {
    rule(
        InvalidCredential,
        Warning,
        Standard("RFC 9110 §5.5"),
        Check::Each(targets, DOUBTFUL_KEY),
    )
}

const fn id_token(targets: &'static [Target]) -> Rule {
    rule(
        InvalidCredential,
        Warning,
        Standard("RFC 7515 §7.1"),
        Check::Each(targets, DOUBTFUL_KEY),
    )
}

const fn no_placeholder(targets: &'static [Target]) -> Rule {
    rule(
        Placeholder,
        Warning,
        Experience("settings copied from a provider's documentation"),
        Check::Each(targets, PLACEHOLDER_ALONE),
    )
}

const fn some_scopes(targets: &'static [Target]) -> Rule {
    rule(
        EmptyList,
        Warning,
        Descope("guide: exactly the scopes that it was created with"),
        Check::Any(targets, empty_scopes),
    )
}

const fn expiry(targets: &'static [Target]) -> Rule {
    rule(
        UnlikelyExpiry,
        Warning,
        Descope("reference: seconds since 1970"),
        Check::Any(targets, unlikely_expiry),
    )
}

const fn not_in_batch(targets: &'static [Target]) -> Rule {
    rule(
        UnknownField,
        Error,
        Descope("Python SDK"),
        Check::Any(targets, not_in_a_batch),
    )
}

const fn any_of(places: &'static [FieldIndex]) -> Rule {
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
        Check::Each(targets, INVALID_SCOPE),
    )
}
