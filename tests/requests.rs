//! The request that each endpoint sends. `tests/cases` has the checks of requests.

#![allow(missing_docs, reason = "a test's name says it")]
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

use descope_outbound::model::Secret;
use descope_outbound::protocol::{
    BATCH_UPLOAD_TENANT_TOKENS, BATCH_UPLOAD_USER_TOKENS, CONNECT, CREATE, CREATE_BY_TEMPLATE, Call, Command, Context,
    DELETE, DELETE_TOKEN, DELETE_USER_TOKENS, Endpoint, Event, FETCH_TENANT_TOKEN, FETCH_USER_TOKEN, Gate,
    LIST_APPS_WITH_USER_TOKEN, LOAD, LOAD_ALL, Outgoing, Redactor, RetryPolicy, UPDATE, UPLOAD_TENANT_API_KEY,
    UPLOAD_TENANT_TOKEN, UPLOAD_USER_API_KEY, UPLOAD_USER_TOKEN,
};
use descope_outbound::validate::IssueCode;
use descope_outbound::value::Document;

/// An endpoint, a request with all required and optional fields, and what is sent for it.
struct Row {
    endpoint: &'static Endpoint,
    request: &'static str,
    sends: &'static str,
    body: Sent,
    bearer: Option<&'static str>,
}

/// The expected body of a request.
#[derive(Debug, PartialEq)]
enum Sent {
    Nothing,
    Request,
    Member(&'static str),
    Json(&'static str),
}

const USER_UPLOAD: &str = r#"{"appId":"a","userId":"u","tenantId":"t","refreshToken":"r","accessToken":"x","accessTokenExpiry":0,"accessTokenType":"bearer","scopes":["s"],"externalIdentifier":"e","idToken":"i","grantedBy":"g","verifyRefresh":true}"#;

const ROWS: &[Row] = &[
    Row {
        endpoint: &CREATE,
        request: r#"{"name":"n"}"#,
        sends: "POST /v1/mgmt/outbound/app/create",
        body: Sent::Request,
        bearer: None,
    },
    Row {
        endpoint: &CREATE_BY_TEMPLATE,
        request: r#"{"templateId":"t","id":"i","clientId":"c","clientSecret":"s","tenantId":"t","overrides":{"name":"n","pkce":true}}"#,
        sends: "POST /v1/mgmt/outbound/app/create/bytemplate",
        body: Sent::Request,
        bearer: None,
    },
    Row {
        endpoint: &UPDATE,
        request: r#"{"id":"a","name":"n"}"#,
        sends: "POST /v1/mgmt/outbound/app/update",
        body: Sent::Member("app"),
        bearer: None,
    },
    Row {
        endpoint: &DELETE,
        request: r#"{"id":"a/b"}"#,
        sends: "POST /v1/mgmt/outbound/app/delete",
        body: Sent::Request,
        bearer: None,
    },
    Row {
        endpoint: &LOAD,
        request: r#"{"id":"ü/%2f"}"#,
        sends: "GET /v1/mgmt/outbound/app/%C3%BC%2F%252f",
        body: Sent::Nothing,
        bearer: None,
    },
    Row {
        endpoint: &LOAD_ALL,
        request: "{}",
        sends: "GET /v1/mgmt/outbound/apps",
        body: Sent::Nothing,
        bearer: None,
    },
    Row {
        endpoint: &FETCH_USER_TOKEN,
        request: r#"{"appId":"a","userId":"u","scopes":["s"],"options":{"withRefreshToken":true,"forceRefresh":false},"tenantId":"t","externalIdentifier":"e"}"#,
        sends: "POST /v1/mgmt/outbound/app/user/token",
        body: Sent::Request,
        bearer: None,
    },
    Row {
        endpoint: &FETCH_USER_TOKEN,
        request: r#"{"appId":"a","userId":"u"}"#,
        sends: "POST /v1/mgmt/outbound/app/user/token/latest",
        body: Sent::Request,
        bearer: None,
    },
    Row {
        endpoint: &FETCH_TENANT_TOKEN,
        request: r#"{"appId":"a","tenantId":"t","scopes":["s"],"options":{},"externalIdentifier":"e"}"#,
        sends: "POST /v1/mgmt/outbound/app/tenant/token",
        body: Sent::Request,
        bearer: None,
    },
    Row {
        endpoint: &FETCH_TENANT_TOKEN,
        request: r#"{"appId":"a","tenantId":"t"}"#,
        sends: "POST /v1/mgmt/outbound/app/tenant/token/latest",
        body: Sent::Request,
        bearer: None,
    },
    Row {
        endpoint: &DELETE_USER_TOKENS,
        request: r#"{"appId":"a&b","userId":"ü"}"#,
        sends: "DELETE /v1/mgmt/outbound/user/tokens?appId=a%26b&userId=%C3%BC",
        body: Sent::Nothing,
        bearer: None,
    },
    Row {
        endpoint: &DELETE_TOKEN,
        request: r#"{"id":"T1"}"#,
        sends: "DELETE /v1/mgmt/outbound/token?id=T1",
        body: Sent::Nothing,
        bearer: None,
    },
    Row {
        endpoint: &LIST_APPS_WITH_USER_TOKEN,
        request: r#"{"userId":"u","tenantId":"t"}"#,
        sends: "GET /v1/mgmt/outbound/apps-with-user-token?userId=u&tenantId=t",
        body: Sent::Nothing,
        bearer: None,
    },
    Row {
        endpoint: &CONNECT,
        request: r#"{"appId":"a","options":{"redirectUrl":"https://a.b"},"refreshJwt":"e.y.J"}"#,
        sends: "POST /v1/mgmt/outbound/app/connect",
        body: Sent::Json(r#"{"appId":"a","options":{"redirectUrl":"https://a.b"}}"#),
        bearer: Some("e.y.J"),
    },
    Row {
        endpoint: &UPLOAD_USER_API_KEY,
        request: r#"{"appId":"a","userId":"u","apiKey":"k","tenantId":"t"}"#,
        sends: "POST /v1/mgmt/outbound/app/user/apikey/upload",
        body: Sent::Request,
        bearer: None,
    },
    Row {
        endpoint: &UPLOAD_TENANT_API_KEY,
        request: r#"{"appId":"a","tenantId":"t","apiKey":"k"}"#,
        sends: "POST /v1/mgmt/outbound/app/tenant/apikey/upload",
        body: Sent::Request,
        bearer: None,
    },
    Row {
        endpoint: &UPLOAD_USER_TOKEN,
        request: USER_UPLOAD,
        sends: "POST /v1/mgmt/outbound/app/user/oauthtoken/upload",
        body: Sent::Request,
        bearer: None,
    },
    Row {
        endpoint: &UPLOAD_TENANT_TOKEN,
        request: r#"{"appId":"a","tenantId":"t","refreshToken":"r","accessToken":"x","accessTokenExpiry":"-1","accessTokenType":"bearer","scopes":["s"],"externalIdentifier":"e","idToken":"i","grantedBy":"g","verifyRefresh":false}"#,
        sends: "POST /v1/mgmt/outbound/app/tenant/oauthtoken/upload",
        body: Sent::Request,
        bearer: None,
    },
    Row {
        endpoint: &BATCH_UPLOAD_USER_TOKENS,
        request: r#"[{"appId":"a","userId":"u","accessToken":"x"}]"#,
        sends: "POST /v1/mgmt/outbound/app/user/oauthtoken/batch/upload",
        body: Sent::Member("tokens"),
        bearer: None,
    },
    Row {
        endpoint: &BATCH_UPLOAD_TENANT_TOKENS,
        request: r#"[{"appId":"a","tenantId":"t","refreshToken":"x"}]"#,
        sends: "POST /v1/mgmt/outbound/app/tenant/oauthtoken/batch/upload",
        body: Sent::Member("tokens"),
        bearer: None,
    },
];

fn outgoing(row: &Row) -> Outgoing {
    let policy = RetryPolicy {
        max_retries: 0,
        max_wait_ms: 0,
    };
    let mut call = Call::new(row.endpoint, Document::parse(row.request).unwrap(), true, policy).unwrap();
    let command = call.step(
        Event::Start,
        &mut Context {
            server: "https://server.test",
            redactor: &Redactor::default(),
            gate: &mut Gate::default(),
            host_resends: false,
            now_ms: 0,
            random: 0,
        },
    );
    match command {
        Command::Send(outgoing) => outgoing,
        command => panic!("{command:?}"),
    }
}

#[test]
fn a_request_goes_where_the_reference_says() {
    for row in ROWS {
        let outgoing = outgoing(row);
        let sent = format!("{} {}", outgoing.method.as_str(), outgoing.path);
        assert_eq!(sent, row.sends);
        let body = match row.body {
            Sent::Nothing => None,
            Sent::Request => Some(row.request.to_owned()),
            Sent::Member(name) => Some(format!("{{\"{name}\":{}}}", row.request)),
            Sent::Json(text) => Some(text.to_owned()),
        };
        assert_eq!(outgoing.body, body.map(Secret::new), "{sent}");
        assert_eq!(outgoing.bearer, row.bearer.map(Secret::from), "{sent}");
    }
}

#[test]
fn a_request_may_have_all_that_the_reference_names() {
    for row in ROWS {
        let issues = row.endpoint.request.check_text(row.request);
        assert_eq!(issues, [], "{}", row.sends);
    }
}

#[test]
fn a_field_that_is_not_named_is_noticed_everywhere() {
    for row in ROWS {
        let more = row.request.replacen('{', r#"{"sope":1,"#, 1).replace(",}", "}");
        let issues = row.endpoint.request.check_text(&more);
        assert!(
            issues.iter().any(|issue| issue.code == IssueCode::UnknownField),
            "{} {more}",
            row.sends
        );
    }
}
