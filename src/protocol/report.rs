//! The messages of failures that no answer describes.

use alloc::boxed::Box;
use alloc::string::String;
use alloc::vec::Vec;

use crate::text::{concat, count, decimal, owned};
use crate::validate::{Issue, IssueCode, Severity};
use crate::value::{Items, Value};

use super::applied::{Applied, Seen, applied};
use super::compare::TENANT_ID;
use super::endpoint::Endpoint;
use super::event::TransportError;
use super::failure::{ApiDetails, BatchFailure, Failure, Reason, ResponseProblem, could_not};
use super::redact::Redactor;

/// Fails with [`Reason::Validation`] if any of the issues is an error.
pub(super) fn refuse_errors(action: &str, issues: Vec<Issue>) -> Result<(), Box<Failure>> {
    let errors: Vec<&Issue> = issues
        .iter()
        .filter(|issue| issue.severity == Severity::Error)
        .collect();
    if errors.is_empty() {
        return Ok(());
    }
    let why = concat(&["nothing was sent, as the request has errors", &list(&errors)]);
    let message = could_not(action, &why);
    Err(Failure::new(Reason::Validation(issues), Applied::No, message))
}

/// A message lists at most this many issues; `issues` has all.
const LONGEST_LIST: usize = 20;

fn list(issues: &[&Issue]) -> String {
    let mut lines = String::new();
    for issue in issues.iter().take(LONGEST_LIST) {
        let place = if issue.path.is_empty() {
            "the value"
        } else {
            &issue.path
        };
        for part in ["\n  ", place, ": ", &issue.message] {
            lines.push_str(part);
        }
    }
    let more = issues.len().saturating_sub(LONGEST_LIST);
    if more > 0 {
        lines.push_str(&concat(&["\n  and ", &count(more), " more"]));
    }
    lines
}

/// The call has an access token, but only the management key can authorize it.
#[must_use]
pub fn takes_no_access_token(endpoint: &Endpoint) -> Box<Failure> {
    let why = "nothing was sent, as only token fetches and connect take the option accessToken";
    failure(endpoint, Reason::Config, Seen::NothingSent, why)
}

/// The request was not checked, and its id cannot be used in a URL path.
pub(super) fn no_path(endpoint: &Endpoint) -> Box<Failure> {
    let why =
        "nothing was sent, as the id cannot be used in a URL path: it must be a string, and not empty, \".\" or \"..\"";
    failure(endpoint, Reason::Validation(Vec::new()), Seen::NothingSent, why)
}

/// The app's tenant differs from the requested one; either may be none.
pub(super) fn immutable_tenant() -> Box<Failure> {
    let issue = Issue {
        path: owned(TENANT_ID),
        code: IssueCode::ImmutableField,
        severity: Severity::Error,
        message: owned(
            "cannot be changed: an app stays with the tenant that it was created for, or with none; create another app",
        ),
    };
    let why = concat(&["nothing was changed, as the request has errors", &list(&[&issue])]);
    let message = could_not("change the app", &why);
    Failure::new(Reason::Immutable(Vec::from([issue])), Applied::No, message)
}

/// The answer to a load has no app.
pub(super) fn nothing_loaded(endpoint: &Endpoint) -> Box<Failure> {
    let why = "the server answered without an app; is there one of this id?";
    let reason = Reason::Response(ResponseProblem::WrongShape);
    Failure::new(reason, Applied::No, could_not(endpoint.action, why))
}

/// The loaded app cannot be sent back unchanged.
pub(super) fn inexact(endpoint: &Endpoint) -> Box<Failure> {
    let why = "nothing was sent, as the server's app holds a number beyond 2^53, or what JSON cannot hold: \
               JavaScript read it inexactly, and an update would change it";
    let reason = Reason::Response(ResponseProblem::WrongShape);
    Failure::new(reason, Applied::No, could_not(endpoint.action, why))
}

/// The advice for a token that does not exist.
pub(super) const NOT_CONNECTED: &str = " (connect the user or tenant first, or upload a token; if the request has scopes, the token must have exactly these)";

/// The server has a token without an access token.
pub(super) fn token_without_access_token(endpoint: &Endpoint, status: u16) -> Box<Failure> {
    let details = ApiDetails {
        status,
        ..ApiDetails::default()
    };
    let why = concat(&[
        "the server answered ",
        &decimal(status.into()),
        ", without an access token",
        NOT_CONNECTED,
    ]);
    failure(endpoint, Reason::NotConnected(details), Seen::NothingSent, &why)
}

/// The answer was lost.
pub(super) fn lost(endpoint: &Endpoint, loss: TransportError<'_>, server: &str, redactor: &Redactor) -> Box<Failure> {
    match loss {
        TransportError::Unreachable(host_says) | TransportError::Broken { host_says, .. } => {
            let host_says = redactor.redact(host_says);
            let why = concat(&["the connection to ", server, " failed: ", &host_says]);
            failure(endpoint, Reason::Connection, Seen::NoAnswer, &why)
        }
        TransportError::TimedOut { timeout_ms } => {
            let why = concat(&[
                "no answer from ",
                server,
                " within ",
                &decimal(timeout_ms.into()),
                " ms",
            ]);
            failure(endpoint, Reason::Timeout { timeout_ms }, Seen::NoAnswer, &why)
        }
        TransportError::TooLarge { head, max_bytes } => {
            let (status, max_bytes) = (decimal(head.status.into()), decimal(max_bytes.into()));
            let why = [
                "the server answered ",
                &status,
                ", with more than ",
                &max_bytes,
                " bytes (maxResponseBytes)",
            ];
            let seen = Seen::UnusableSuccess { from_api: false };
            let reason = Reason::Response(ResponseProblem::TooLarge);
            failure(endpoint, reason, seen, &concat(&why))
        }
        TransportError::NotAResponse(given) => {
            let why = concat(&["fetch gave ", &redactor.redact(given)]);
            let reason = Reason::Response(ResponseProblem::NotAResponse);
            failure(endpoint, reason, Seen::NoAnswer, &why)
        }
    }
}

/// The client's own rate limit delays the request longer than it may wait.
pub(super) fn crowded_out(endpoint: &Endpoint, wait_ms: u64) -> Box<Failure> {
    let why = "not sent, as the client's own rateLimit delays it by ";
    held_back_for(endpoint, wait_ms, why)
}

/// Another call of the client got a 429, and the gate stays closed longer than this call may wait.
pub(super) fn held_back(endpoint: &Endpoint, closed_ms: u64) -> Box<Failure> {
    let why = "not sent: after a 429, every call of this client waits, for another ";
    held_back_for(endpoint, closed_ms, why)
}

fn held_back_for(endpoint: &Endpoint, wait_ms: u64, why: &str) -> Box<Failure> {
    let retry_after_ms = u32::try_from(wait_ms).unwrap_or(u32::MAX);
    let details = ApiDetails {
        status: 429,
        retry_after_ms: Some(retry_after_ms),
        ..ApiDetails::default()
    };
    let why = [why, &decimal(retry_after_ms.into()), " ms"];
    failure(endpoint, Reason::RateLimit(details), Seen::NothingSent, &concat(&why))
}

/// The id or the name belongs to an app that differs from what was sent.
pub(super) fn conflict(endpoint: &Endpoint, details: ApiDetails) -> Box<Failure> {
    let why = "another app has this id or name, and differs from what was sent";
    Failure::new(Reason::Conflict(details), Applied::No, could_not(endpoint.action, why))
}

/// The id or the name is taken by an app that equals the sent one: another caller's, or the result of a copy of this
/// request.
pub(super) fn perhaps_own(mut conflict: Box<Failure>) -> Box<Failure> {
    let hint =
        "; the existing app equals the sent one, and may come from this call: this runtime can send a request twice";
    conflict.message.push_str(hint);
    conflict.applied = Applied::Unknown;
    conflict
}

/// The server refused a part of a batch, and stored nothing of it.
pub(super) fn batch_refused(endpoint: &Endpoint, failures: Items<'_>, redactor: &Redactor) -> Box<Failure> {
    let mut refused = Vec::new();
    for failure in failures.iter() {
        let text = |name| text(failure.get(name), redactor);
        refused.push(BatchFailure {
            app_id: text("appId"),
            user_id: text("userId"),
            tenant_id: text("tenantId"),
            error_code: text("errorCode"),
            reason: text("reason"),
        });
    }
    let count = count(refused.len());
    let why = [
        "the server stored none of them, as it refused ",
        &count,
        "; `failures` says which, and why",
    ];
    Failure::new(
        Reason::Batch(refused),
        Applied::No,
        could_not(endpoint.action, &concat(&why)),
    )
}

#[inline(never)]
fn text(value: Option<Value<'_>>, redactor: &Redactor) -> Option<String> {
    Some(redactor.redact(value?.as_str()?))
}

/// The driver has a bug.
pub(super) fn out_of_order(endpoint: &Endpoint) -> Box<Failure> {
    let why = "an event came out of order, which is a bug of the driver";
    failure(endpoint, Reason::Connection, Seen::NoAnswer, why)
}

fn failure(endpoint: &Endpoint, reason: Reason, seen: Seen, why: &str) -> Box<Failure> {
    Failure::new(
        reason,
        applied(endpoint.idempotency, seen),
        could_not(endpoint.action, why),
    )
}
