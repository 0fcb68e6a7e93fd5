//! Answers of a server, or of an intermediary that acts as one.

use descope_outbound::model::schema::{Kind, Schema};
use descope_outbound::model::{APP, CreateResponse, Secret, URL_PARAM};
use descope_outbound::protocol::{
    Answer, ApiDetails, Applied, Body, CREATE, Call, Command, Context, Endpoint, Event, Failure, Gate, Idempotency,
    LOAD, LOAD_ALL, Reason, Redactor, ResponseProblem, RetryPolicy, Success,
};
use descope_outbound::value::{self, Document, Nulls, to_json};
use serde_json::Value;

use super::request::has_a_name_twice;
use super::{KEY, SECRET};

/// The request. Its secret has one form in JSON, and another in a URL.
const REQUEST: &str =
    r#"{"id":"a","name":"n","clientSecret":"S-canary","tokenUrlParams":[{"key":"password","value":"/\"canary\""}]}"#;

/// The secrets that no failure may show, in each form.
const CANARIES: &[&str] = &[KEY, SECRET, "/\"canary\"", r#"/\"canary\""#, "%2F%22canary%22"];

/// How long before the date of `Retry-After` the answer arrives. A date in the past would only be known to have passed.
const EARLIER_MS: u64 = 7_000;

/// Checks that any answer ends the call, with an outcome that states what can be known and shows no secret.
pub fn check(input: &[u8]) {
    let (head, body) = super::text(input).split_once('\n').unwrap_or_default();
    let (status, retry_after) = head
        .split_once(' ')
        .map_or((head, None), |(status, after)| (status, Some(after)));
    let answer = Answer {
        status: status.parse().unwrap_or(200),
        retry_after,
        body: &Body::read(body),
    };
    for endpoint in [&CREATE, &LOAD, &LOAD_ALL] {
        match outcome(endpoint, answer) {
            Ok(success) => is_what_was_answered(endpoint, &answer, body, &success),
            Err(failure) => {
                says_what_can_be_known(endpoint, &answer, body, &failure);
                shows_no_secret(&failure);
            }
        }
    }
}

fn outcome(endpoint: &'static Endpoint, answer: Answer<'_>) -> Result<Success, Box<Failure>> {
    let policy = RetryPolicy {
        max_retries: 0,
        max_wait_ms: 60_000,
    };
    let mut call = Call::new(endpoint, Document::parse(REQUEST).unwrap_or_default(), false, policy)?;
    let client = &mut Context {
        server: "https://server.test",
        redactor: &Redactor::new([Secret::from(KEY)]),
        gate: &mut Gate::default(),
        host_resends: false,
        now_ms: now_ms(&answer),
        random: 0,
    };
    assert!(matches!(call.step(Event::Start, client), Command::Send(_)));
    match call.step(Event::Answered(answer), client) {
        Command::Finish(outcome) => outcome,
        command => panic!("without retries it ends here, but: {command:?}"),
    }
}

fn is_what_was_answered(endpoint: &Endpoint, answer: &Answer<'_>, body: &str, success: &Success) {
    assert!(matches!(answer.status, 200..=299));
    let tree = Document::parse(body).expect("a success is JSON");
    // serde_json refuses half a surrogate pair, and keeps one of two members of one name.
    let Ok(body) = serde_json::from_str::<Value>(body) else {
        return;
    };
    if has_a_name_twice(tree.root()) {
        return;
    }
    let expected = without_named_nulls(endpoint, body.clone());
    let read = match success {
        Success::Unchanged => body,
        Success::Nothing => panic!("there is more to say than nothing"),
        Success::Rewritten(answer) => {
            serde_json::from_str(to_json(answer.root(), Nulls::Kept).expose()).expect("what is handed on is JSON")
        }
    };
    assert_eq!(read, expected);
    if endpoint.idempotency == Idempotency::NonIdempotent {
        serde_json::from_value::<CreateResponse>(read).expect("what is handed on has the documented types");
    }
}

/// Returns the answer as the documented types have it: without the fields that they name and that are `null`.
fn without_named_nulls(endpoint: &Endpoint, mut answer: Value) -> Value {
    let drop_nulls = |object: &mut Value, schema: &Schema| {
        if let Value::Object(members) = object {
            members.retain(|name, value| !value.is_null() || schema.find(name).is_none());
        }
    };
    let clean = |app: &mut Value| {
        drop_nulls(app, &APP);
        for list in ["authorizationUrlParams", "tokenUrlParams"] {
            for param in app.get_mut(list).and_then(Value::as_array_mut).into_iter().flatten() {
                drop_nulls(param, &URL_PARAM);
            }
        }
    };
    let name = if endpoint.path == LOAD_ALL.path { "apps" } else { "app" };
    if let Kind::Object(schema) = endpoint.response.kind() {
        drop_nulls(&mut answer, schema);
    }
    match answer.get_mut(name) {
        Some(Value::Array(apps)) => apps.iter_mut().for_each(clean),
        Some(app) => clean(app),
        None => {}
    }
    answer
}

fn says_what_can_be_known(endpoint: &Endpoint, answer: &Answer<'_>, body: &str, failure: &Failure) {
    match (answer.status, &failure.reason) {
        (500, Reason::Conflict(details)) => {
            assert_eq!(
                (endpoint.idempotency, details.error_code.as_deref()),
                (Idempotency::NonIdempotent, Some("E151001"))
            );
            agrees(details, answer);
        }
        (429, Reason::RateLimit(details)) | (400..=428 | 430..=599, Reason::Api(details)) => agrees(details, answer),
        (0 | 300..=399, Reason::Response(ResponseProblem::Redirect))
        | (200..=299, Reason::Response(ResponseProblem::NotJson | ResponseProblem::WrongShape))
        | (_, Reason::Response(ResponseProblem::NotAResponse)) => {}
        (200..=299, Reason::Connection) => {
            assert!(Document::parse(body).is_err(), "what is whole did not break off");
            assert!(body.trim().starts_with(['{', '[']), "it is not the beginning of JSON");
        }
        (status, reason) => panic!("{status} is no {reason:?}"),
    }
    match (endpoint.idempotency, may_have_acted(answer.status, body)) {
        (Idempotency::Safe, _) | (_, Some(false)) => assert_eq!(failure.applied, Applied::No),
        (_, Some(true)) => assert_ne!(failure.applied, Applied::No),
        (_, None) => {}
    }
    if failure.applied == Applied::Yes {
        assert!(matches!(answer.status, 200..=299));
        let body = Document::parse(body).expect("only the API's own JSON says that it worked");
        assert!(matches!(body.root().get("app"), Some(value::Value::Object(_))));
    }
}

/// Returns whether the server may have acted; `None` where two readers may differ about the body.
pub(super) fn may_have_acted(status: u16, body: &str) -> Option<bool> {
    match status {
        500 if Document::parse(body).is_ok() != serde_json::from_str::<Value>(body).is_ok() => None,
        500 => {
            let body = serde_json::from_str(body).unwrap_or(Value::Null);
            Some(body["errorCode"].as_str().is_none_or(str::is_empty))
        }
        400..=499 => Some(matches!(status, 408 | 499)),
        _ => Some(true),
    }
}

fn agrees(details: &ApiDetails, answer: &Answer<'_>) {
    assert_eq!(details.status, answer.status);
    let value = answer.retry_after.map(str::trim).unwrap_or_default();
    let until_date_ms = || u32::try_from(date_ms(value)?.saturating_sub(now_ms(answer))).ok();
    if let Some(expected_ms) = seconds_as_ms(value).or_else(until_date_ms) {
        let expected_ms = Some(expected_ms).filter(|expected_ms| *expected_ms <= LONGEST_RETRY_AFTER_MS);
        assert_eq!(details.retry_after_ms, expected_ms, "{value}");
    }
}

/// A day: longer values are ignored.
pub(super) const LONGEST_RETRY_AFTER_MS: u32 = 24 * 60 * 60 * 1000;

pub(super) fn seconds_as_ms(value: &str) -> Option<u32> {
    let seconds: u64 = value.parse().ok()?;
    Some(u32::try_from(seconds.saturating_mul(1000)).unwrap_or(u32::MAX))
}

/// Parses a date in the one form that senders must use (RFC 9110 §5.6.7), as milliseconds since 1970. Its day of the
/// week is not read, and may be wrong.
fn date_ms(value: &str) -> Option<u64> {
    let has_the_form = value.len() == "Sun, 06 Nov 1994 08:49:37 GMT".len() && value.ends_with(" GMT");
    let date = httpdate::parse_http_date(value).ok().filter(|_| has_the_form)?;
    u64::try_from(date.duration_since(std::time::UNIX_EPOCH).ok()?.as_millis()).ok()
}

/// Returns the time at which the answer arrives.
fn now_ms(answer: &Answer<'_>) -> u64 {
    let date_ms = answer.retry_after.and_then(|value| date_ms(value.trim()));
    date_ms.map_or(0, |date_ms| date_ms.saturating_sub(EARLIER_MS))
}

fn shows_no_secret(failure: &Failure) {
    let mut shown = vec![failure.message.as_str()];
    if let Reason::Api(details) | Reason::RateLimit(details) | Reason::Conflict(details) = &failure.reason {
        let said = [&details.error_code, &details.error_description, &details.error_message];
        shown.extend(said.into_iter().flatten().map(String::as_str));
    }
    for canary in CANARIES {
        assert!(!shown.iter().any(|text| text.contains(canary)), "{failure:?}");
    }
    let message = &failure.message;
    assert!(!message.contains(char::is_control), "{message:?}");
    assert!(message.chars().count() < 1_200, "a message is read by people");
}
