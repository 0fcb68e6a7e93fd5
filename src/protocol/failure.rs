//! Why a call failed, as the error classes of the JavaScript package show it.

use alloc::boxed::Box;
use alloc::string::String;
use alloc::vec::Vec;

use serde::Serialize;

use crate::text::concat;
use crate::validate::Issue;

use super::applied::Applied;

/// A failed call. Nothing in it holds a secret.
#[derive(Clone, Debug, PartialEq)]
pub struct Failure {
    /// What happened.
    pub reason: Reason,
    /// Whether the server may have carried out the request.
    pub applied: Applied,
    /// What happened and what to do about it, for people.
    pub message: String,
}

impl Failure {
    /// Boxes the failure: it is large, and passed through many functions.
    pub(super) fn new(reason: Reason, applied: Applied, message: String) -> Box<Self> {
        Box::new(Self {
            reason,
            applied,
            message,
        })
    }
}

/// Returns a message for people: the action, and why it failed.
pub(super) fn could_not(action: &str, why: &str) -> String {
    concat(&["Could not ", action, ": ", why])
}

/// The reason of a failure; one variant for each error class.
#[derive(Clone, Debug, PartialEq)]
pub enum Reason {
    /// The options cannot be used.
    Config,
    /// The request has errors and was not sent.
    Validation(Vec<Issue>),
    /// The request would change an immutable field of the loaded app. No change was sent.
    Immutable(Vec<Issue>),
    /// The server answered with an error.
    Api(ApiDetails),
    /// The server answered 429.
    RateLimit(ApiDetails),
    /// The id or the name is taken.
    Conflict(ApiDetails),
    /// There is no token for this user or tenant and app.
    NotConnected(ApiDetails),
    /// No answer came: the connection failed.
    Connection,
    /// No answer came in time.
    Timeout {
        /// The time limit of the attempt, in milliseconds.
        timeout_ms: u32,
    },
    /// A success that cannot be read.
    Response(ResponseProblem),
    /// The server stored nothing of a batch, for these reasons.
    Batch(Vec<BatchFailure>),
}

/// What an error shows besides its code and message.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Details<'f> {
    /// Nothing.
    None,
    /// The issues of the request.
    Issues(&'f [Issue]),
    /// The server's error.
    Api(&'f ApiDetails),
    /// The refused items of a batch.
    Batch(&'f [BatchFailure]),
    /// The time limit of the attempt, in milliseconds.
    TimeoutMs(u32),
    /// The host's error.
    Cause,
}

/// A token that prevents its batch from being stored.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(all(feature = "types", target_arch = "wasm32"), derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct BatchFailure {
    /// The app that the token is for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub app_id: Option<String>,
    /// The user that the token belongs to, if it is a user's.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub user_id: Option<String>,
    /// The tenant that the token belongs to, if any.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tenant_id: Option<String>,
    /// The API's code.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub error_code: Option<String>,
    /// Why, in the API's words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

/// The server's description of its error; at least the status.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ApiDetails {
    /// The HTTP status.
    pub status: u16,
    /// The API's code, such as `E011003`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub error_code: Option<String>,
    /// The kind of error, in the API's words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub error_description: Option<String>,
    /// What went wrong, in the API's words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub error_message: Option<String>,
    /// How long the server asks clients to wait (`Retry-After`), in milliseconds.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub retry_after_ms: Option<u32>,
}

/// Why an answer could not be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ResponseProblem {
    /// The body is not JSON.
    NotJson,
    /// The body is JSON of another shape than documented.
    WrongShape,
    /// The body is larger than the client's limit.
    TooLarge,
    /// The server redirects the request; the key must not be sent elsewhere.
    Redirect,
    /// `fetch` returned something other than a response, or a status that HTTP does not have.
    NotAResponse,
}

impl Reason {
    /// Whether this may be the API's answer for an id that does not exist, which is not documented.
    pub(super) fn may_mean_absent(&self) -> bool {
        match self {
            Reason::Api(details) => matches!(details.status, 400 | 404 | 500),
            _ => false,
        }
    }

    /// Whether this may be the API's answer if the id or the name is taken, which is not documented. Not 400: that
    /// means a malformed request (RFC 9110 §15.5.1), which would have failed the first time too.
    pub(super) fn may_mean_taken(&self) -> bool {
        match self {
            Reason::Conflict(_) => true,
            Reason::Api(details) => match details.status {
                409 => true,
                500 => details.error_code.is_some(),
                _ => false,
            },
            _ => false,
        }
    }

    /// Returns what the error shows besides its code and message.
    #[must_use]
    pub fn details(&self) -> Details<'_> {
        match self {
            Reason::Config | Reason::Response(_) => Details::None,
            Reason::Validation(issues) | Reason::Immutable(issues) => Details::Issues(issues),
            Reason::Api(api) | Reason::RateLimit(api) | Reason::Conflict(api) | Reason::NotConnected(api) => {
                Details::Api(api)
            }
            Reason::Batch(failures) => Details::Batch(failures),
            Reason::Timeout { timeout_ms } => Details::TimeoutMs(*timeout_ms),
            Reason::Connection => Details::Cause,
        }
    }

    /// Returns the stable code of the error, for programs.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Reason::Config => "invalid-config",
            Reason::Validation(_) => "invalid-request",
            Reason::Immutable(_) => "immutable-field",
            Reason::Api(_) => "api-error",
            Reason::RateLimit(_) => "rate-limited",
            Reason::Conflict(_) => "conflict",
            Reason::NotConnected(_) => "not-connected",
            Reason::Batch(_) => "batch-refused",
            Reason::Connection => "connection-failed",
            Reason::Timeout { .. } => "timeout",
            Reason::Response(ResponseProblem::NotJson) => "response-not-json",
            Reason::Response(ResponseProblem::WrongShape) => "response-wrong-shape",
            Reason::Response(ResponseProblem::TooLarge) => "response-too-large",
            Reason::Response(ResponseProblem::Redirect) => "response-redirect",
            Reason::Response(ResponseProblem::NotAResponse) => "response-not-http",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{ApiDetails, Reason, ResponseProblem};

    #[test]
    fn every_reason_has_the_code_that_is_promised_for_good() {
        let details = ApiDetails::default;
        for (reason, code) in [
            (Reason::Config, "invalid-config"),
            (Reason::Validation(Vec::new()), "invalid-request"),
            (Reason::Immutable(Vec::new()), "immutable-field"),
            (Reason::Api(details()), "api-error"),
            (Reason::RateLimit(details()), "rate-limited"),
            (Reason::Conflict(details()), "conflict"),
            (Reason::NotConnected(details()), "not-connected"),
            (Reason::Connection, "connection-failed"),
            (Reason::Timeout { timeout_ms: 1 }, "timeout"),
            (Reason::Response(ResponseProblem::NotJson), "response-not-json"),
            (Reason::Response(ResponseProblem::WrongShape), "response-wrong-shape"),
            (Reason::Response(ResponseProblem::TooLarge), "response-too-large"),
            (Reason::Response(ResponseProblem::Redirect), "response-redirect"),
            (Reason::Response(ResponseProblem::NotAResponse), "response-not-http"),
        ] {
            assert_eq!(reason.code(), code);
        }
    }
}
