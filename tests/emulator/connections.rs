//! Finishing a connection as the user's browser would, and what the provider does with its tokens afterwards.

use super::*;
use descope_outbound::emulator::Connection;

const LATEST_USER_TOKEN: &str = "/v1/mgmt/outbound/app/user/token/latest";
const LATEST_TENANT_TOKEN: &str = "/v1/mgmt/outbound/app/tenant/token/latest";
const NOW_MS: u64 = 1_800_000_000_000;

fn connection(given: Value) -> Connection {
    serde_json::from_value(given).unwrap()
}

fn connected(emulator: &mut Emulator, given: Value) -> Value {
    Value::Object(emulator.connect_user(connection(given), NOW_MS).unwrap().clone())
}

fn fetched(emulator: &mut Emulator, now_ms: u64, sent: &Value) -> Value {
    let target = if sent.get("userId").is_some() {
        LATEST_USER_TOKEN
    } else {
        LATEST_TENANT_TOKEN
    };
    let reply = reply(handle_at(emulator, now_ms, "POST", target, &sent.to_string()));
    body(&reply)["token"].clone()
}

#[test]
fn a_connected_user_has_a_token() {
    let mut emulator = with_apps(Options::default());
    let token = connected(
        &mut emulator,
        json!({ "appId": "one", "userId": "u", "scopes": ["read"] }),
    );
    assert_eq!(token["accessTokenExpiry"], json!(1_800_003_600));
    let found = fetched(&mut emulator, NOW_MS, &json!({ "appId": "one", "userId": "u" }));
    assert_eq!(found["accessToken"], token["accessToken"]);
    assert_eq!(found["scopes"], json!(["read"]));
    assert_eq!(found["hasRefreshToken"], json!(true));
}

#[test]
fn an_address_of_connect_says_what_is_connected() {
    let mut emulator = with_apps(Options::default());
    let url = "https://emulator.test/connect?appId=one&tenantId=t&scopes=read%20write&externalIdentifier=e";
    let token = connected(&mut emulator, json!({ "url": url, "userId": "u" }));
    for (field, expected) in [
        ("appId", json!("one")),
        ("userId", json!("u")),
        ("tenantId", json!("t")),
        ("scopes", json!(["read", "write"])),
        ("externalIdentifier", json!("e")),
    ] {
        assert_eq!(token[field], expected, "{field}");
    }
    let own = connected(&mut emulator, json!({ "url": url, "scopes": ["less"] }));
    assert_eq!(own["scopes"], json!(["less"]), "what is given beside it is stronger");
    assert_eq!(own.get("userId"), None, "the tenant itself");
}

#[test]
fn its_token_is_refreshed_when_it_has_expired_or_that_is_forced() {
    let mut emulator = with_apps(Options::default());
    let first = connected(&mut emulator, json!({ "appId": "one", "userId": "u", "expiresIn": 60 }));
    let plain = json!({ "appId": "one", "userId": "u" });
    let forced = json!({ "appId": "one", "userId": "u", "options": { "forceRefresh": true } });
    let access_token = |token: &Value| token["accessToken"].clone();
    assert_eq!(
        access_token(&fetched(&mut emulator, NOW_MS + 59_999, &plain)),
        access_token(&first)
    );
    let second = fetched(&mut emulator, NOW_MS + 60_000, &plain);
    assert_ne!(access_token(&second), access_token(&first), "it had expired");
    assert_eq!(second["accessTokenExpiry"], json!("1800000120"));
    let third = fetched(&mut emulator, NOW_MS + 60_000, &forced);
    assert_ne!(access_token(&third), access_token(&second), "it was forced");
    assert_eq!(
        access_token(&fetched(&mut emulator, NOW_MS + 60_000, &plain)),
        access_token(&third)
    );
}

#[test]
fn a_token_without_an_expiry_is_refreshed_if_forced_alone() {
    let mut emulator = with_apps(Options::default());
    let first = connected(
        &mut emulator,
        json!({ "appId": "one", "tenantId": "t", "expiresIn": 0 }),
    );
    let plain = json!({ "appId": "one", "tenantId": "t" });
    let found = fetched(&mut emulator, NOW_MS * 2, &plain);
    assert_eq!(found["accessToken"], first["accessToken"]);
    assert_eq!(found["accessTokenExpiry"], json!("0"));
}

#[test]
fn what_cannot_be_connected_is_refused() {
    let mut emulator = with_apps(Options::default());
    for (given, expected) in [
        (json!({ "appId": "none", "userId": "u" }), "there is no app \"none\""),
        (json!({ "userId": "u" }), "there is no app \"\""),
        (
            json!({ "appId": "one" }),
            "neither a userId nor a tenantId is given: who connects?",
        ),
        (
            json!({ "url": "nowhere", "userId": "u" }),
            "\"nowhere\" is not an address that connect answers",
        ),
    ] {
        let refused = emulator.connect_user(connection(given), NOW_MS).unwrap_err();
        assert_eq!(refused, expected);
    }
}
