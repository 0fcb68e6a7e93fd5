//! Interprets answers: as a success, or as a failure with its reason.

use alloc::boxed::Box;
use alloc::string::String;

use crate::model::schema::Kind;
use crate::text::{beginning, concat, count, decimal, owned, push};
use crate::value::{Builder, Text, Value};

use super::answer::{Answer, Body, Success};
use super::applied::{Seen, applied};
use super::compare::{answered_app, is_empty};
use super::endpoint::{Endpoint, Idempotency};
use super::failure::{ApiDetails, Failure, Reason, ResponseProblem, could_not};
use super::redact::Redactor;
use super::report;
use super::request::Request;
use super::response::Response;
use super::retry::retry_after_ms;

/// The API's error code for a create whose id or name is taken \[field\].
const TAKEN: &str = "E151001";

/// A message quotes at most this many characters of each text from the server.
const LONGEST_QUOTE: usize = 300;

/// The API's error code for a fetch of a token that does not exist \[node\].
const NO_TOKEN: &str = "E111504";

/// Returns the success that the answer is, or its failure.
pub(super) fn interpret(
    request: &Request,
    answer: &Answer<'_>,
    redactor: &Redactor,
    now_ms: u64,
) -> Result<Success, Box<Failure>> {
    let endpoint = request.endpoint;
    match answer.status {
        200..=299 => read_success(request, answer, redactor),
        400..=599 => Err(api_failure(request, answer, redactor, now_ms)),
        0 | 300..=399 => Err(redirect(endpoint, answer.status)),
        _ => Err(Failure::new(
            Reason::Response(ResponseProblem::NotAResponse),
            applied(endpoint.idempotency, Seen::NoAnswer),
            could_not(endpoint.action, "the answer's status is not an HTTP status"),
        )),
    }
}

/// Reads the body of a success.
fn read_success(request: &Request, answer: &Answer<'_>, redactor: &Redactor) -> Result<Success, Box<Failure>> {
    let endpoint = request.endpoint;
    let not_json = |why| {
        let why = concat(&[why, "; is the base URL right?"]);
        Err(unusable(endpoint, answer.status, ResponseProblem::NotJson, false, &why))
    };
    match answer.body {
        Body::Json(document) => read_json(request, answer.status, document.root(), redactor),
        Body::Checked => Ok(Success::Unchanged),
        Body::Blank if endpoint.response == Response::Undocumented => Ok(Success::Nothing),
        Body::Blank => not_json("its body is empty"),
        Body::CutShort => not_json("its body is JSON that breaks off"),
        Body::Other => not_json("its body is not the API's JSON"),
    }
}

fn read_json(request: &Request, status: u16, value: Value<'_>, redactor: &Redactor) -> Result<Success, Box<Failure>> {
    let endpoint = request.endpoint;
    let response = endpoint.response;
    let wrong = |from_api, why: &str| unusable(endpoint, status, ResponseProblem::WrongShape, from_api, why);
    let names_the_app = response == Response::App && answered_app(value, request.app_id.as_deref()).is_some();
    let is_as_documented = fits(value, response.kind()).map_err(|misfit| {
        let from_api = names_the_app || has_a_field_of(value, endpoint);
        wrong(from_api, &misfit.message())
    })?;
    match response {
        Response::App if !names_the_app && endpoint.answers_with_changed_app() => {
            Err(wrong(false, "it does not name the app that was sent"))
        }
        Response::App if !names_the_app && answered_app(value, None).is_some() => Err(other_app(endpoint, status)),
        Response::Url if value.get("url").is_none_or(is_empty) => Err(wrong(false, "it has no url")),
        Response::Failures => match value.get("failures") {
            Some(Value::Array(failures)) if !failures.is_empty() => {
                Err(report::batch_refused(endpoint, failures, redactor))
            }
            _ => Ok(as_documented(value, endpoint, is_as_documented)),
        },
        Response::Token if !has_access_token(value) => Err(report::token_without_access_token(endpoint, status)),
        Response::Nothing | Response::Undocumented => Ok(Success::Nothing),
        _ => Ok(as_documented(value, endpoint, is_as_documented)),
    }
}

fn as_documented(value: Value<'_>, endpoint: &Endpoint, is_already: bool) -> Success {
    if is_already {
        return Success::Unchanged;
    }
    let mut document = Builder::default();
    rewrite(value, endpoint.response.kind(), &mut document);
    Success::Rewritten(document.finish())
}

fn other_app(endpoint: &Endpoint, status: u16) -> Box<Failure> {
    let why = "its app has another id than the one that was asked for; is the base URL right?";
    unusable(endpoint, status, ResponseProblem::WrongShape, false, why)
}

fn has_access_token(answer: Value<'_>) -> bool {
    let token = answer.get("token").and_then(|token| token.get("accessToken"));
    matches!(token, Some(Value::String(text)) if !text.lossy().is_empty())
}

/// Returns an app that a look-up found as the response that its create would have had; `None` if its shape is wrong.
pub(super) fn as_response(app: Value<'_>, endpoint: &Endpoint) -> Option<Success> {
    let Kind::Object(schema) = endpoint.response.kind() else {
        return None;
    };
    let (_, field) = schema.find("app")?;
    fits(app, &field.kind).ok()?;
    let mut response = Builder::default();
    response.object(|response| {
        response.string(field.name);
        rewrite(app, &field.kind, response);
    });
    Some(Success::Rewritten(response.finish()))
}

fn unusable(endpoint: &Endpoint, status: u16, problem: ResponseProblem, from_api: bool, why: &str) -> Box<Failure> {
    let message = concat(&["the server answered ", &decimal(status.into()), ", but ", why]);
    Failure::new(
        Reason::Response(problem),
        applied(endpoint.idempotency, Seen::UnusableSuccess { from_api }),
        could_not(endpoint.action, &message),
    )
}

/// Whether an answer has an object where the endpoint's response has one, as only the API would send. For a change of
/// an app that is no proof: the answer has to name the app.
fn has_a_field_of(value: Value<'_>, endpoint: &Endpoint) -> bool {
    let (Kind::Object(schema), false) = (endpoint.response.kind(), endpoint.answers_with_changed_app()) else {
        return false;
    };
    let mut fields = schema.fields.iter();
    fields.any(|field| matches!(value.get(field.name), Some(Value::Object(_))))
}

/// The first place where a response differs from the field table.
struct Misfit {
    path: String,
    expected: &'static str,
    found: &'static str,
}

impl Misfit {
    fn message(&self) -> String {
        let place = if self.path.is_empty() { "it" } else { &self.path };
        concat(&[place, " should be ", self.expected, " and is ", self.found])
    }

    fn within(mut self, parent: &str) -> Self {
        let separator = if self.path.is_empty() || self.path.starts_with('[') {
            ""
        } else {
            "."
        };
        self.path = concat(&[parent, separator, &self.path]);
        self
    }
}

/// Checks a response against the field table. Returns whether it conforms exactly: it may also have `null` for absent
/// fields \[node\], or an int64 as a string, as in protobuf's JSON, and then has to be rewritten. Fields that the table
/// does not name are kept.
fn fits(value: Value<'_>, kind: &'static Kind) -> Result<bool, Misfit> {
    match (kind, value) {
        (Kind::Text | Kind::Secret, Value::String(_))
        | (Kind::Bool, Value::Bool(_))
        | (Kind::Integer, Value::Number(_))
        | (Kind::Any, _) => Ok(true),
        (Kind::Integer, Value::String(text)) if digits_of(text).is_some() => Ok(false),
        (Kind::List(item), Value::Array(items)) => {
            let mut is_as_documented = true;
            for (index, value) in items.iter().enumerate() {
                is_as_documented &=
                    fits(value, item).map_err(|misfit| misfit.within(&concat(&["[", &count(index), "]"])))?;
            }
            Ok(is_as_documented)
        }
        (Kind::Object(schema), Value::Object(members)) => {
            let mut is_as_documented = true;
            for (name, value) in members.iter() {
                if let Some((_, field)) = schema.find(name.lossy()) {
                    is_as_documented &=
                        value != Value::Null && fits(value, &field.kind).map_err(|misfit| misfit.within(field.name))?;
                }
            }
            Ok(is_as_documented)
        }
        (kind, value) => Err(Misfit {
            path: String::new(),
            expected: kind.expected(),
            found: value.kind(),
        }),
    }
}

/// Appends a response that fits, rewritten to conform exactly.
fn rewrite(value: Value<'_>, kind: &'static Kind, out: &mut Builder) {
    match (kind, value) {
        (Kind::Integer, Value::String(text)) => out.number(digits_of(text).unwrap_or("0")),
        (Kind::List(item), Value::Array(items)) => out.array(|out| {
            for value in items.iter() {
                rewrite(value, item, out);
            }
        }),
        (Kind::Object(schema), Value::Object(members)) => out.object(|out| {
            for (name, value) in members.iter() {
                match schema.find(name.lossy()) {
                    None => out.member(name, value),
                    Some(_) if value == Value::Null => {}
                    Some((_, field)) => {
                        out.text(name);
                        rewrite(value, &field.kind, out);
                    }
                }
            }
        }),
        _ => out.value(value),
    }
}

/// Returns the string if it is a whole number.
fn digits_of(text: Text<'_>) -> Option<&str> {
    text.well_formed().filter(|digits| is_whole(digits))
}

/// Whether this is a whole number that JavaScript represents exactly.
fn is_whole(text: &str) -> bool {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let is_canonical = digits == "0" || !digits.starts_with('0');
    is_canonical && (1..=15).contains(&digits.len()) && digits.bytes().all(|digit| digit.is_ascii_digit())
}

fn api_failure(request: &Request, answer: &Answer<'_>, redactor: &Redactor, now_ms: u64) -> Box<Failure> {
    let endpoint = request.endpoint;
    let details = read_error(answer, redactor, now_ms);
    let seen = Seen::Status {
        status: answer.status,
        from_api: details.error_code.is_some(),
    };
    let meaning = Meaning::of(endpoint, &details);
    let message = could_not(endpoint.action, &describe(&details, hint(&details, meaning, request)));
    let reason = match meaning {
        Meaning::RateLimit => Reason::RateLimit(details),
        Meaning::Taken => Reason::Conflict(details),
        Meaning::NotConnected => Reason::NotConnected(details),
        Meaning::Other => Reason::Api(details),
    };
    Failure::new(reason, applied(endpoint.idempotency, seen), message)
}

/// The known meanings of the API's errors.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Meaning {
    RateLimit,
    /// The id or the name is taken.
    Taken,
    /// There is no such token.
    NotConnected,
    Other,
}

impl Meaning {
    fn of(endpoint: &Endpoint, details: &ApiDetails) -> Self {
        let code = details.error_code.as_deref();
        let fetches_token = endpoint.response == Response::Token;
        match details.status {
            429 => Meaning::RateLimit,
            500 if endpoint.idempotency == Idempotency::NonIdempotent && code == Some(TAKEN) => Meaning::Taken,
            // A refused authorization does not tell whether the token exists.
            401 | 403 => Meaning::Other,
            400..=499 if fetches_token && code == Some(NO_TOKEN) => Meaning::NotConnected,
            404 if fetches_token && code.is_none() => Meaning::NotConnected,
            _ => Meaning::Other,
        }
    }
}

/// Reads an error's body. If a proxy wrote it, only the status is known.
fn read_error(answer: &Answer<'_>, redactor: &Redactor, now_ms: u64) -> ApiDetails {
    let body = answer.body.value();
    ApiDetails {
        status: answer.status,
        error_code: said(body.get("errorCode"), redactor),
        error_description: said(body.get("errorDescription"), redactor),
        error_message: said(body.get("errorMessage"), redactor),
        retry_after_ms: answer.retry_after.and_then(|value| retry_after_ms(value, now_ms)),
    }
}

/// Returns the text of a field of the server's error, redacted, if it has one.
#[inline(never)]
fn said(value: Option<Value<'_>>, redactor: &Redactor) -> Option<String> {
    match value {
        Some(Value::String(text)) if text.lossy().is_empty() => None,
        Some(Value::String(text)) if is_code(text.lossy()) => Some(owned(text.lossy())),
        Some(Value::String(text)) => Some(redactor.redact(text.lossy())),
        _ => None,
    }
}

/// Whether this is a code of the API, such as `E011003`. Codes are not redacted: the outcome of a call must not depend
/// on a secret that happens to be part of one.
fn is_code(text: &str) -> bool {
    let digits = text.strip_prefix('E').unwrap_or_default();
    digits.len() == 6 && digits.bytes().all(|digit| digit.is_ascii_digit())
}

fn describe(details: &ApiDetails, hint: &str) -> String {
    let mut said = concat(&["the server answered ", &decimal(details.status.into())]);
    let mut separator = " ";
    for part in [&details.error_code, &details.error_description, &details.error_message]
        .into_iter()
        .flatten()
    {
        said.push_str(separator);
        for character in beginning(part, LONGEST_QUOTE).chars() {
            push(&mut said, printable(character));
        }
        separator = ": ";
    }
    said.push_str(hint);
    said
}

/// Replaces control characters: the server's text must not control a terminal, or begin a line of a log.
fn printable(character: char) -> char {
    if character.is_control() { ' ' } else { character }
}

/// Returns advice for the caller, or an empty string.
fn hint(details: &ApiDetails, meaning: Meaning, request: &Request) -> &'static str {
    let has_own_bearer = request.bearer.is_some();
    match (meaning, details.status) {
        (Meaning::Taken, _) => " (the id or the name is taken)",
        (Meaning::NotConnected, _) => report::NOT_CONNECTED,
        (_, 401) if has_own_bearer => " (does the token belong to this project, and is it still valid?)",
        (_, 401) => " (does the management key belong to this project, and is it still valid?)",
        (_, 403) if has_own_bearer => " (does a policy allow it, and has the token the scope that it needs?)",
        (_, 404) if details.error_code.is_none() => " (is the base URL right?)",
        (_, 407) => " (a proxy requires its own user name and password)",
        _ => "",
    }
}

fn redirect(endpoint: &Endpoint, status: u16) -> Box<Failure> {
    Failure::new(
        Reason::Response(ResponseProblem::Redirect),
        applied(
            endpoint.idempotency,
            Seen::Status {
                status,
                from_api: false,
            },
        ),
        could_not(
            endpoint.action,
            "the server answered with a redirect, which is not followed, as that would send the key along; is the base URL right?",
        ),
    )
}
