//! Connecting a user, and the licence handshake.

use super::*;
use descope_outbound::emulator::RATE_LIMIT_TIER;

const CONNECT: &str = "/v1/mgmt/outbound/app/connect";

fn connect(secret: &str, sent: &Value) -> (u16, Value) {
    let mut emulator = with_apps(Options::default());
    let bearer = format!("{PROJECT_ID}:{secret}");
    let answer = handle_as(&mut emulator, &bearer, 0, "POST", CONNECT, &sent.to_string());
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
    fn answers_a_tier() {
        let expected = json!({ "rateLimitTier": RATE_LIMIT_TIER });
        assert_eq!(get(&mut emulator(), LICENSE), (200, expected));
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

/// Where API.md is silent, something had to be chosen.
mod chosen {
    use super::*;

    #[test]
    fn connecting_to_an_app_that_is_not_there_is_404() {
        let (status, error) = connect(JWT, &json!({ "appId": "none" }));
        assert_eq!(status, 404);
        code(&error);
    }

    #[test]
    fn connect_takes_any_options() {
        let options = json!({ "redirectUrl": "https://example.com", "any": { "thing": [1, null] } });
        assert_eq!(connect(JWT, &json!({ "appId": "one", "options": options })).0, 200);
    }
}
