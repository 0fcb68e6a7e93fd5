//! Writes the core's output, as JSON.

use crate::model::Secret;
use crate::protocol::{ApiDetails, BatchFailure, ClientOptions, Details, Failure, Outgoing, Rate, Redactor, Response};
use crate::text::{concat, decimal};
use crate::validate::Issue;
use crate::value::{ArrayWriter, ObjectWriter, Value, string_to_json};

/// Writes the settings of a client that JavaScript needs.
pub(super) fn settings(options: &ClientOptions) -> Secret {
    let mut headers = ObjectWriter::default();
    for (name, value) in options.headers() {
        headers.string(name, value);
    }
    let mut settings = ObjectWriter::default();
    settings.json("headers", headers.finish().expose());
    settings.json("maxResponseBytes", &decimal(options.max_response_bytes().into()));
    settings.json(
        "license",
        if options.rate() == Rate::License {
            "true"
        } else {
            "false"
        },
    );
    settings.finish()
}

/// Writes a request: see [`Next::Send`](super::core::Next). JSON escapes line breaks, and no other part has any.
pub(super) fn request(
    outgoing: &Outgoing,
    response: Option<Response>,
    timeout_ms: u32,
    options: &ClientOptions,
) -> Secret {
    let (timeout_ms, response) = (
        decimal(timeout_ms.into()),
        response.map(|response| decimal(response as u64)),
    );
    let authorization = outgoing.bearer.as_ref().map(|bearer| options.authorization(bearer));
    let app_id = outgoing.app_id.as_deref().map(string_to_json);
    Secret::new(concat(&[
        outgoing.method.as_str(),
        "\n",
        &options.url(&outgoing.path),
        "\n",
        &timeout_ms,
        "\n",
        response.as_deref().unwrap_or_default(),
        "\n",
        exposed(authorization.as_ref()),
        "\n",
        exposed(app_id.as_ref()),
        "\n",
        exposed(outgoing.body.as_ref()),
    ]))
}

fn exposed(secret: Option<&Secret>) -> &str {
    secret.map_or("", Secret::expose)
}

/// Writes a failure. If the connection failed, it includes the host's error, redacted.
pub(super) fn failure(failure: &Failure, thrown: Value<'_>, redactor: &Redactor) -> Secret {
    let mut details = ObjectWriter::default();
    details.string("code", failure.reason.code());
    details.string("applied", failure.applied.as_str());
    details.string("message", &failure.message);
    match failure.reason.details() {
        Details::None => {}
        Details::Issues(found) => details.json("issues", issues(found).expose()),
        Details::Api(api) => describe(api, &mut details),
        Details::Batch(failures) => details.json("failures", batch(failures).expose()),
        Details::TimeoutMs(timeout_ms) => details.json("timeoutMs", &decimal(timeout_ms.into())),
        Details::Cause => details.json("causes", redacted(thrown, redactor).expose()),
    }
    details.finish()
}

fn describe(api: &ApiDetails, details: &mut ObjectWriter) {
    details.json("status", &decimal(api.status.into()));
    for (name, value) in [
        ("errorCode", &api.error_code),
        ("errorDescription", &api.error_description),
        ("errorMessage", &api.error_message),
    ] {
        details.optional(name, value.as_deref());
    }
    if let Some(retry_after_ms) = api.retry_after_ms {
        details.json("retryAfterMs", &decimal(retry_after_ms.into()));
    }
}

fn batch(failures: &[BatchFailure]) -> Secret {
    let mut list = ArrayWriter::default();
    for failure in failures {
        let mut details = ObjectWriter::default();
        for (name, value) in [
            ("appId", &failure.app_id),
            ("userId", &failure.user_id),
            ("tenantId", &failure.tenant_id),
            ("errorCode", &failure.error_code),
            ("reason", &failure.reason),
        ] {
            details.optional(name, value.as_deref());
        }
        list.json(details.finish().expose());
    }
    list.finish()
}

/// Writes all issues.
pub(super) fn issues(found: &[Issue]) -> Secret {
    let mut list = ArrayWriter::default();
    for issue in found {
        let mut details = ObjectWriter::default();
        details.string("path", &issue.path);
        details.string("code", issue.code.as_str());
        details.string("severity", issue.severity.as_str());
        details.string("message", &issue.message);
        list.json(details.finish().expose());
    }
    list.finish()
}

/// Redacts every text of a thrown error: the name, the message and the code, and those of its causes.
fn redacted(thrown: Value<'_>, redactor: &Redactor) -> Secret {
    let mut errors = ArrayWriter::default();
    for error in thrown.items().iter() {
        let mut texts = ArrayWriter::default();
        for text in error.items().iter() {
            texts.string(&redactor.redact(characters(text)));
        }
        errors.json(texts.finish().expose());
    }
    errors.finish()
}

/// Writes the host's description of an error and its causes, with advice, as one line.
pub(super) fn in_a_line(thrown: Value<'_>) -> Secret {
    let mut line = Secret::default();
    for error in thrown.items().iter() {
        if !line.expose().is_empty() {
            line.push_str(": ");
        }
        line.push_str(text_at(error, MESSAGE));
        line.push_str(text_at(error, HELP));
    }
    line
}

/// The indices of the message and the advice in an error's description; see `describeErrors` in `pkg/client/host.js`.
const MESSAGE: usize = 1;
const HELP: usize = 3;

#[inline(never)]
fn text_at(error: Value<'_>, index: usize) -> &str {
    error.items().iter().nth(index).map_or("", characters)
}

/// Returns a thrown text, which may be cut within a character.
fn characters(value: Value<'_>) -> &str {
    match value {
        Value::String(text) => text.lossy(),
        _ => "",
    }
}
