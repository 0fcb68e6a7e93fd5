//! Connecting a user, and the licence handshake.

use super::*;
use descope_outbound::emulator::AccessTokenOptions;

const CONNECT: &str = "/v1/mgmt/outbound/app/connect";
const CONNECT_TENANT: &str = "/v1/outbound/oauth/connect";

fn connect(secret: &str, sent: &Value) -> (u16, Value) {
    connect_at(CONNECT, secret, sent)
}

fn connect_at(path: &str, secret: &str, sent: &Value) -> (u16, Value) {
    let mut emulator = with_apps(Options::default());
    let bearer = format!("{PROJECT_ID}:{secret}");
    let answer = handle_as(&mut emulator, &bearer, 0, "POST", path, &sent.to_string());
    let reply = reply(answer);
    (reply.status, body(&reply))
}

mod connect {
    use super::*;

    #[test]
    fn answers_an_address_to_a_users_jwt() {
        let (status, answered) = connect(JWT, &json!({ "appId": "one" }));
        assert_eq!(status, 200);
        assert!(answered["url"].as_str().unwrap().starts_with("https://"));
        assert_eq!(answered.as_object().unwrap().len(), 1);
    }

    #[test]
    fn takes_an_access_token() {
        let mut emulator = with_apps(Options::default());
        let access_token = emulator.access_token(AccessTokenOptions::default());
        let bearer = format!("{PROJECT_ID}:{access_token}");
        let answer = handle_as(&mut emulator, &bearer, 0, "POST", CONNECT, r#"{"appId":"one"}"#);
        assert_eq!(reply(answer).status, 200);
    }

    #[test]
    fn refuses_a_management_key_on_both_paths() {
        for path in [CONNECT, CONNECT_TENANT] {
            assert_eq!(
                connect_at(path, MANAGEMENT_KEY, &json!({ "appId": "one" })).0,
                401,
                "{path}"
            );
        }
    }

    #[test]
    fn says_in_the_address_what_was_asked_for() {
        let options = json!({
            "redirectUrl": "https://example.com/?a=b", "scopes": ["read", "write"], "prompt": ["login"],
            "loginHint": "a@b.c", "resources": ["https://mcp.example.com"], "externalIdentifier": "e",
        });
        for (path, sent, expected) in [
            (
                CONNECT,
                json!({ "appId": "one", "options": options }),
                "appId=one&redirectUrl=https%3A%2F%2Fexample.com%2F%3Fa%3Db&scopes=read%20write&prompt=login\
                 &loginHint=a%40b.c&resources=https%3A%2F%2Fmcp.example.com&externalIdentifier=e",
            ),
            (
                CONNECT_TENANT,
                json!({ "appId": "one", "tenantId": "t", "tenantLevel": true, "options": { "scopes": ["read"] } }),
                "appId=one&tenantId=t&tenantLevel=true&scopes=read",
            ),
            // `tenantId` and `tenantLevel` are not documented on this path.
            (
                CONNECT,
                json!({ "appId": "one", "tenantId": "t", "tenantLevel": true }),
                "appId=one",
            ),
            (
                CONNECT_TENANT,
                json!({ "appId": "one", "tenantId": "", "options": {} }),
                "appId=one",
            ),
        ] {
            let expected = json!({ "url": format!("https://emulator.test/connect?{expected}") });
            assert_eq!(connect_at(path, JWT, &sent), (200, expected), "{path} {sent}");
        }
    }

    #[test]
    fn refuses_what_is_no_jwt_and_says_what_it_wants() {
        for bearer in [
            MANAGEMENT_KEY,
            "",
            "a",
            "a.b",
            "a.b.",
            "..",
            "a.b.c.d",
            "a.b.c=",
            "a. b.c",
            "a.b:c.d",
        ] {
            let (status, error) = connect(bearer, &json!({ "appId": "one" }));
            assert_eq!(status, 401, "{bearer}");
            assert!(error["errorMessage"].as_str().unwrap().contains("refresh JWT"));
        }
    }

    #[test]
    fn refuses_a_management_key_that_looks_like_a_jwt() {
        let mut emulator = Emulator::new(Options {
            management_key: Some(JWT.to_owned()),
            ..Options::default()
        });
        create(&mut emulator, &json!({ "id": "one", "name": "One" }));
        let (status, _) = post(
            &mut emulator,
            "/v1/mgmt/outbound/app/connect",
            &json!({ "appId": "one" }),
        );
        assert_eq!(status, 401);
    }
}

mod license {
    use super::*;

    #[test]
    fn answers_the_tier_that_the_emulator_is_told() {
        for (options, tier) in [
            (json!({}), "tier1"),
            (json!({ "rateLimitTier": null }), "tier1"),
            (json!({ "rateLimitTier": "tier4" }), "tier4"),
        ] {
            let expected = json!({ "rateLimitTier": tier });
            assert_eq!(get(&mut with(options), LICENSE), (200, expected));
        }
        let tier = Options {
            rate_limit_tier: RateLimitTier::Tier2,
            ..Options::default()
        };
        assert_eq!(get(&mut Emulator::new(tier), LICENSE).1["rateLimitTier"], "tier2");
    }

    #[test]
    fn wants_the_management_key() {
        for secret in ["", "wrong", JWT] {
            let bearer = format!("{PROJECT_ID}:{secret}");
            let answer = handle_as(&mut emulator(), &bearer, 0, "GET", LICENSE, "");
            assert_eq!(reply(answer).status, 401, "{secret}");
        }
    }
}

/// Behavior that the API's documentation leaves open.
mod chosen {
    use super::*;

    #[test]
    fn connecting_to_an_app_that_is_not_there_is_404() {
        let (status, error) = connect(JWT, &json!({ "appId": "none" }));
        assert_eq!(status, 404);
        code(&error);
    }
}
