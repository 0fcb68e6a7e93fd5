//! A client's options: which are refused, which are completed.

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
use descope_outbound::protocol::{CallOptions, ClientOptions, Environment, Rate, RateLimit};
use descope_outbound::value::{Builder, Document, NonJson};

fn read(options: &str) -> Result<ClientOptions, String> {
    read_in(options, &Environment::default())
}

fn read_in(options: &str, environment: &Environment) -> Result<ClientOptions, String> {
    ClientOptions::read(Document::parse(options).unwrap().root(), environment).map_err(|failure| failure.message)
}

/// Returns the problems that a refusal lists, one per line.
fn problems(options: &str) -> Vec<String> {
    let message = read(options).unwrap_err();
    let (_, problems) = message.split_once('\n').unwrap();
    problems.lines().map(|line| line.trim().to_owned()).collect()
}

fn header(options: &ClientOptions, name: &str) -> Option<String> {
    options
        .headers()
        .find(|(own, _)| *own == name)
        .map(|(_, value)| value.to_owned())
}

fn with(option: &str) -> String {
    format!(r#"{{"projectId":"P1","managementKey":"K1",{option}}}"#)
}

#[test]
fn a_project_and_a_key_are_enough() {
    let options = read(r#"{"projectId":"P1","managementKey":"K1"}"#).unwrap();
    assert_eq!(options.base_url(), "https://api.descope.com");
    assert_eq!(options.url("/v1/x"), "https://api.descope.com/v1/x");
    assert_eq!(header(&options, "authorization").as_deref(), Some("Bearer P1:K1"));
    assert_eq!(header(&options, "content-type").as_deref(), Some("application/json"));
    assert_eq!(header(&options, "x-descope-project-id").as_deref(), Some("P1"));
    assert_eq!(
        header(&options, "x-descope-sdk-name").as_deref(),
        Some("descope-outbound")
    );
    assert_eq!(
        header(&options, "x-descope-sdk-version").as_deref(),
        Some(env!("CARGO_PKG_VERSION"))
    );
    assert_eq!((options.timeout_ms(), options.max_response_bytes()), (30_000, 10 << 20));
    let policy = options.retry_policy();
    assert_eq!((policy.max_retries, policy.max_wait_ms), (3, 60_000));
}

#[test]
fn what_is_left_out_comes_from_the_environment() {
    let environment = Environment {
        project_id: Some("P2".into()),
        management_key: Some(Secret::from("K2")),
        base_url: Some("https://descope.example.com/".into()),
        base_uri: Some("https://not.asked".into()),
    };
    let options = read_in("{}", &environment).unwrap();
    assert_eq!(options.url("/x"), "https://descope.example.com/x");
    assert_eq!(header(&options, "authorization").as_deref(), Some("Bearer P2:K2"));
    let options = read_in(&with(r#""baseUrl":"https://a.b""#), &environment).unwrap();
    assert_eq!(options.url("/x"), "https://a.b/x");
    assert_eq!(header(&options, "authorization").as_deref(), Some("Bearer P1:K1"));
}

#[test]
fn an_empty_option_is_left_out_and_does_not_send_the_key_elsewhere() {
    let environment = Environment {
        project_id: Some("P2".into()),
        management_key: Some(Secret::from("K2")),
        base_url: Some(String::new()),
        base_uri: Some("https://descope.example.com".into()),
    };
    let options = read_in(r#"{"projectId":"","managementKey":"","baseUrl":""}"#, &environment).unwrap();
    assert_eq!(options.url(""), "https://descope.example.com");
    assert_eq!(header(&options, "authorization").as_deref(), Some("Bearer P2:K2"));
    assert!(!format!("{environment:?}").contains("K2"));
}

#[test]
fn what_is_missing_is_named_with_the_variable_that_would_do() {
    let expected = [
        "projectId: is missing: pass it, or set DESCOPE_PROJECT_ID",
        "managementKey: is missing: pass it, or set DESCOPE_MANAGEMENT_KEY",
    ];
    assert_eq!(problems("{}"), expected);
    assert_eq!(problems(r#"{"projectId":"","managementKey":""}"#), expected);
}

#[test]
fn a_long_project_id_carries_its_region() {
    let id = format!("Puse1{}", "x".repeat(27));
    let url = |id: &str| {
        read(&format!(r#"{{"projectId":"{id}","managementKey":"K1"}}"#))
            .unwrap()
            .url("")
    };
    assert_eq!(url(&id), "https://api.use1.descope.com");
    assert_eq!(url(&id[..31]), "https://api.descope.com");
}

#[test]
fn a_region_that_is_no_part_of_a_host_name_is_refused() {
    for region in ["a/b.", "x@ev", "....", "a?b#"] {
        let id = format!("P{region}{}", "x".repeat(27));
        let problems = problems(&format!(r#"{{"projectId":"{id}","managementKey":"K1"}}"#));
        assert!(problems[0].starts_with("projectId: has no region"), "{problems:?}");
    }
}

#[test]
fn more_headers_than_any_server_takes_are_refused_without_a_look_at_all_of_them() {
    let headers = |count: usize| {
        let headers: Vec<_> = (0..count).map(|n| format!(r#""x-{n}":"v""#)).collect();
        with(&format!(r#""headers":{{{}}}"#, headers.join(",")))
    };
    assert!(read(&headers(1_000)).is_ok());
    assert_eq!(
        problems(&headers(1_001)),
        ["headers: are too many: no server takes more than 1,000"]
    );
}

#[test]
fn what_cannot_travel_in_a_header_is_refused_and_not_shown() {
    for (key, problem) in [
        (r"K\n", "has white space at its beginning or end; trim it"),
        (" K", "has white space at its beginning or end; trim it"),
        (
            r"K\u0000",
            "holds a character that cannot travel in a header; only printable ASCII without spaces can",
        ),
        (
            "K K",
            "holds a character that cannot travel in a header; only printable ASCII without spaces can",
        ),
        (
            "Kü",
            "holds a character that cannot travel in a header; only printable ASCII without spaces can",
        ),
    ] {
        assert_eq!(
            problems(&format!(r#"{{"projectId":"P1","managementKey":"{key}"}}"#)),
            [format!("managementKey: {problem}")]
        );
        assert_eq!(
            problems(&format!(r#"{{"projectId":"{key}","managementKey":"K1"}}"#)),
            [format!("projectId: {problem}")]
        );
    }
}

#[test]
fn plain_http_is_for_loopback_hosts_unless_it_is_meant() {
    for url in ["http://localhost:1", "http://127.0.0.1:8787/", "http://[::1]"] {
        assert!(read(&with(&format!(r#""baseUrl":"{url}""#))).is_ok(), "{url}");
    }
    let expected = "baseUrl: must begin with https://, or the key can be read on the way; set allowInsecureBaseUrl if that is meant";
    assert_eq!(problems(&with(r#""baseUrl":"http://example.com""#)), [expected]);
    assert_eq!(
        problems(&with(r#""baseUrl":"http://example.com","allowInsecureBaseUrl":false"#)),
        [expected]
    );
    assert!(read(&with(r#""baseUrl":"http://example.com","allowInsecureBaseUrl":true"#)).is_ok());
}

#[test]
fn a_base_url_is_an_absolute_url_without_query_and_fragment() {
    for url in [
        "example.com",
        "/api",
        "https://a.b?c",
        "https://a.b#c",
        "https://u@a.b",
        "wss://a.b",
    ] {
        assert_eq!(problems(&with(&format!(r#""baseUrl":"{url}""#))).len(), 1, "{url}");
    }
}

#[test]
fn with_a_null_key_nothing_is_authorized_and_a_base_url_is_wanted() {
    let options = read(r#"{"managementKey":null,"baseUrl":"https://a.b/descope"}"#).unwrap();
    assert_eq!(options.url("/v1"), "https://a.b/descope/v1");
    assert_eq!(header(&options, "authorization"), None);
    assert_eq!(
        problems(r#"{"managementKey":null}"#),
        [
            "baseUrl: is missing: with managementKey: null, pass the address of a proxy that adds the key, or the projectId \
          for calls with an accessToken"
        ]
    );
}

#[test]
fn a_null_key_is_not_filled_in_from_the_environment() {
    let environment = Environment {
        management_key: Some(Secret::from("K2")),
        ..Environment::default()
    };
    let options = read_in(r#"{"managementKey":null,"baseUrl":"https://a.b"}"#, &environment).unwrap();
    assert_eq!(header(&options, "authorization"), None);
}

#[test]
fn a_user_may_be_authorized_to_the_proxy_that_adds_the_key() {
    let options = r#"{"managementKey":null,"baseUrl":"https://a.b","headers":{"Authorization":"Bearer session"}}"#;
    assert_eq!(
        header(&read(options).unwrap(), "authorization").as_deref(),
        Some("Bearer session")
    );
}

#[test]
fn what_is_wrong_with_a_variable_names_the_variable() {
    let environment = Environment {
        project_id: Some("P2".into()),
        management_key: Some(Secret::from("K2\n")),
        ..Environment::default()
    };
    for (variable, environment) in [
        (
            "DESCOPE_BASE_URL",
            Environment {
                base_url: Some("foo".into()),
                ..environment.clone()
            },
        ),
        (
            "DESCOPE_BASE_URI",
            Environment {
                base_uri: Some("foo".into()),
                ..environment.clone()
            },
        ),
    ] {
        let message = read_in("{}", &environment).unwrap_err();
        let expected = format!("\n  baseUrl (from {variable}): must be an absolute URL");
        assert!(message.contains(&expected), "{message}");
    }
    let message = read_in("{}", &environment).unwrap_err();
    assert!(
        message.contains("\n  managementKey (from DESCOPE_MANAGEMENT_KEY): has white space"),
        "{message}"
    );
}

#[test]
fn numbers_are_whole_and_in_bounds() {
    for (option, least, most) in [
        ("timeoutMs", 1, "2147483647"),
        ("maxRetries", 0, "4294967295"),
        ("maxWaitMs", 0, "2147483647"),
        ("maxResponseBytes", 1, "4294967295"),
    ] {
        for value in [&(least - 1).to_string(), "1.5", "4294967296", "1e3"] {
            let problems = problems(&with(&format!(r#""{option}":{value}"#)));
            let expected = format!("{option}: must be a whole number from {least} to {most}");
            assert_eq!(problems, [expected], "{value}");
        }
        assert!(read(&with(&format!(r#""{option}":{least}"#))).is_ok());
        assert!(read(&with(&format!(r#""{option}":{most}"#))).is_ok());
    }
}

#[test]
fn headers_are_added_and_the_clients_own_stay() {
    let options = read(&with(r#""headers":{"X-Trace":"a b"}"#)).unwrap();
    assert_eq!(header(&options, "x-trace").as_deref(), Some("a b"));
    for (headers, problem) in [
        (
            r#"{"Authorization":"x"}"#,
            "headers[\"authorization\"]: is set by the client itself, or stands here twice",
        ),
        (
            r#"{"content-type":"x"}"#,
            "headers[\"content-type\"]: is set by the client itself, or stands here twice",
        ),
        (
            r#"{"a":"1","A":"2"}"#,
            "headers[\"a\"]: is set by the client itself, or stands here twice",
        ),
        (
            r#"{"a b":"1"}"#,
            "headers[\"a b\"]: is not a valid header name (RFC 9110 §5.1)",
        ),
        (
            r#"{"":"1"}"#,
            "headers[\"\"]: is not a valid header name (RFC 9110 §5.1)",
        ),
    ] {
        assert_eq!(problems(&with(&format!(r#""headers":{headers}"#))), [problem]);
    }
    for value in [r"a\nb", "ü", " a"] {
        let problems = problems(&with(&format!(r#""headers":{{"a":"{value}"}}"#)));
        assert!(
            problems[0].starts_with("headers[\"a\"]: holds a character"),
            "{problems:?}"
        );
    }
    assert_eq!(
        problems(&with(r#""headers":{"a":1}"#)),
        ["headers.a: must be a string, not a number"]
    );
}

#[test]
fn fetch_is_a_function() {
    let options = |value: &dyn Fn(&mut Builder)| {
        let mut options = Builder::default();
        options.object(|options| {
            for (name, value) in [("projectId", "P1"), ("managementKey", "K1")] {
                options.string(name);
                options.string(value);
            }
            options.string("fetch");
            value(options);
        });
        ClientOptions::read(options.finish().root(), &Environment::default()).map_err(|failure| failure.message)
    };
    assert!(options(&|value| value.non_json(NonJson::Function)).is_ok());
    for (value, kind) in [
        (
            &(|value: &mut Builder| value.string("fetch")) as &dyn Fn(&mut Builder),
            "a string",
        ),
        (&|value| value.non_json(NonJson::Symbol), "a symbol"),
    ] {
        let message = options(value).unwrap_err();
        assert!(
            message.ends_with(&format!("fetch: must be a function, not {kind}")),
            "{message}"
        );
    }
}

#[test]
fn all_that_is_wrong_is_named_at_once_and_no_secret() {
    let options = r#"{"projectId":1,"managementKey":"K canary","baseURL":"x","timeoutMs":"1","fetch":{}}"#;
    let message = read(options).unwrap_err();
    assert_eq!(
        message,
        "The client's options cannot be used:\
         \n  projectId: must be a string, not a number\
         \n  baseURL: there is no field \"baseURL\"; did you mean \"baseUrl\"?\
         \n  timeoutMs: must be a number, not a string\
         \n  fetch: must be a function, not an object\
         \n  managementKey: holds a character that cannot travel in a header; only printable ASCII without spaces can"
    );
}

#[test]
fn the_key_and_what_headers_hold_are_taken_out_of_what_others_say() {
    let options = r#"{"projectId":"P1","managementKey":"K-canary","headers":{"x-api-key":"H-canary","x-trace":"a b"}}"#;
    let options = read(options).unwrap();
    assert_eq!(
        options.redactor().redact("K-canary, H-canary and P1"),
        "[redacted], [redacted] and P1"
    );
}

#[test]
fn debug_output_of_options_shows_no_secret() {
    let options = read(&with(r#""headers":{"x-api-key":"H-canary"}"#)).unwrap();
    let shown = format!("{options:?}");
    assert!(!shown.contains("K1") && !shown.contains("canary"), "{shown}");
}

#[test]
fn a_calls_options_are_checked_too() {
    let read =
        |options: &str| CallOptions::read(Document::parse(options).unwrap().root()).map_err(|failure| failure.message);
    assert_eq!(read("{}").unwrap(), CallOptions::DEFAULT);
    let options = read(r#"{"timeoutMs":5,"maxRetries":0,"validate":"off","signal":null}"#).unwrap();
    assert_eq!(
        (options.timeout_ms, options.max_retries, options.validate),
        (Some(5), Some(0), false)
    );
    assert_eq!(
        read(r#"{"timeoutMs":0,"validate":false,"signal":"x","sginal":1}"#).unwrap_err(),
        "The call's options cannot be used:\
         \n  validate: must be a string, not a boolean\
         \n  signal: must be an AbortSignal, not a string\
         \n  sginal: there is no field \"sginal\"; did you mean \"signal\"?\
         \n  timeoutMs: must be a whole number from 1 to 2147483647"
    );
    assert!(
        read(r#"{"validate":"of"}"#)
            .unwrap_err()
            .contains("validate: must be \"on\" or \"off\"")
    );
    assert!(
        read("1")
            .unwrap_err()
            .contains("options: must be an object, not a number")
    );
}

#[test]
fn a_rate_limit_is_the_license_or_so_many_requests_in_so_long_a_time() {
    let rate = |given: &str| {
        let given = format!(r#"{{"projectId":"P2","managementKey":"K2","rateLimit":{given}}}"#);
        ClientOptions::read(Document::parse(&given).unwrap().root(), &Environment::default())
    };
    assert_eq!(rate(r#""license""#).unwrap().rate(), Rate::License);
    assert_eq!(
        rate(r#"{"requests":100,"perMs":60000}"#).unwrap().rate(),
        Rate::Own(RateLimit {
            requests: 100,
            per_ms: 60_000
        })
    );
    for (given, problem) in [
        (r#""licence""#, "rateLimit: must be \"license\", or an object"),
        ("5", "rateLimit: must be \"license\", or an object"),
        ("null", "rateLimit: must be \"license\", or an object"),
        (r#"{"requests":1}"#, "rateLimit.perMs: is missing"),
        (r#"{"perMs":1}"#, "rateLimit.requests: is missing"),
        (
            r#"{"requests":0,"perMs":1}"#,
            "rateLimit.requests: must be a whole number from 1",
        ),
        (
            r#"{"requests":1,"perMs":0.5}"#,
            "rateLimit.perMs: must be a whole number from 1",
        ),
        (
            r#"{"requests":1,"perMs":1,"request":1}"#,
            "rateLimit.request: there is no field \"request\"; did you mean \"requests\"?",
        ),
    ] {
        let message = rate(given).unwrap_err().message;
        assert!(message.contains(problem), "{given}: {message}");
    }
}
