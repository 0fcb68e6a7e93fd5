//! Authorization of calls, and the answer to a token call when there is no token.

#![allow(missing_docs, reason = "a test's name says it")]
#![cfg(not(target_arch = "wasm32"))]
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

use descope_outbound::model::Secret;
use descope_outbound::protocol::{
    Answer, Applied, Body, CONNECT, CREATE, Call, CallOptions, ClientOptions, Command, Context, DELETE_USER_TOKENS,
    Endpoint, Environment, Event, FETCH_TENANT_TOKEN, FETCH_USER_TOKEN, Failure, Gate, LIST_APPS_WITH_USER_TOKEN, LOAD,
    LOAD_ALL, Outgoing, ParamLocation, Reason, Redactor, RetryPolicy, Success, UPDATE,
};
use descope_outbound::value::Document;

const ONCE: RetryPolicy = RetryPolicy::NEVER;
const USER: &str = r#"{"appId":"a","userId":"u"}"#;
const TENANT: &str = r#"{"appId":"a","tenantId":"t"}"#;

fn step(call: &mut Call, event: Event<'_>) -> Command {
    call.step(
        event,
        &mut Context {
            server: "https://server.test",
            redactor: &Redactor::default(),
            gate: &mut Gate::default(),
            host_resends: false,
            now_ms: 0,
            random: 0,
        },
    )
}

fn open(endpoint: &'static Endpoint, request: &str, access_token: Option<&str>) -> Result<Call, Box<Failure>> {
    Call::with_access_token(
        endpoint,
        Document::parse(request).unwrap(),
        true,
        ONCE,
        access_token.map(Secret::from),
    )
}

fn sent(call: &mut Call) -> Outgoing {
    match step(call, Event::Start) {
        Command::Send(outgoing) => outgoing,
        command => panic!("{command:?}"),
    }
}

fn answered(endpoint: &'static Endpoint, request: &str, status: u16, body: &str) -> Result<Success, Box<Failure>> {
    let mut call = open(endpoint, request, None).unwrap();
    sent(&mut call);
    let answer = Answer {
        status,
        retry_after: None,
        body: &Body::read(body),
    };
    match step(&mut call, Event::Answered(answer)) {
        Command::Finish(result) => result,
        command => panic!("{command:?}"),
    }
}

#[test]
fn a_token_fetch_and_connect_take_an_access_token_and_keep_it_out_of_the_body() {
    for (endpoint, request) in [
        (&FETCH_USER_TOKEN, USER),
        (
            &FETCH_USER_TOKEN,
            r#"{"appId":"a","userId":"u","scopes":["s"],"externalIdentifier":"e"}"#,
        ),
        (&FETCH_TENANT_TOKEN, TENANT),
    ] {
        let outgoing = sent(&mut open(endpoint, request, Some("at")).unwrap());
        assert_eq!(
            (outgoing.bearer, outgoing.body),
            (Some(Secret::from("at")), Some(Secret::from(request)))
        );
        assert_eq!(sent(&mut open(endpoint, request, None).unwrap()).bearer, None);
    }
    let outgoing = sent(&mut open(&CONNECT, r#"{"appId":"a","refreshJwt":"jwt"}"#, Some("at")).unwrap());
    assert_eq!(outgoing.bearer, Some(Secret::from("at")));
    assert_eq!(outgoing.body, Some(Secret::from(r#"{"appId":"a"}"#)));
}

#[test]
fn other_calls_take_no_access_token() {
    for (endpoint, request) in [
        (&CREATE, r#"{"name":"n"}"#),
        (&UPDATE, r#"{"id":"a","name":"n"}"#),
        (&LOAD_ALL, "{}"),
        (&LIST_APPS_WITH_USER_TOKEN, r#"{"userId":"u"}"#),
    ] {
        let failure = open(endpoint, request, Some("at")).unwrap_err();
        assert_eq!((failure.reason, failure.applied), (Reason::Config, Applied::No));
        assert!(failure.message.contains("accessToken"), "{}", failure.message);
    }
}

#[test]
fn connect_needs_a_bearer_of_the_users() {
    for request in [r#"{"appId":"a"}"#, r#"{"appId":"a","refreshJwt":null}"#] {
        let Reason::Validation(issues) = open(&CONNECT, request, None).unwrap_err().reason else {
            panic!("{request}")
        };
        let found: Vec<_> = issues
            .iter()
            .map(|issue| (issue.path.as_str(), issue.code.as_str()))
            .collect();
        assert_eq!(found, [("refreshJwt", "missing")], "{request}");
    }
}

#[test]
fn connect_goes_where_tenants_are_connected_if_it_names_one() {
    for (request, path) in [
        (r#"{"appId":"a"}"#, "/v1/mgmt/outbound/app/connect"),
        (r#"{"appId":"a","tenantId":null}"#, "/v1/mgmt/outbound/app/connect"),
        (r#"{"appId":"a","tenantId":"t"}"#, "/v1/outbound/oauth/connect"),
        (
            r#"{"appId":"a","tenantId":"t","tenantLevel":true}"#,
            "/v1/outbound/oauth/connect",
        ),
    ] {
        assert_eq!(
            sent(&mut open(&CONNECT, request, Some("at")).unwrap()).path,
            path,
            "{request}"
        );
    }
}

#[test]
fn a_client_without_a_key_makes_calls_with_an_access_token_alone() {
    let read = |options: &str| {
        let options = Document::parse(options).unwrap();
        ClientOptions::read(options.root(), &Environment::default()).unwrap()
    };
    let without_key = read(r#"{"projectId":"P1","managementKey":null}"#);
    let proxied = read(r#"{"managementKey":null,"baseUrl":"https://proxy.test"}"#);
    let with_key = read(r#"{"projectId":"P1","managementKey":"K1"}"#);
    let own = open(&FETCH_USER_TOKEN, USER, Some("at")).unwrap();
    let keyed = open(&FETCH_USER_TOKEN, USER, None).unwrap();
    for (options, call, refusal) in [
        (&without_key, &own, None),
        (&without_key, &keyed, Some("managementKey")),
        (&proxied, &keyed, None),
        (&proxied, &own, Some("projectId")),
        (&with_key, &own, None),
        (&with_key, &keyed, None),
    ] {
        let result = options.can_authorize(call).map_err(|failure| failure.message);
        match refusal {
            None => assert_eq!(result, Ok(())),
            Some(name) => assert!(result.unwrap_err().contains(name)),
        }
    }
    assert_eq!(without_key.authorization(&Secret::from("at")).expose(), "Bearer P1:at");
    assert_eq!(without_key.url(""), "https://api.descope.com");
}

#[test]
fn an_access_token_has_to_travel_in_a_header() {
    for (token, is_fine) in [
        ("e.y.J", true),
        ("", false),
        ("a b", false),
        ("a\\n", false),
        ("ü", false),
    ] {
        let options = format!(r#"{{"accessToken":"{token}"}}"#);
        let options = Document::parse(&options).unwrap();
        assert_eq!(CallOptions::read(options.root()).is_ok(), is_fine, "{token}");
    }
}

#[test]
fn an_access_token_is_in_no_message() {
    let mut call = open(&FETCH_USER_TOKEN, USER, Some("at-canary")).unwrap();
    sent(&mut call);
    let answer = Answer {
        status: 401,
        retry_after: None,
        body: &Body::read(r#"{"errorDescription":"no such bearer: P1:at-canary"}"#),
    };
    let Command::Finish(Err(failure)) = step(&mut call, Event::Answered(answer)) else {
        panic!("not refused")
    };
    assert!(!format!("{failure:?} {call:?}").contains("at-canary"), "{failure:?}");
    assert!(
        failure.message.contains("does the token belong to this project"),
        "{}",
        failure.message
    );
}

#[test]
fn a_token_that_is_not_there_means_not_connected_and_nothing_else_does() {
    let code = |code: &str| format!(r#"{{"errorCode":"{code}"}}"#);
    for (status, body, expected) in [
        (404, code("E111504"), "not-connected"),
        (400, code("E111504"), "not-connected"),
        (404, String::new(), "not-connected"),
        (404, "<html>".to_owned(), "not-connected"),
        (404, code("E011006"), "api-error"),
        (404, code("E011004"), "api-error"),
        (401, code("E111504"), "api-error"),
        (403, code("E111504"), "api-error"),
        (403, String::new(), "api-error"),
        (500, code("E111504"), "api-error"),
        (200, "{}".to_owned(), "not-connected"),
        (200, r#"{"token":null}"#.to_owned(), "not-connected"),
        (
            200,
            r#"{"token":{"id":"t","accessToken":""}}"#.to_owned(),
            "not-connected",
        ),
    ] {
        for (endpoint, request) in [(&FETCH_USER_TOKEN, USER), (&FETCH_TENANT_TOKEN, TENANT)] {
            let failure = answered(endpoint, request, status, &body).unwrap_err();
            assert_eq!(
                (failure.reason.code(), failure.applied),
                (expected, Applied::No),
                "{status} {body}"
            );
        }
    }
    let token = r#"{"token":{"accessToken":"t"}}"#;
    assert_eq!(answered(&FETCH_USER_TOKEN, USER, 200, token), Ok(Success::Unchanged));
    let failure = answered(&LOAD_ALL, "{}", 404, "").unwrap_err();
    assert_eq!(failure.reason.code(), "api-error");
}

#[test]
fn what_is_null_is_not_sent() {
    for (endpoint, given, sent_text) in [
        (
            &CREATE,
            r#"{"name":"n","description":null,"defaultScopes":null}"#,
            r#"{"name":"n"}"#,
        ),
        (
            &CREATE,
            r#"{"name":"n","tokenUrlParams":[{"key":"k","value":null}],"new":{"a":null,"b":[null]}}"#,
            r#"{"name":"n","tokenUrlParams":[{"key":"k"}],"new":{"b":[null]}}"#,
        ),
        (
            &UPDATE,
            r#"{"id":"a","name":"n","clientSecret":null}"#,
            r#"{"id":"a","name":"n"}"#,
        ),
        (
            &FETCH_USER_TOKEN,
            r#"{"appId":"a","userId":"u","tenantId":null,"options":null}"#,
            USER,
        ),
    ] {
        let outgoing = sent(&mut open(endpoint, given, None).unwrap());
        let sent_text = match endpoint.params {
            ParamLocation::Member(name) => format!("{{\"{name}\":{sent_text}}}"),
            _ => sent_text.to_owned(),
        };
        assert_eq!(outgoing.body, Some(Secret::new(sent_text)));
    }
    let listed = sent(&mut open(&LIST_APPS_WITH_USER_TOKEN, r#"{"userId":"u","tenantId":null}"#, None).unwrap());
    assert_eq!(listed.path, "/v1/mgmt/outbound/apps-with-user-token?userId=u");
}

#[test]
fn scopes_that_are_null_ask_for_the_latest_token() {
    let request = r#"{"appId":"a","userId":"u","scopes":null}"#;
    let outgoing = sent(&mut open(&FETCH_USER_TOKEN, request, None).unwrap());
    assert_eq!(outgoing.path, "/v1/mgmt/outbound/app/user/token/latest");
}

#[test]
fn where_left_out_means_all_no_other_field_is_let_pass() {
    for request in [
        r#"{"appId":"a","user":"u"}"#,
        r#"{"appId":"a","tenantId":"t"}"#,
        r#"{"appId":"a","userId":"u","scopes":["s"]}"#,
        r#"{"applicationId":"a","userId":"u"}"#,
    ] {
        let failure = open(&DELETE_USER_TOKENS, request, None).unwrap_err();
        assert!(matches!(failure.reason, Reason::Validation(_)), "{request}");
    }
    assert!(open(&DELETE_USER_TOKENS, USER, None).is_ok());
}

#[test]
fn an_answer_that_lacks_what_was_asked_for_is_no_success() {
    let connect = r#"{"appId":"a","refreshJwt":"jwt"}"#;
    for (endpoint, request, body, is_success) in [
        (&CONNECT, connect, "{}", false),
        (&CONNECT, connect, r#"{"url":""}"#, false),
        (&CONNECT, connect, r#"{"url":"https://a.test"}"#, true),
        (&LOAD, r#"{"id":"a"}"#, r#"{"app":{"id":"b","name":"n"}}"#, false),
        (&LOAD, r#"{"id":"a"}"#, r#"{"app":{"id":"a","name":"n"}}"#, true),
        (&LOAD, r#"{"id":"a"}"#, r#"{"app":{"name":"n"}}"#, true),
        (&LOAD, r#"{"id":"a"}"#, "{}", true),
    ] {
        let code = answered(endpoint, request, 200, body).map_err(|failure| failure.reason.code());
        let expected = if is_success {
            Ok(Success::Unchanged)
        } else {
            Err("response-wrong-shape")
        };
        assert_eq!(code, expected, "{body}");
    }
}

#[test]
fn null_is_refused_where_left_out_means_all_checked_or_not() {
    for validate in [true, false] {
        for request in [r#"{"appId":"a","userId":null}"#, r#"{"appId":null,"userId":"u"}"#] {
            let result = Call::new(&DELETE_USER_TOKENS, Document::parse(request).unwrap(), validate, ONCE);
            assert!(matches!(result.unwrap_err().reason, Reason::Validation(_)), "{request}");
        }
    }
}
