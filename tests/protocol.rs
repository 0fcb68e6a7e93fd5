//! One call from the driver's view: its events and its commands.

#![allow(missing_docs, reason = "a test's name says it")]
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::arithmetic_side_effects,
    reason = "a test fails by panicking"
)]
#![cfg(not(target_arch = "wasm32"))]

use descope_outbound::model::Secret;
use descope_outbound::protocol::{
    Answer, Applied, Body, CREATE, Call, Command, Context, Event, Failure, Gate, Outgoing, Reason, Redactor,
    ResponseProblem, RetryPolicy, Success, TransportError,
};
use descope_outbound::value::Document;

const APP: &str = r#"{"name":"n","clientId":"c","clientSecret":"S-canary"}"#;

const ONCE: RetryPolicy = RetryPolicy {
    max_retries: 0,
    max_wait_ms: 60_000,
};

fn create(body: &str, validate: bool) -> Result<Call, Box<Failure>> {
    Call::new(&CREATE, Document::parse(body).unwrap(), validate, ONCE)
}

/// Steps a client's only call, with the clock stopped.
fn step(call: &mut Call, event: Event<'_>) -> Command {
    let redactor = Redactor::new([Secret::from("K-canary")]);
    let gate = &mut Gate::default();
    call.step(
        event,
        &mut Context {
            server: "https://server.test",
            redactor: &redactor,
            gate,
            host_resends: false,
            now_ms: 0,
            random: 0,
        },
    )
}

/// Returns a create that is in flight, without retries.
fn sending() -> Call {
    let mut call = create(APP, true).unwrap();
    assert!(matches!(
        step(&mut call, Event::Start),
        Command::Send(Outgoing { body: Some(_), .. })
    ));
    call
}

/// Returns the result of a create after this event.
fn outcome(event: Event<'_>) -> Result<Success, Box<Failure>> {
    match step(&mut sending(), event) {
        Command::Finish(result) => result,
        command => panic!("{command:?}"),
    }
}

fn answered(status: u16, body: &str) -> Result<Success, Box<Failure>> {
    outcome(Event::Answered(Answer {
        status,
        retry_after: None,
        body: &Body::read(body),
    }))
}

fn failure(result: Result<Success, Box<Failure>>) -> Failure {
    *result.unwrap_err()
}

#[test]
fn a_create_is_sent_once_and_its_answer_is_handed_on_as_it_came() {
    let body = r#"{"app":{"id":"1","name":"n","templateId":"custom","new":{"a":null}},"more":[null]}"#;
    assert_eq!(answered(200, body), Ok(Success::Unchanged));
    assert_eq!(answered(201, r#"{"app":{"name":"n"}}"#), Ok(Success::Unchanged));
}

#[test]
fn null_is_absent_in_what_the_documents_name_and_survives_in_what_they_do_not() {
    let body = r#"{"app":{"id":"1","logo":null,"new":null,"tokenUrlParams":[{"key":"k","value":null}],"size":12345678901234567890}}"#;
    let expected = r#"{"app":{"id":"1","new":null,"tokenUrlParams":[{"key":"k"}],"size":12345678901234567890}}"#;
    assert_eq!(
        answered(200, body),
        Ok(Success::Rewritten(Document::parse(expected).unwrap()))
    );
}

#[test]
fn a_success_that_cannot_be_used_is_the_servers_word_only_if_it_holds_an_app() {
    use Applied::{Unknown, Yes};
    use ResponseProblem::{NotJson, WrongShape};
    for (body, problem, applied, message) in [
        ("", NotJson, Unknown, "its body is empty; is the base URL right?"),
        (
            "<html>",
            NotJson,
            Unknown,
            "its body is not the API's JSON; is the base URL right?",
        ),
        ("null", WrongShape, Unknown, "it should be an object and is null"),
        ("{}", WrongShape, Unknown, "it does not name the app that was sent"),
        (
            r#"{"app":null}"#,
            WrongShape,
            Unknown,
            "it does not name the app that was sent",
        ),
        (
            r#"{"app":{"id":"","name":null,"prompt":[]}}"#,
            WrongShape,
            Unknown,
            "it does not name the app that was sent",
        ),
        (
            r#"{"app":[]}"#,
            WrongShape,
            Unknown,
            "app should be an object and is an array",
        ),
        (
            r#"{"app":{"pkce":"true"}}"#,
            WrongShape,
            Yes,
            "app.pkce should be a boolean and is a string",
        ),
        (
            r#"{"app":{"defaultScopes":["a",null]}}"#,
            WrongShape,
            Yes,
            "app.defaultScopes[1] should be a string and is null",
        ),
        (
            r#"{"app":{"tokenUrlParams":[{"key":1}]}}"#,
            WrongShape,
            Yes,
            "app.tokenUrlParams[0].key should be a string and is a number",
        ),
    ] {
        let failure = failure(answered(200, body));
        assert_eq!(failure.reason, Reason::Response(problem), "{body}");
        assert_eq!(failure.applied, applied, "{body}");
        let expected = format!("Could not create the app: the server answered 200, but {message}");
        assert_eq!(failure.message, expected);
    }
}

#[test]
fn an_error_of_the_api_is_told_in_its_own_words() {
    let failure = failure(answered(
        400,
        r#"{"errorCode":"E011003","errorDescription":"Request is invalid","errorMessage":"The name field is required"}"#,
    ));
    assert_eq!(
        failure.message,
        "Could not create the app: the server answered 400 E011003: Request is invalid: The name field is required"
    );
    assert_eq!(failure.applied, Applied::No);
    let Reason::Api(details) = failure.reason else {
        panic!("{:?}", failure.reason)
    };
    assert_eq!((details.status, details.error_code.as_deref()), (400, Some("E011003")));
    assert_eq!(details.error_description.as_deref(), Some("Request is invalid"));
    assert_eq!(details.error_message.as_deref(), Some("The name field is required"));
}

#[test]
fn of_an_error_from_a_proxy_the_status_is_all_that_is_known() {
    for body in ["", "<html>502</html>", "[]", r#"{"error":"x"}"#, r#"{"errorCode":502}"#] {
        let failure = failure(answered(502, body));
        assert_eq!(failure.message, "Could not create the app: the server answered 502");
        assert_eq!(failure.applied, Applied::Unknown);
    }
}

#[test]
fn the_code_for_taken_counts_with_the_status_that_the_server_gives_it() {
    assert!(matches!(
        failure(answered(400, r#"{"errorCode":"E151001"}"#)).reason,
        Reason::Api(_)
    ));
}

#[test]
fn an_empty_code_is_not_the_apis_word() {
    assert_eq!(failure(answered(500, r#"{"errorCode":""}"#)).applied, Applied::Unknown);
    assert_eq!(failure(answered(500, r#"{"errorCode":"E1"}"#)).applied, Applied::No);
}

#[test]
fn what_answers_and_failures_hold_is_not_in_their_debug_output() {
    let answer = Answer {
        status: 0,
        retry_after: None,
        body: &Body::read(r#"{"app":{"clientSecret":"S-canary"}}"#),
    };
    assert_eq!(
        format!("{:?}", Event::Answered(answer)),
        "Answered(Answer { status: 0, .. })"
    );
}

#[test]
fn a_taken_id_or_name_is_a_conflict() {
    let body = r#"{"errorCode":"E151001","errorDescription":"Failed to create OAuth application","errorMessage":"Failed to persist oauth app"}"#;
    let failure = failure(answered(500, body));
    assert!(matches!(failure.reason, Reason::Conflict(ref details) if details.status == 500));
    assert_eq!(failure.applied, Applied::No);
    assert!(
        failure.message.ends_with("(the id or the name is taken)"),
        "{}",
        failure.message
    );
}

#[test]
fn too_many_requests_are_told_with_the_wait_that_the_server_wants() {
    for (retry_after, expected) in [
        (Some("7"), Some(7_000)),
        (Some(" 0 "), Some(0)),
        (Some("1.5"), Some(2_000)),
        (Some("99999999999"), None),
        (Some("-1"), None),
        (Some("soon"), None),
        (None, None),
    ] {
        let failure = failure(outcome(Event::Answered(Answer {
            status: 429,
            retry_after,
            body: &Body::read(r#"{"errorCode":"E130429"}"#),
        })));
        let Reason::RateLimit(details) = failure.reason else {
            panic!("{:?}", failure.reason)
        };
        assert_eq!(details.retry_after_ms, expected, "{retry_after:?}");
        assert_eq!(failure.applied, Applied::No);
    }
}

#[test]
fn a_redirect_is_not_followed() {
    for status in [0, 301, 302, 303, 307, 308] {
        let failure = failure(answered(status, ""));
        assert_eq!(failure.reason, Reason::Response(ResponseProblem::Redirect), "{status}");
        assert_eq!(failure.applied, Applied::Unknown);
    }
}

#[test]
fn a_lost_answer_leaves_the_outcome_of_a_create_ambiguous() {
    for (loss, reason, message) in [
        (
            TransportError::Unreachable("ECONNRESET"),
            Reason::Connection,
            "Could not create the app: the connection to https://server.test failed: ECONNRESET",
        ),
        (
            TransportError::TimedOut { timeout_ms: 50 },
            Reason::Timeout { timeout_ms: 50 },
            "Could not create the app: no answer from https://server.test within 50 ms",
        ),
        (
            TransportError::NotAResponse("undefined"),
            Reason::Response(ResponseProblem::NotAResponse),
            "Could not create the app: fetch gave undefined",
        ),
    ] {
        let failure = failure(outcome(Event::TransportFailed(loss)));
        assert_eq!((failure.reason, failure.message.as_str()), (reason, message));
        assert_eq!(failure.applied, Applied::Unknown);
    }
}

#[test]
fn of_an_answer_whose_body_is_lost_an_error_status_says_enough() {
    for (status, applied) in [
        (401, Applied::No),
        (429, Applied::No),
        (499, Applied::Unknown),
        (502, Applied::Unknown),
    ] {
        let head = Answer {
            status,
            retry_after: Some("7"),
            body: &Body::Blank,
        };
        for loss in [
            TransportError::TooLarge { head, max_bytes: 10 },
            TransportError::Broken {
                head,
                host_says: "reset",
            },
        ] {
            let failure = failure(outcome(Event::TransportFailed(loss)));
            let (Reason::Api(details) | Reason::RateLimit(details)) = failure.reason else {
                panic!("{:?}", failure.reason)
            };
            assert_eq!((details.status, details.retry_after_ms), (status, Some(7_000)));
            assert_eq!(failure.applied, applied, "{status}");
        }
    }
}

#[test]
fn a_success_whose_body_is_lost_may_be_anybodys() {
    let head = Answer {
        status: 200,
        retry_after: None,
        body: &Body::Blank,
    };
    let large = failure(outcome(Event::TransportFailed(TransportError::TooLarge {
        head,
        max_bytes: 10,
    })));
    assert_eq!(large.reason, Reason::Response(ResponseProblem::TooLarge));
    let broken = failure(outcome(Event::TransportFailed(TransportError::Broken {
        head,
        host_says: "reset",
    })));
    assert_eq!(broken.reason, Reason::Connection);
    assert_eq!((large.applied, broken.applied), (Applied::Unknown, Applied::Unknown));
}

#[test]
fn a_request_with_errors_is_no_call() {
    let body = r#"{"nam":"n","tokenUrl":"x"}"#;
    let failure = *create(body, true).unwrap_err();
    assert_eq!(
        failure.message,
        "Could not create the app: nothing was sent, as the request has errors\
         \n  nam: there is no field \"nam\"; did you mean \"name\"?\
         \n  tokenUrl: must be an absolute URL that begins with https:// or http:// (RFC 6749 §3.1, §3.2)\
         \n  name: is required"
    );
    assert_eq!(failure.applied, Applied::No);
    assert!(matches!(failure.reason, Reason::Validation(issues) if issues.len() == 3));
}

#[test]
fn a_request_with_many_errors_names_the_first_and_counts_the_rest() {
    let body = format!(r#"{{"name":"n","defaultScopes":[{}1]}}"#, "1,".repeat(999));
    let failure = *create(&body, true).unwrap_err();
    assert_eq!(failure.message.lines().count(), 22);
    assert!(failure.message.ends_with("and 980 more"), "{}", failure.message);
    assert!(matches!(failure.reason, Reason::Validation(issues) if issues.len() == 1000));
}

#[test]
fn warnings_do_not_hold_a_request_back() {
    assert!(create(r#"{"name":"n","clientId":"c"}"#, true).is_ok());
}

#[test]
fn an_unchecked_request_is_sent_as_it_is() {
    assert!(create("{}", false).is_ok());
}

#[test]
fn an_event_out_of_order_ends_the_call_and_nothing_worse() {
    let mut call = sending();
    for event in [
        Event::Start,
        Event::TransportFailed(TransportError::NotAResponse("null")),
    ] {
        assert!(matches!(step(&mut call, event), Command::Finish(Err(_))));
    }
}

#[test]
fn a_conflict_is_one_whatever_the_secret_is() {
    let body = r#"{"name":"n","clientId":"c","clientSecret":"E151001"}"#;
    let mut call = create(body, true).unwrap();
    step(&mut call, Event::Start);
    let answer = Answer {
        status: 500,
        retry_after: None,
        body: &Body::read(r#"{"errorCode":"E151001","errorMessage":"about E151001"}"#),
    };
    let Command::Finish(Err(failure)) = step(&mut call, Event::Answered(answer)) else {
        panic!("not failed")
    };
    assert!(matches!(failure.reason, Reason::Conflict(_)), "{failure:?}");
    assert!(
        failure.message.contains("500 E151001: about [redacted]"),
        "{}",
        failure.message
    );
}

#[test]
fn what_only_looks_like_a_code_is_searched_for_secrets() {
    for secret in ["E12345", "E1234567", "Ecanary", "X151001"] {
        let mut call = create(&format!(r#"{{"name":"n","clientSecret":"{secret}"}}"#), true).unwrap();
        step(&mut call, Event::Start);
        let answer = Answer {
            status: 400,
            retry_after: None,
            body: &Body::read(&format!(r#"{{"errorCode":"{secret}"}}"#)),
        };
        let Command::Finish(Err(failure)) = step(&mut call, Event::Answered(answer)) else {
            panic!("not failed")
        };
        assert_eq!(
            failure.message,
            "Could not create the app: the server answered 400 [redacted]"
        );
    }
}

#[test]
fn a_hint_says_what_to_do_where_that_is_known() {
    for (status, body, told) in [
        (
            401,
            "",
            "401 (does the management key belong to this project, and is it still valid?)",
        ),
        (404, "", "404 (is the base URL right?)"),
        (404, r#"{"errorCode":"E011003"}"#, "404 E011003"),
        (403, "", "403"),
    ] {
        assert_eq!(
            failure(answered(status, body)).message,
            format!("Could not create the app: the server answered {told}")
        );
    }
}

#[test]
fn a_servers_words_are_cut() {
    let words = "w".repeat(5_000);
    let failure = failure(answered(400, &format!(r#"{{"errorMessage":"{words}"}}"#)));
    assert_eq!(
        failure.message,
        format!("Could not create the app: the server answered 400 {}", &words[..300])
    );
    assert!(
        matches!(failure.reason, Reason::Api(details) if details.error_message.as_deref() == Some(&words[..2_000]))
    );
}

#[test]
fn a_servers_words_stay_on_their_line() {
    let failure = failure(answered(400, r#"{"errorMessage":"\u001b[31mred\nINFO all is well"}"#));
    assert_eq!(
        failure.message,
        "Could not create the app: the server answered 400  [31mred INFO all is well"
    );
}

#[test]
fn no_failure_holds_a_secret() {
    let echo = r#"{"errorCode":"K-canary","errorDescription":"S-canary","errorMessage":"Bearer p:K-canary S-canary"}"#;
    for event in [
        Event::Answered(Answer {
            status: 400,
            retry_after: Some("K-canary"),
            body: &Body::read(echo),
        }),
        Event::Answered(Answer {
            status: 500,
            retry_after: None,
            body: &Body::Other,
        }),
        Event::Answered(Answer {
            status: 200,
            retry_after: None,
            body: &Body::read(r#"{"app":{"clientSecret":["S-canary"]}}"#),
        }),
        Event::TransportFailed(TransportError::Unreachable("fetch failed with K-canary and S-canary")),
    ] {
        let failure = outcome(event).unwrap_err();
        assert!(!format!("{failure:?}").contains("canary"), "{failure:?}");
    }
    assert!(!format!("{:?}", sending()).contains("canary"));
}
