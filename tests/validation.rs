//! The validation table, native.

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

mod cases;

use descope_outbound::json;
use descope_outbound::validate::{Issue, IssueCode, Severity, check_app};

fn issues(app: &str) -> Vec<Issue> {
    check_app(&json::parse(app).unwrap())
}

#[test]
fn each_rule_finds_exactly_what_it_says_and_nothing_near_it() {
    cases::check_all(issues);
}

#[test]
fn a_thousand_issues_of_a_severity_are_enough_and_warnings_hide_no_error() {
    let scopes = vec![r#""a""#; 3_000].join(",");
    let names: Vec<_> = (0..3_000).map(|n| format!(r#""x{n}":1"#)).collect();
    let app = format!(r#"{{"defaultScopes":[{scopes}],{}}}"#, names.join(","));
    let found = issues(&app);
    let of = |severity| found.iter().filter(|issue| issue.severity == severity).count();
    assert_eq!((of(Severity::Error), of(Severity::Warning)), (1_000, 1_000));
}

#[test]
fn all_problems_are_reported_at_once() {
    let app = r#"{"clientID":1,"tokenUrl":"http://a.b","defaultScopes":["a b",2],"prompt":["none","login"]}"#;
    let paths: Vec<_> = issues(app).into_iter().map(|issue| issue.path).collect();
    assert_eq!(
        paths,
        [
            "clientID",
            "defaultScopes[1]",
            "name",
            "tokenUrl",
            "defaultScopes[0]",
            "prompt"
        ]
    );
}

#[test]
fn a_near_miss_of_a_name_gets_a_suggestion() {
    let message = &issues(r#"{"name":"n","client_id":"c"}"#)[0].message;
    assert_eq!(message, "there is no field \"client_id\"; did you mean \"clientId\"?");
}

#[test]
fn a_message_ends_with_the_standard_that_says_so() {
    let message = &issues(r#"{"name":"n","defaultScopes":["a b"]}"#)[0].message;
    assert!(message.ends_with("(RFC 6749 §3.3)"), "{message}");
}

#[test]
fn no_message_quotes_a_value() {
    let app = r#"{"name":["canary"],"clientSecret":"canary","tokenUrl":"https://canary@canary#canary","logo":"canary",
        "accessType":"canary","prompt":["canary","none","canary"],"defaultScopes":["canary canary"],
        "callbackDomain":"canary:","appType":"canary","tokenUrlParams":[{"key":"canary"},{"key":"canary"}]}"#;
    let issues = issues(app);
    assert!(issues.len() > 8, "{issues:?}");
    assert!(!format!("{issues:?}").contains("canary"), "{issues:#?}");
}

#[test]
fn what_javascript_has_and_json_has_not_is_called_by_its_name() {
    for (word, kind) in [
        ("undefined", "undefined"),
        ("function", "a function"),
        ("symbol", "a symbol"),
        ("bigint", "a BigInt"),
        ("number", "a number that is not finite"),
        ("cycle", "an object that contains itself"),
        ("unreadable", "a value that threw an error when it was read"),
    ] {
        let app = format!(r#"{{"name":"n","description":"\ud800!{word}"}}"#);
        assert_eq!(issues(&app)[0].message, format!("must be a string, not {kind}"));
    }
    let app = r#"{"name":"n","description":"\ud800!nothing known"}"#;
    assert_eq!(issues(app)[0].code, IssueCode::UnpairedSurrogate);
}
