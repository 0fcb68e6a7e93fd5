//! Runs the validation table natively.

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

use descope_outbound::validate::{Issue, IssueCode, Severity, check_app};
use descope_outbound::value::{Builder, Document, NonJson};

fn issues(app: &str) -> Vec<Issue> {
    check_app(Document::parse(app).unwrap().root())
}

#[test]
fn each_rule_finds_exactly_what_it_says_and_nothing_near_it() {
    cases::check_all(issues);
    cases::requests::check_all();
}

#[test]
fn a_thousand_issues_of_a_severity_are_enough_and_warnings_hide_no_error() {
    let scopes = vec![r#""a""#; 3_000].join(",");
    let prompts = vec!["1"; 3_000].join(",");
    let app = format!(r#"{{"defaultScopes":[{scopes}],"prompt":[{prompts}]}}"#);
    let found = issues(&app);
    let of = |severity| found.iter().filter(|issue| issue.severity == severity).count();
    assert_eq!((of(Severity::Error), of(Severity::Warning)), (1_000, 1_000));
}

#[test]
fn all_problems_are_reported_at_once_field_by_field_and_then_those_of_several() {
    let app = r#"{"clientID":1,"tokenUrl":"http://a.b","defaultScopes":["a b",2],"prompt":["none","login"]}"#;
    let paths: Vec<_> = issues(app).into_iter().map(|issue| issue.path).collect();
    assert_eq!(
        paths,
        [
            "clientID",
            "tokenUrl",
            "defaultScopes[0]",
            "defaultScopes[1]",
            "name",
            "prompt"
        ]
    );
}

/// Apps with one mistake, and the message for it.
const MESSAGES: &[(&str, &str)] = &[
    ("[]", "must be an object, not an array"),
    (r#"{"name":null}"#, "is required"),
    (r#"{"name":"n","pkce":0}"#, "must be a boolean, not a number"),
    (
        r#"{"name":"n","prompt":true}"#,
        "must be an array of strings, not a boolean",
    ),
    (
        r#"{"name":"n","tokenUrlParams":{}}"#,
        "must be an array of objects, not an object",
    ),
    (r#"{"name":"n","prompt":[null]}"#, "must be a string, not null"),
    (
        r#"{"name":"n","colour":"red"}"#,
        "is sent as it is: the API reference has no field of this name",
    ),
    (
        r#"{"name":"n","client_id":"c"}"#,
        r#"there is no field "client_id"; did you mean "clientId"?"#,
    ),
    (
        r#"{"name":"\ud800"}"#,
        "this string holds half a surrogate pair, which would be sent as U+FFFD; was a string cut within a character?",
    ),
    (
        r#"{"name":"n","\ud800":1}"#,
        "this name holds half a surrogate pair, which would be sent as U+FFFD; was a string cut within a character?",
    ),
    ("{}", "is required"),
    (r#"{"name":""}"#, "must hold more than white space"),
    (
        r#"{"name":"n","tokenUrl":"/token"}"#,
        "must be an absolute URL that begins with https:// or http:// (RFC 6749 §3.1, §3.2)",
    ),
    (
        r#"{"name":"n","tokenUrl":" https://a.b"}"#,
        "must not have white space around it; trim it (RFC 6749 §3.1, §3.2)",
    ),
    (
        r#"{"name":"n","defaultRedirectUrl":"a.b"}"#,
        "should be an absolute URL, or a deep link into an app such as com.example.app:/connected (RFC 8252 §7.1)",
    ),
    (
        r#"{"name":"n","defaultRedirectUrl":"myapp://a "}"#,
        "must not have white space around it; trim it (RFC 8252 §7.1)",
    ),
    (
        r#"{"name":"n","defaultRedirectUrl":"data:text/html,x"}"#,
        "must not be a javascript:, data: or vbscript: URL: browsers run such a URL, or show its content (WHATWG URL §4.4)",
    ),
    (
        r#"{"name":"n","id":".."}"#,
        "cannot be used in a URL path, where \".\" and \"..\" name folders (RFC 3986 §3.3)",
    ),
    (
        r#"{"name":"n","clientId":"c\n","pkce":true}"#,
        "must not have white space around it; trim it (RFC 6749 A.1, A.2)",
    ),
    (
        r#"{"name":"n","clientId":"c","clientSecret":" s"}"#,
        "has white space around it; trim it (RFC 6749 A.1, A.2)",
    ),
    (
        r#"{"name":"n","clientId":"ç","pkce":true}"#,
        "must hold nothing but printable ASCII characters (RFC 6749 A.1, A.2)",
    ),
    (
        r#"{"name":"n","clientId":"c","pkce":true,"clientSecret":""}"#,
        "is empty; leave it out if there is none",
    ),
    (
        r#"{"name":"n","defaultScopes":["a "]}"#,
        "must not have white space around it; trim it (RFC 6749 §3.3)",
    ),
    (
        r#"{"name":"n","tokenUrl":"https://a.b/{tenant}"}"#,
        "holds what looks like a placeholder, such as {tenant} or <your-id>; was it to be filled in?",
    ),
    (
        r#"{"name":"n\u200b"}"#,
        "holds a zero-width character, which nobody sees; was it pasted?",
    ),
    (
        r#"{"name":"n","callbackDomain":" a.b"}"#,
        "must not have white space around it; trim it",
    ),
    (
        r#"{"name":"n","tokenUrl":"https://u@a.b"}"#,
        "must not hold a user name or password before the host (RFC 6749 §3.1, §3.2)",
    ),
    (
        r#"{"name":"n","tokenUrl":"https://a..b"}"#,
        "must have a valid host name after the // (RFC 6749 §3.1, §3.2)",
    ),
    (
        r#"{"name":"n","tokenUrl":"https://a.b:65536"}"#,
        "must have a port between 0 and 65535, or none (RFC 6749 §3.1, §3.2)",
    ),
    (
        r#"{"name":"n","tokenUrl":"https://a.b#c"}"#,
        "must not have a fragment, the part from # on (RFC 6749 §3.1, §3.2)",
    ),
    (
        r#"{"name":"n","tokenUrl":"https://a.b/c d"}"#,
        "must have spaces and other special characters percent-encoded, as in %20 (RFC 6749 §3.1, §3.2)",
    ),
    (
        r#"{"name":"n","authorizationUrl":"http://a.b"}"#,
        "must begin with https://: only a loopback host may use http:// (RFC 6749 §3.1, §3.2)",
    ),
    (
        r#"{"name":"n","defaultScopes":[""]}"#,
        "must not be empty (RFC 6749 §3.3)",
    ),
    (
        r#"{"name":"n","defaultScopes":["a b"]}"#,
        "must not hold a space; give each scope an item of its own (RFC 6749 §3.3)",
    ),
    (
        r#"{"name":"n","defaultScopes":["a\\"]}"#,
        r"must not hold \ (RFC 6749 §3.3)",
    ),
    (
        r#"{"name":"n","defaultScopes":["ü"]}"#,
        "must hold nothing but printable ASCII characters (RFC 6749 §3.3)",
    ),
    (
        r#"{"name":"n","prompt":["none","login"]}"#,
        "\"none\" forbids every prompt and cannot stand beside another value (OpenID Connect Core §3.1.2.1)",
    ),
    (
        r#"{"name":"n","accessType":"x"}"#,
        "is not \"offline\" or \"online\", the values that are known; the server decides",
    ),
    (r#"{"name":"n","defaultScopes":["a","a"]}"#, "stands in the list twice"),
    (
        r#"{"name":"n","tokenUrlParams":[{"key":"code"}]}"#,
        "is set by OAuth itself; give it only if the provider needs another value (RFC 6749 §4.1.3, §6, RFC 7636 §4.5)",
    ),
    (
        r#"{"name":"n","clientSecret":"s"}"#,
        "has no effect without a clientId (RFC 6749 §2.3.1)",
    ),
    (
        r#"{"name":"n","clientId":"c"}"#,
        "has neither a clientSecret nor pkce: true beside it; a client without a secret needs PKCE (RFC 9700 §2.1.1)",
    ),
    (
        r#"{"name":"n","useDcr":true}"#,
        "needs a dcrUrl, the address where clients are registered; the server decides",
    ),
    (
        r#"{"name":"n","useDcr":true,"dcrUrl":"https://a.b","clientId":"c","pkce":true}"#,
        "registers a new client; the given clientId and clientSecret belong to another (RFC 7591 §3.2.1)",
    ),
    (
        r#"{"name":"n","appType":"apikey","tokenUrl":"https://a.b","prompt":["login"],"pkce":true}"#,
        "\"apikey\" makes no use of tokenUrl, pkce and prompt",
    ),
    (
        r#"{"name":"n","callbackDomain":"a.b/c"}"#,
        "must be a host name alone, without scheme, port or path",
    ),
    (
        r#"{"name":"n","logo":"l"}"#,
        "should be an http(s) URL or a data: URI of an image",
    ),
];

#[test]
fn a_length_is_warned_of_from_the_first_byte_too_many_on() {
    let with_name = |value: &str| format!(r#"{{"name":"{value}"}}"#);
    let with_value = |value: &str| format!(r#"{{"name":"n","tokenUrlParams":[{{"key":"k","value":"{value}"}}]}}"#);
    for (longest, app) in [(254, &with_name as &dyn Fn(&str) -> String), (4_096, &with_value)] {
        // Each character has two bytes.
        let text = "ü".repeat(longest / 2);
        assert_eq!(issues(&app(&text)), []);
        assert_eq!(issues(&app(&format!("{text}x")))[0].code, IssueCode::TooLong);
    }
}

#[test]
fn a_message_says_what_is_wrong_what_would_be_right_and_which_standard_says_so() {
    for (app, message) in MESSAGES {
        let messages: Vec<_> = issues(app).into_iter().map(|issue| issue.message).collect();
        assert_eq!(messages, [*message], "{app}");
    }
}

#[test]
fn a_thousand_unknown_names_are_looked_up() {
    let digit = |number: usize| char::from_digit(u32::try_from(number).unwrap(), 36).unwrap();
    // Each is two edits away from a known name.
    let names = (0..=1_000).map(|nth| format!(r#""_descripti{}{}":1"#, digit(nth / 36), digit(nth % 36)));
    let app = format!(r#"{{"name":"n",{}}}"#, names.collect::<Vec<_>>().join(","));
    let severities: Vec<_> = issues(&app).iter().map(|issue| issue.severity).collect();
    assert_eq!(severities.len(), 1_001);
    assert_eq!(
        severities.iter().position(|severity| *severity == Severity::Warning),
        Some(1_000)
    );
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
    for (which, kind) in [
        (NonJson::Undefined, "undefined"),
        (NonJson::Function, "a function"),
        (NonJson::Symbol, "a symbol"),
        (NonJson::BigInt, "a BigInt"),
        (NonJson::NotFinite, "a number that is not finite"),
        (NonJson::Binary, "binary data"),
        (NonJson::Cycle, "an object that contains itself"),
        (NonJson::TooDeep, "nested too deeply to be read"),
        (NonJson::TooLarge, "too large to be read"),
        (NonJson::Unreadable, "a value that threw an error when it was read"),
    ] {
        let app = app_with("description", |value| value.non_json(which));
        assert_eq!(
            check_app(app.root())[0].message,
            format!("must be a string, not {kind}")
        );
    }
    let app = app_with("colour", |value| value.array(|items| items.non_json(NonJson::Function)));
    assert_eq!(
        check_app(app.root())[0].message,
        "must be a value that JSON can hold, not a function"
    );
}

fn app_with(field: &str, value: impl FnOnce(&mut Builder)) -> Document {
    let mut app = Builder::default();
    app.object(|app| {
        app.string("name");
        app.string("n");
        app.string(field);
        value(app);
    });
    app.finish()
}
