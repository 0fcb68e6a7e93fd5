//! The rules about an app, as tables.

use alloc::string::String;

use crate::model::APP;
use crate::model::schema::FieldIndex;
use crate::text::{concat, owned};

use super::fields::{Fields, Target};
use super::issue::IssueCode as Code;
use super::issue::Severity::{Error, Warning};
use super::messages::all_of;
use super::rule::Source::{Descope, Experience, Standard};
use super::rule::{Check, Rule, rule};
use super::strings::{
    BLANK, CLEARS_SECRET, DOTS, EMPTY_SECRET, INSECURE_URL, INVALID_CREDENTIAL, INVALID_DOMAIN, INVALID_LOGO,
    INVALID_REDIRECT, INVALID_SCOPE, INVALID_URL, INVISIBLE, LONGER_THAN_254, LONGER_THAN_4096, PADDED_CREDENTIAL,
    PLACEHOLDER, PLACEHOLDER_ALONE, SCRIPT_URL, not_carried,
};

/// An app has a name.
pub const APP_NAME: &[Rule] = &[rule(
    Code::Missing,
    Error,
    Descope("guide; Go and Python SDKs"),
    Check::Required(&[place("name")]),
)];

/// The rules for each field of an app: errors, then warnings.
pub const APP_FIELDS: &[Rule] = &[
    rule(
        Code::Blank,
        Error,
        Descope("guide; Go and Python SDKs"),
        Check::Each(&[field("name")], BLANK),
    ),
    rule(
        Code::Blank,
        Error,
        Descope("reference: part of a path"),
        Check::Each(&[field("id")], BLANK),
    ),
    rule(
        Code::InvalidId,
        Error,
        Standard("RFC 3986 §3.3"),
        Check::Each(&[field("id")], DOTS),
    ),
    rule(
        Code::Missing,
        Error,
        Descope("reference: URLParam"),
        Check::InEach(PARAM_KEYS),
    ),
    rule(
        Code::Blank,
        Error,
        Descope("reference: URLParam"),
        Check::Each(PARAM_KEYS, BLANK),
    ),
    rule(
        Code::InvalidUrl,
        Error,
        Standard("RFC 6749 §3.1, §3.2"),
        Check::Each(ENDPOINTS, INVALID_URL),
    ),
    rule(
        Code::InvalidUrl,
        Error,
        Standard("WHATWG URL §4.4"),
        Check::Each(&[field("defaultRedirectUrl")], SCRIPT_URL),
    ),
    rule(
        Code::InsecureUrl,
        Error,
        Standard("RFC 6749 §3.1, §3.2"),
        Check::Each(&[field("authorizationUrl"), field("tokenUrl")], INSECURE_URL),
    ),
    rule(
        Code::InsecureUrl,
        Error,
        Standard("RFC 7009 §2"),
        Check::Each(&[field("revocationUrl")], INSECURE_URL),
    ),
    rule(
        Code::InsecureUrl,
        Error,
        Standard("RFC 7591 §3"),
        Check::Each(&[field("dcrUrl")], INSECURE_URL),
    ),
    rule(
        Code::InsecureUrl,
        Error,
        Standard("OpenID Connect Discovery §4"),
        Check::Each(&[field("discoveryUrl")], INSECURE_URL),
    ),
    rule(
        Code::InvalidScope,
        Error,
        Standard("RFC 6749 §3.3"),
        Check::Each(&[items("defaultScopes")], INVALID_SCOPE),
    ),
    rule(
        Code::InvalidCredential,
        Error,
        Standard("RFC 6749 A.1, A.2"),
        Check::Each(CREDENTIALS, INVALID_CREDENTIAL),
    ),
    rule(
        Code::ContradictoryPrompt,
        Error,
        Standard("OpenID Connect Core §3.1.2.1"),
        Check::Together(|app| contradictory_prompt(app, PROMPT)),
    ),
    // Warnings
    rule(
        Code::TooLong,
        Warning,
        Descope("Terraform provider"),
        Check::Each(
            &[
                field("name"),
                field("description"),
                field("clientId"),
                field("discoveryUrl"),
                field("authorizationUrl"),
                field("tokenUrl"),
                field("revocationUrl"),
                field("defaultRedirectUrl"),
                field("dcrUrl"),
                field("callbackDomain"),
                items("defaultScopes"),
                keys("authorizationUrlParams"),
                keys("tokenUrlParams"),
            ],
            LONGER_THAN_254,
        ),
    ),
    rule(
        Code::TooLong,
        Warning,
        Descope("Terraform provider"),
        Check::Each(
            &[values("authorizationUrlParams"), values("tokenUrlParams")],
            LONGER_THAN_4096,
        ),
    ),
    rule(
        Code::InvalidCredential,
        Warning,
        Standard("RFC 6749 A.1, A.2"),
        Check::Each(CREDENTIALS, PADDED_CREDENTIAL),
    ),
    rule(
        Code::UnknownValue,
        Warning,
        Descope("Go and Python SDKs"),
        Check::Known(&[field("accessType")], &["offline", "online"]),
    ),
    rule(
        Code::UnknownValue,
        Warning,
        Standard("OpenID Connect Core §3.1.2.1"),
        Check::Known(&[items("prompt")], PROMPTS),
    ),
    rule(
        Code::UnknownValue,
        Warning,
        Descope("values seen in use"),
        Check::Known(&[field("appType")], &["oauth", "apikey"]),
    ),
    rule(
        Code::InvalidUrl,
        Warning,
        Standard("RFC 8252 §7.1"),
        Check::Each(&[field("defaultRedirectUrl")], INVALID_REDIRECT),
    ),
    rule(
        Code::InsecureUrl,
        Warning,
        Standard("RFC 6749 §3.1.2.1"),
        Check::Each(&[field("defaultRedirectUrl")], INSECURE_URL),
    ),
    rule(
        Code::Duplicate,
        Warning,
        Descope("each list is a set"),
        Check::Unique(&[
            items("defaultScopes"),
            items("prompt"),
            keys("authorizationUrlParams"),
            keys("tokenUrlParams"),
        ]),
    ),
    rule(
        Code::ReservedParameter,
        Warning,
        Standard("RFC 6749 §4.1.1, RFC 7636 §4.3"),
        Check::Reserved(
            &[keys("authorizationUrlParams")],
            &[
                "client_id",
                "redirect_uri",
                "response_type",
                "state",
                "scope",
                "code_challenge",
                "code_challenge_method",
            ],
        ),
    ),
    rule(
        Code::ReservedParameter,
        Warning,
        Standard("RFC 6749 §4.1.3, §6, RFC 7636 §4.5"),
        Check::Reserved(
            &[keys("tokenUrlParams")],
            &[
                "grant_type",
                "code",
                "client_id",
                "client_secret",
                "redirect_uri",
                "code_verifier",
                "refresh_token",
            ],
        ),
    ),
    rule(
        Code::InvalidDomain,
        Warning,
        Descope("reference: callbackDomain"),
        Check::Each(&[field("callbackDomain")], INVALID_DOMAIN),
    ),
    rule(
        Code::InvalidLogo,
        Warning,
        Descope("Terraform provider; values seen in use"),
        Check::Each(&[field("logo")], INVALID_LOGO),
    ),
    rule(
        Code::Placeholder,
        Warning,
        Experience("settings copied from a provider's documentation"),
        Check::Each(
            &[
                field("id"),
                field("discoveryUrl"),
                field("authorizationUrl"),
                field("tokenUrl"),
                field("revocationUrl"),
                field("defaultRedirectUrl"),
                field("dcrUrl"),
                field("callbackDomain"),
                field("tenantId"),
                items("defaultScopes"),
                values("authorizationUrlParams"),
                values("tokenUrlParams"),
            ],
            PLACEHOLDER,
        ),
    ),
    rule(
        Code::Placeholder,
        Warning,
        Experience("settings copied from a provider's documentation"),
        Check::Each(&[field("clientId"), field("clientSecret")], PLACEHOLDER_ALONE),
    ),
    rule(
        Code::InvisibleCharacter,
        Warning,
        Experience("text pasted from a page"),
        Check::Each(
            &[
                field("id"),
                field("name"),
                field("discoveryUrl"),
                field("authorizationUrl"),
                field("tokenUrl"),
                field("revocationUrl"),
                field("defaultRedirectUrl"),
                field("dcrUrl"),
                field("callbackDomain"),
                field("tenantId"),
                keys("authorizationUrlParams"),
                values("authorizationUrlParams"),
                keys("tokenUrlParams"),
                values("tokenUrlParams"),
            ],
            INVISIBLE,
        ),
    ),
];

/// An app that may be created.
pub const NEW_APP: &[Rule] = &[rule(
    Code::Blank,
    Error,
    Descope("Terraform provider: empty means the project's own level"),
    Check::Each(&[field("tenantId")], BLANK),
)];

/// An app to create: it does not have the fields that it leaves out.
pub const CREATED_APP: &[Rule] = &[
    rule(
        Code::Blank,
        Warning,
        Descope("Go and PHP SDKs: an empty string is one that is not set"),
        Check::Each(&[field("clientSecret")], EMPTY_SECRET),
    ),
    rule(
        Code::UnprotectedClient,
        Warning,
        Standard("RFC 9700 §2.1.1"),
        Check::Together(unprotected_client),
    ),
];

/// An app that may exist: an update keeps a secret that is left out.
pub const STORED_APP: &[Rule] = &[rule(
    Code::Blank,
    Warning,
    Descope("Terraform provider"),
    Check::Each(&[field("clientSecret")], CLEARS_SECRET),
)];

/// The fields that an update cannot carry.
pub const UPDATED_APP: &[Rule] = &[rule(
    Code::NotCarried,
    Warning,
    Descope("Terraform provider"),
    Check::Any(&[field("tenantId"), field("useDcr"), field("dcrUrl")], not_carried),
)];

/// The rules about several fields of an app.
pub const APP_TOGETHER: &[Rule] = &[
    rule(
        Code::SecretWithoutClientId,
        Warning,
        Standard("RFC 6749 §2.3.1"),
        Check::Together(secret_without_client_id),
    ),
    rule(
        Code::RegistrationWithoutUrl,
        Warning,
        Descope("Node SDK"),
        Check::Together(registration_without_url),
    ),
    rule(
        Code::RegistrationWithCredentials,
        Warning,
        Standard("RFC 7591 §3.2.1"),
        Check::Together(registration_with_credentials),
    ),
    rule(
        Code::ApiKeyWithOauthFields,
        Warning,
        Descope("reference of the API-key upload"),
        Check::Together(api_key_with_oauth_fields),
    ),
];

pub(super) static PROMPTS: &[&str] = &["none", "login", "consent", "select_account"];

const ENDPOINTS: &[Target] = &[
    field("discoveryUrl"),
    field("authorizationUrl"),
    field("tokenUrl"),
    field("revocationUrl"),
    field("dcrUrl"),
];

const CREDENTIALS: &[Target] = &[field("clientId"), field("clientSecret")];

const PARAM_KEYS: &[Target] = &[keys("authorizationUrlParams"), keys("tokenUrlParams")];

const OAUTH_FIELDS: &[FieldIndex] = &[
    place("clientId"),
    place("clientSecret"),
    place("discoveryUrl"),
    place("authorizationUrl"),
    place("authorizationUrlParams"),
    place("tokenUrl"),
    place("tokenUrlParams"),
    place("revocationUrl"),
    place("defaultScopes"),
    place("defaultRedirectUrl"),
    place("callbackDomain"),
    place("pkce"),
    place("accessType"),
    place("prompt"),
    place("useDcr"),
    place("dcrUrl"),
];

const APP_TYPE: FieldIndex = place("appType");
const CLIENT_ID: FieldIndex = place("clientId");
const CLIENT_SECRET: FieldIndex = place("clientSecret");
const DCR_URL: FieldIndex = place("dcrUrl");
const PKCE: FieldIndex = place("pkce");
const PROMPT: FieldIndex = place("prompt");
const USE_DCR: FieldIndex = place("useDcr");

const fn place(name: &str) -> FieldIndex {
    FieldIndex::of(name, &APP)
}

const fn field(name: &str) -> Target {
    Target::Field(place(name))
}

const fn items(name: &str) -> Target {
    Target::Items(place(name))
}

const fn keys(name: &str) -> Target {
    Target::Keys(place(name))
}

const fn values(name: &str) -> Target {
    Target::Values(place(name))
}

pub(super) fn contradictory_prompt(fields: &Fields<'_>, prompt: FieldIndex) -> Option<(FieldIndex, String)> {
    let mut none = false;
    let mut other = false;
    fields.each(Target::Items(prompt), |found| match found.text() {
        Some("none") => none = true,
        Some(_) => other = true,
        None => {}
    });
    (none && other).then(|| {
        let message = "\"none\" forbids every prompt and cannot stand beside another value";
        (prompt, owned(message))
    })
}

fn secret_without_client_id(fields: &Fields<'_>) -> Option<(FieldIndex, String)> {
    (fields.has(CLIENT_SECRET) && !fields.has(CLIENT_ID))
        .then(|| (CLIENT_SECRET, owned("has no effect without a clientId")))
}

fn unprotected_client(fields: &Fields<'_>) -> Option<(FieldIndex, String)> {
    let protected = fields.has(CLIENT_SECRET) || fields.is_true(PKCE);
    (fields.has(CLIENT_ID) && !protected).then(|| {
        let message = "has neither a clientSecret nor pkce: true beside it; a client without a secret needs PKCE";
        (CLIENT_ID, owned(message))
    })
}

fn registration_without_url(fields: &Fields<'_>) -> Option<(FieldIndex, String)> {
    (fields.is_true(USE_DCR) && !fields.has(DCR_URL)).then(|| {
        let message = "needs a dcrUrl, the address where clients are registered; the server decides";
        (USE_DCR, owned(message))
    })
}

fn registration_with_credentials(fields: &Fields<'_>) -> Option<(FieldIndex, String)> {
    let credentials = fields.has(CLIENT_ID) || fields.has(CLIENT_SECRET);
    (fields.is_true(USE_DCR) && credentials).then(|| {
        let message = "registers a new client; the given clientId and clientSecret belong to another";
        (USE_DCR, owned(message))
    })
}

fn api_key_with_oauth_fields(fields: &Fields<'_>) -> Option<(FieldIndex, String)> {
    if fields.text(APP_TYPE) != Some("apikey") {
        return None;
    }
    let present = fields.present(OAUTH_FIELDS);
    (!present.is_empty()).then(|| {
        let message = concat(&["\"apikey\" makes no use of ", &all_of(&present)]);
        (APP_TYPE, message)
    })
}
