//! Fetching tokens with the access token of an inbound app or MCP client instead of the management key.

use super::*;
use descope_outbound::emulator::AccessTokenOptions;

const USER_TOKEN: &str = "/v1/mgmt/outbound/app/user/token";
const LATEST_USER_TOKEN: &str = "/v1/mgmt/outbound/app/user/token/latest";
const TENANT_TOKEN: &str = "/v1/mgmt/outbound/app/tenant/token";
const LATEST_TENANT_TOKEN: &str = "/v1/mgmt/outbound/app/tenant/token/latest";

/// Returns an emulator with a token for each of two users and of two tenants.
fn prepared() -> Emulator {
    let mut emulator = with_apps(Options::default());
    for (target, whose, id) in [
        (USER_UPLOAD, "userId", "u"),
        (USER_UPLOAD, "userId", "v"),
        (TENANT_UPLOAD, "tenantId", "t"),
        (TENANT_UPLOAD, "tenantId", "s"),
    ] {
        let sent = json!({ "appId": "one", whose: id, "accessToken": id, "scopes": ["read"] });
        assert_eq!(post(&mut emulator, target, &sent).0, 200);
    }
    emulator
}

fn issue(emulator: &mut Emulator, options: &Value) -> String {
    emulator.access_token(serde_json::from_value(options.clone()).unwrap())
}

fn fetch_as(emulator: &mut Emulator, bearer: &str, target: &str, sent: &Value) -> (u16, Value) {
    let reply = reply(handle_as(emulator, bearer, 0, "POST", target, &sent.to_string()));
    (reply.status, body(&reply))
}

#[test]
fn fetches_what_it_is_for() {
    let user = |id: &str| json!({ "appId": "one", "userId": id });
    let tenant = |id: &str| json!({ "appId": "one", "tenantId": id });
    for (options, target, sent, expected) in [
        (json!({ "userId": "u" }), LATEST_USER_TOKEN, user("u"), 200),
        (json!({ "userId": "u" }), LATEST_USER_TOKEN, user("v"), 403),
        (json!({ "userId": "u" }), LATEST_TENANT_TOKEN, tenant("t"), 403),
        (
            json!({ "userId": "u", "tenantId": "t" }),
            LATEST_TENANT_TOKEN,
            tenant("t"),
            200,
        ),
        (
            json!({ "userId": "u", "tenantId": "t" }),
            LATEST_TENANT_TOKEN,
            tenant("s"),
            403,
        ),
        (
            json!({ "userId": "u", "tenantId": "t" }),
            LATEST_USER_TOKEN,
            user("u"),
            200,
        ),
        // From the client credentials grant.
        (json!({}), LATEST_TENANT_TOKEN, tenant("t"), 200),
        (json!({}), LATEST_TENANT_TOKEN, tenant("s"), 200),
        (json!({}), LATEST_USER_TOKEN, user("u"), 403),
        (json!({ "tenantId": "t" }), LATEST_TENANT_TOKEN, tenant("t"), 200),
        (json!({ "tenantId": "t" }), LATEST_TENANT_TOKEN, tenant("s"), 403),
        (json!({ "tenantId": "t" }), LATEST_USER_TOKEN, user("u"), 403),
        // By the access token's scope, and with the scopes of the fetched token.
        (
            json!({ "userId": "u", "scopes": ["a", "outbound.token.fetch"] }),
            LATEST_USER_TOKEN,
            user("u"),
            200,
        ),
        (
            json!({ "userId": "u", "scopes": ["outbound.token"] }),
            LATEST_USER_TOKEN,
            user("u"),
            403,
        ),
        (
            json!({ "userId": "u", "scopes": [] }),
            LATEST_USER_TOKEN,
            user("u"),
            403,
        ),
        (
            json!({ "userId": "u" }),
            USER_TOKEN,
            merged(&user("u"), &json!({ "scopes": ["read"] })),
            200,
        ),
        (
            json!({}),
            TENANT_TOKEN,
            merged(&tenant("t"), &json!({ "scopes": ["read"] })),
            200,
        ),
        (
            json!({ "userId": "u" }),
            USER_TOKEN,
            merged(&user("u"), &json!({ "scopes": ["write"] })),
            404,
        ),
    ] {
        let mut emulator = prepared();
        let bearer = format!("{PROJECT_ID}:{}", issue(&mut emulator, &options));
        let (status, answered) = fetch_as(&mut emulator, &bearer, target, &sent);
        assert_eq!(status, expected, "{options} {target} {sent}");
        if status == 200 {
            let whose = sent.get("userId").or(sent.get("tenantId")).unwrap();
            assert_eq!(&answered["token"]["accessToken"], whose);
        } else {
            code(&answered);
        }
    }
}

#[test]
fn is_refused_where_it_was_not_issued() {
    let mut emulator = prepared();
    let issued = issue(&mut emulator, &json!({ "userId": "u" }));
    let sent = json!({ "appId": "one", "userId": "u" });
    for bearer in [
        format!("other:{issued}"),
        format!("{PROJECT_ID}:{JWT}"),
        format!("{PROJECT_ID}:{issued}x"),
        // The bare token, as Java sends it.
        issued.clone(),
    ] {
        let (status, error) = fetch_as(&mut emulator, &bearer, LATEST_USER_TOKEN, &sent);
        assert_eq!((status, code(&error).as_str()), (401, "E011001"), "{bearer}");
    }
    let bearer = format!("{PROJECT_ID}:{issued}");
    assert_eq!(fetch_as(&mut prepared(), &bearer, LATEST_USER_TOKEN, &sent).0, 401);
    assert_eq!(fetch_as(&mut emulator, &bearer, LATEST_USER_TOKEN, &sent).0, 200);
}

#[test]
fn does_nothing_but_fetch() {
    let mut emulator = prepared();
    let bearer = format!("{PROJECT_ID}:{}", issue(&mut emulator, &json!({ "userId": "u" })));
    for (method, target, sent) in [
        ("POST", CREATE, json!({ "name": "n" })),
        ("GET", ALL, json!(null)),
        ("DELETE", "/v1/mgmt/outbound/user/tokens?userId=u", json!(null)),
        (
            "POST",
            USER_UPLOAD,
            json!({ "appId": "one", "userId": "u", "accessToken": "a" }),
        ),
    ] {
        let answer = handle_as(&mut emulator, &bearer, 0, method, target, &sent.to_string());
        assert_eq!(reply(answer).status, 401, "{target}");
    }
}

#[test]
fn looks_like_a_jwt_and_is_another_each_time() {
    let mut emulator = emulator();
    let first = emulator.access_token(AccessTokenOptions::default());
    assert_eq!(first.split('.').count(), 3);
    assert!(
        first
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte))
    );
    assert_ne!(first, emulator.access_token(AccessTokenOptions::default()));
}

#[test]
fn is_issued_for_options_that_there_are() {
    for options in [json!({ "user": "u" }), json!({ "scopes": "outbound.token.fetch" })] {
        assert!(serde_json::from_value::<AccessTokenOptions>(options).is_err());
    }
}
