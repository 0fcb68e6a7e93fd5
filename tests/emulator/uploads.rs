//! Storing tokens and API keys, one by one and in batches.

use super::*;

const USER_BATCH: &str = "/v1/mgmt/outbound/app/user/oauthtoken/batch/upload";
const TENANT_BATCH: &str = "/v1/mgmt/outbound/app/tenant/oauthtoken/batch/upload";

fn stored(emulator: &Emulator) -> Value {
    emulator.tokens().cloned().collect()
}

/// Returns the stored form of an upload.
fn as_stored(id: &str, sent: &Value) -> Value {
    let mut token = sent.clone();
    token["id"] = json!(id);
    token
}

mod upload {
    use super::*;

    #[test]
    fn stores_what_was_sent_under_an_id_of_its_own() {
        let mut emulator = with_apps(Options::default());
        let sent = [
            (
                USER_UPLOAD,
                json!({
                    "appId": "one", "userId": "u", "tenantId": "t", "refreshToken": "r", "accessToken": "a",
                    "accessTokenExpiry": 0, "accessTokenType": "Bearer", "scopes": ["s"], "externalIdentifier": "e",
                    "idToken": "i", "grantedBy": "g", "verifyRefresh": true,
                }),
            ),
            (
                TENANT_UPLOAD,
                json!({ "appId": "one", "tenantId": "t", "refreshToken": "r" }),
            ),
            (USER_KEY_UPLOAD, json!({ "appId": "two", "userId": "u", "apiKey": "k" })),
            (
                TENANT_KEY_UPLOAD,
                json!({ "appId": "two", "tenantId": "t", "apiKey": "k" }),
            ),
        ];
        for (target, sent) in &sent {
            assert_eq!(post(&mut emulator, target, sent), (200, json!({})), "{target}");
        }
        let ids = ["T1", "T2", "T3", "T4"];
        let expected: Value = ids
            .iter()
            .zip(&sent)
            .map(|(id, (_, sent))| as_stored(id, sent))
            .collect();
        assert_eq!(stored(&emulator), expected);
    }

    #[test]
    fn wants_a_token_that_says_something() {
        let mut emulator = with_apps(Options::default());
        let sent = json!({ "appId": "one", "userId": "u", "accessToken": "", "refreshToken": " " });
        let (status, error) = post(&mut emulator, USER_UPLOAD, &sent);
        assert_eq!((status, code(&error).as_str()), (400, "E011002"));
    }

    #[test]
    fn takes_no_user_for_a_tenants_token() {
        for (target, secret) in [(TENANT_UPLOAD, "accessToken"), (TENANT_KEY_UPLOAD, "apiKey")] {
            let mut emulator = with_apps(Options::default());
            let sent = json!({ "appId": "one", "tenantId": "t", "userId": "u", secret: "x" });
            assert_eq!(post(&mut emulator, target, &sent).0, 200, "{target}");
            let expected = json!([{ "appId": "one", "tenantId": "t", secret: "x", "id": "T1" }]);
            assert_eq!(stored(&emulator), expected, "{target}");
        }
    }

    #[test]
    fn wants_an_expiry_of_32_bits() {
        let mut emulator = with_apps(Options::default());
        let mut status = |expiry: Value| {
            let sent = json!({ "appId": "one", "userId": "u", "accessToken": "a", "accessTokenExpiry": expiry });
            post(&mut emulator, USER_UPLOAD, &sent).0
        };
        assert_eq!(status(json!(i32::MAX)), 200);
        assert_eq!(status(json!(i32::MIN)), 200);
        assert_eq!(status(json!(i64::from(i32::MAX) + 1)), 400);
    }
}

mod batch {
    use super::*;

    #[test]
    fn stores_every_token() {
        let of_users = [
            json!({ "appId": "one", "userId": "u", "accessToken": "a" }),
            json!({ "appId": "two", "userId": "v", "refreshToken": "r", "tenantId": "t" }),
        ];
        let of_tenants = [json!({ "appId": "one", "tenantId": "t", "accessToken": "a" })];
        let mut emulator = with_apps(Options::default());
        for (target, tokens) in [(USER_BATCH, &of_users[..]), (TENANT_BATCH, &of_tenants[..])] {
            let answered = post(&mut emulator, target, &json!({ "tokens": tokens }));
            assert_eq!(answered, (200, json!({ "failures": [] })), "{target}");
        }
        let ids = ["T1", "T2", "T3"];
        let sent = of_users.iter().chain(&of_tenants);
        let expected: Value = ids.iter().zip(sent).map(|(id, sent)| as_stored(id, sent)).collect();
        assert_eq!(stored(&emulator), expected);
    }

    #[test]
    fn stores_nothing_if_anything_fails_and_says_all_that_does() {
        let mut emulator = with_apps(Options::default());
        let tokens = json!([
            { "appId": "one", "userId": "u", "accessToken": "canary" },
            { "appId": "none", "userId": "v", "tenantId": "t", "accessToken": "canary" },
            { "appId": "one", "userId": "w", "idToken": "canary" },
        ]);
        let (status, answered) = post(&mut emulator, USER_BATCH, &json!({ "tokens": tokens }));
        assert_eq!(status, 200);
        let failures = answered["failures"].as_array().unwrap();
        let whose = |failure: &Value| {
            assert!(
                failure["errorCode"].is_string() && failure["reason"].is_string(),
                "{failure}"
            );
            json!([failure["appId"], failure["userId"], failure["tenantId"]])
        };
        let failed: Value = failures.iter().map(whose).collect();
        // Ids that do not apply are absent; the tenant is not the tokens' owner.
        assert_eq!(failed, json!([["none", "v", null], ["one", "w", null]]));
        assert!(!failures[0].as_object().unwrap().contains_key("tenantId"));
        assert_eq!(emulator.tokens().count(), 0);
        assert!(!answered.to_string().contains("canary"));
    }

    #[test]
    fn of_tenants_fails_likewise() {
        let mut emulator = with_apps(Options::default());
        let tokens = json!([
            { "appId": "one", "tenantId": "t", "accessToken": "a" },
            { "appId": "one", "accessToken": "a" },
        ]);
        let (_, answered) = post(&mut emulator, TENANT_BATCH, &json!({ "tokens": tokens }));
        let failures = answered["failures"].as_array().unwrap();
        let names: Vec<&String> = failures[0].as_object().unwrap().keys().collect();
        assert_eq!(names, ["appId", "errorCode", "reason"]);
        assert_eq!(failures.len(), 1);
        assert_eq!(emulator.tokens().count(), 0);
    }

    #[test]
    fn verifies_no_refresh_token() {
        let token = json!({ "appId": "one", "userId": "u", "refreshToken": "r", "verifyRefresh": true });
        let sent = json!({ "tokens": [token] }).to_string();
        let mut emulator = with_apps(Options::default());
        let answer = handle(&mut emulator, "POST", USER_BATCH, &sent);
        assert_eq!(answer.logged.unknown_fields, ["tokens[].verifyRefresh"]);
        let expected = json!([{ "appId": "one", "userId": "u", "refreshToken": "r", "id": "T1" }]);
        assert_eq!(stored(&emulator), expected);
    }
}

/// Behavior that the API's documentation leaves open.
mod chosen {
    use super::*;

    #[test]
    fn an_upload_for_an_app_that_is_not_there_is_404() {
        for (target, secret) in [(USER_UPLOAD, "accessToken"), (USER_KEY_UPLOAD, "apiKey")] {
            let mut emulator = with_apps(Options::default());
            let (status, error) = post(
                &mut emulator,
                target,
                &json!({ "appId": "none", "userId": "u", secret: "x" }),
            );
            assert_eq!(status, 404, "{target}");
            code(&error);
            assert_eq!(emulator.tokens().count(), 0);
        }
    }

    #[test]
    fn a_token_of_another_external_identifier_replaces_none() {
        let mut emulator = with_apps(Options::default());
        for external in ["d", "e"] {
            let sent =
                json!({ "appId": "one", "userId": "u", "externalIdentifier": external, "accessToken": external });
            assert_eq!(post(&mut emulator, USER_UPLOAD, &sent).0, 200);
        }
        assert_eq!(access_tokens(&emulator), ["d", "e"]);
    }

    #[test]
    fn a_token_for_the_same_scopes_replaces_the_former_and_is_the_latest() {
        let mut emulator = with_apps(Options::default());
        for (access_token, scopes) in [("a", json!(["x", "y"])), ("b", json!(["x"])), ("c", json!(["y", "x"]))] {
            let sent = json!({ "appId": "one", "userId": "u", "accessToken": access_token, "scopes": scopes });
            assert_eq!(post(&mut emulator, USER_UPLOAD, &sent).0, 200);
        }
        assert_eq!(access_tokens(&emulator), ["b", "c"]);
        let ids: Vec<_> = emulator.tokens().map(|token| &token["id"]).collect();
        assert_eq!(ids, ["T2", "T1"]);
    }

    #[test]
    fn a_token_of_another_tenant_replaces_none() {
        let mut emulator = with_apps(Options::default());
        for tenant in ["s", "t"] {
            let sent = json!({ "appId": "one", "userId": "u", "tenantId": tenant, "accessToken": tenant });
            assert_eq!(post(&mut emulator, USER_UPLOAD, &sent).0, 200);
        }
        assert_eq!(access_tokens(&emulator), ["s", "t"]);
    }

    #[test]
    fn a_batch_of_none_is_missing_its_tokens() {
        let (status, error) = post(&mut emulator(), USER_BATCH, &json!({ "tokens": [] }));
        assert_eq!((status, code(&error).as_str()), (400, "E011002"));
    }

    #[test]
    fn failures_have_the_codes_that_the_same_upload_alone_would_have() {
        let mut emulator = with_apps(Options::default());
        let tokens = json!([
            { "appId": "none", "userId": "u", "accessToken": "a" },
            { "userId": "u", "accessToken": "a" },
        ]);
        let (_, answered) = post(&mut emulator, USER_BATCH, &json!({ "tokens": tokens }));
        let codes: Vec<_> = answered["failures"]
            .as_array()
            .unwrap()
            .iter()
            .map(|failure| &failure["errorCode"])
            .collect();
        assert_eq!(codes, ["E011004", "E011002"]);
    }
}
