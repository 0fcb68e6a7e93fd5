//! Issues: the findings of a check.

use alloc::string::String;
use alloc::vec::Vec;

use serde::{Deserialize, Serialize};

use super::path::Path;

/// A problem with a value: an error or a warning.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[cfg_attr(all(feature = "types", target_arch = "wasm32"), derive(tsify::Tsify))]
pub struct Issue {
    /// The path within the checked value: `tokenUrl`, `authorizationUrlParams[1].key`. Empty for the value itself.
    pub path: String,
    /// The kind of problem, for programs.
    pub code: IssueCode,
    /// Whether the call is refused because of it.
    pub severity: Severity,
    /// The problem and its correction, for people. Never quotes a value.
    pub message: String,
}

/// Whether a call is refused because of an issue.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[cfg_attr(all(feature = "types", target_arch = "wasm32"), derive(tsify::Tsify))]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// The client refuses the call; nothing is sent.
    Error,
    /// The call continues; the server decides.
    Warning,
}

/// The kind of an issue.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[cfg_attr(all(feature = "types", target_arch = "wasm32"), derive(tsify::Tsify))]
#[serde(rename_all = "kebab-case")]
pub enum IssueCode {
    /// The value is of another type than the field has.
    WrongType,
    /// The API reference has no such field.
    UnknownField,
    /// A required field is missing.
    Missing,
    /// A field that cannot be changed once the app is created.
    ImmutableField,
    /// A field that an update cannot carry.
    NotCarried,
    /// A string is empty, or only white space.
    Blank,
    /// A list is empty.
    EmptyList,
    /// A string is longer than the server is known to accept.
    TooLong,
    /// An id that cannot be part of a URL path.
    InvalidId,
    /// A string holds half a surrogate pair, which cannot be sent.
    UnpairedSurrogate,
    /// Not an absolute URL, or one with forbidden parts.
    InvalidUrl,
    /// `http` instead of `https`.
    InsecureUrl,
    /// Not a scope token.
    InvalidScope,
    /// White space or other characters that do not occur in a client id, a secret, a key or a token.
    InvalidCredential,
    /// A number that is probably not a time of expiry.
    UnlikelyExpiry,
    /// Probably a placeholder that was not filled in.
    Placeholder,
    /// A zero-width character.
    InvisibleCharacter,
    /// `none` together with another prompt.
    ContradictoryPrompt,
    /// Not one of the known values.
    UnknownValue,
    /// The same entry twice in a list.
    Duplicate,
    /// A parameter that OAuth itself sets.
    ReservedParameter,
    /// A client secret without a client id.
    SecretWithoutClientId,
    /// A client id with neither a secret nor PKCE.
    UnprotectedClient,
    /// Dynamic registration without the URL of a registration endpoint.
    RegistrationWithoutUrl,
    /// Dynamic registration together with credentials from a manual registration.
    RegistrationWithCredentials,
    /// OAuth fields on an app that uses API keys.
    ApiKeyWithOauthFields,
    /// Not a host name.
    InvalidDomain,
    /// Neither an http(s) URL nor an image data URI.
    InvalidLogo,
}

impl Severity {
    /// Returns the name that programs see.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Severity::Error => "error",
            Severity::Warning => "warning",
        }
    }
}

impl IssueCode {
    /// Returns the name that programs see.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            IssueCode::WrongType => "wrong-type",
            IssueCode::UnknownField => "unknown-field",
            IssueCode::Missing => "missing",
            IssueCode::ImmutableField => "immutable-field",
            IssueCode::NotCarried => "not-carried",
            IssueCode::Blank => "blank",
            IssueCode::EmptyList => "empty-list",
            IssueCode::TooLong => "too-long",
            IssueCode::InvalidId => "invalid-id",
            IssueCode::UnpairedSurrogate => "unpaired-surrogate",
            IssueCode::InvalidUrl => "invalid-url",
            IssueCode::InsecureUrl => "insecure-url",
            IssueCode::InvalidScope => "invalid-scope",
            IssueCode::InvalidCredential => "invalid-credential",
            IssueCode::UnlikelyExpiry => "unlikely-expiry",
            IssueCode::Placeholder => "placeholder",
            IssueCode::InvisibleCharacter => "invisible-character",
            IssueCode::ContradictoryPrompt => "contradictory-prompt",
            IssueCode::UnknownValue => "unknown-value",
            IssueCode::Duplicate => "duplicate",
            IssueCode::ReservedParameter => "reserved-parameter",
            IssueCode::SecretWithoutClientId => "secret-without-client-id",
            IssueCode::UnprotectedClient => "unprotected-client",
            IssueCode::RegistrationWithoutUrl => "registration-without-url",
            IssueCode::RegistrationWithCredentials => "registration-with-credentials",
            IssueCode::ApiKeyWithOauthFields => "api-key-with-oauth-fields",
            IssueCode::InvalidDomain => "invalid-domain",
            IssueCode::InvalidLogo => "invalid-logo",
        }
    }
}

/// The most issues of each severity; counted separately, so that warnings do not hide errors. More would only cost
/// time.
const MOST: usize = 1_000;

/// The list to which checks add issues.
#[derive(Default)]
pub(super) struct Report {
    issues: Vec<Issue>,
    errors: usize,
    warnings: usize,
    look_ups: usize,
}

impl Report {
    pub(super) fn add(&mut self, path: &Path<'_>, code: IssueCode, severity: Severity, message: String) {
        let told = match severity {
            Severity::Error => &mut self.errors,
            Severity::Warning => &mut self.warnings,
        };
        if *told < MOST {
            *told = told.saturating_add(1);
            self.issues.push(Issue {
                path: path.render(),
                code,
                severity,
                message,
            });
        }
    }

    pub(super) fn error(&mut self, path: &Path<'_>, code: IssueCode, message: String) {
        self.add(path, code, Severity::Error, message);
    }

    /// Whether to search for the field that an unknown name probably means: limited, since each search takes time.
    pub(super) fn may_look_up(&mut self) -> bool {
        self.look_ups = self.look_ups.saturating_add(1);
        self.look_ups <= MOST
    }

    pub(super) fn into_issues(self) -> Vec<Issue> {
        self.issues
    }
}
