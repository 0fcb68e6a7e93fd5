//! Fetching, listing and deleting tokens.

use super::*;

const USER_TOKEN: &str = "/v1/mgmt/outbound/app/user/token";
const LATEST_USER_TOKEN: &str = "/v1/mgmt/outbound/app/user/token/latest";
const TENANT_TOKEN: &str = "/v1/mgmt/outbound/app/tenant/token";
const LATEST_TENANT_TOKEN: &str = "/v1/mgmt/outbound/app/tenant/token/latest";
const USER_TOKENS: &str = "/v1/mgmt/outbound/user/tokens";
const TOKEN: &str = "/v1/mgmt/outbound/token";
const APPS: &str = "/v1/mgmt/outbound/apps-with-user-token";

/// Returns an emulator with the apps `one` and `two`, and these tokens.
fn with_tokens(tokens: &[Value]) -> Emulator {
    let mut emulator = with_apps(Options::default());
    upload(&mut emulator, tokens);
    emulator
}

fn upload(emulator: &mut Emulator, tokens: &[Value]) {
    for token in tokens {
        let target = match (token.get("userId"), token.get("apiKey")) {
            (Some(_), None) => USER_UPLOAD,
            (None, None) => TENANT_UPLOAD,
            (Some(_), Some(_)) => USER_KEY_UPLOAD,
            (None, Some(_)) => TENANT_KEY_UPLOAD,
        };
        assert_eq!(post(emulator, target, token), (200, json!({})), "{token}");
    }
}

fn of_user(user: &str, access_token: &str, scopes: &[&str]) -> Value {
    json!({ "appId": "one", "userId": user, "accessToken": access_token, "scopes": scopes })
}

fn fetch(emulator: &mut Emulator, target: &str, sent: &Value) -> Value {
    let (status, answered) = post(emulator, target, sent);
    assert_eq!(status, 200, "{answered}");
    answered["token"].clone()
}

fn is_none(emulator: &mut Emulator, target: &str, sent: &Value) -> bool {
    let (status, error) = post(emulator, target, sent);
    status != 200 && code(&error) == "E111504"
}

fn delete(emulator: &mut Emulator, target: &str) -> (u16, Value) {
    let reply = reply(handle(emulator, "DELETE", target, ""));
    (reply.status, body(&reply))
}

fn every_token_field() -> Value {
    json!({
        "appId": "one", "userId": "u", "tenantId": "t", "refreshToken": "r", "accessToken": "a",
        "accessTokenExpiry": 1_900_000_000, "accessTokenType": "Bearer", "scopes": ["read"], "externalIdentifier": "e",
        "idToken": "i", "grantedBy": "g", "verifyRefresh": true,
    })
}

mod fetch {
    use super::*;

    #[test]
    fn answers_the_documented_fields_and_no_others() {
        let mut emulator = with_tokens(&[every_token_field()]);
        let sent = json!({ "appId": "one", "userId": "u", "scopes": ["read"], "tenantId": "t" });
        assert_eq!(
            fetch(&mut emulator, USER_TOKEN, &sent),
            json!({
                "id": "T1", "appId": "one", "userId": "u", "tenantId": "t", "accessToken": "a", "accessTokenType": "Bearer",
                "accessTokenExpiry": "1900000000", "hasRefreshToken": true, "scopes": ["read"], "grantedBy": "g",
                "externalIdentifier": "e",
            })
        );
    }

    #[test]
    fn answers_the_refresh_token_if_asked_for_it() {
        let mut emulator = with_tokens(&[every_token_field()]);
        for (asked, answered) in [(true, json!("r")), (false, Value::Null)] {
            let options = json!({ "withRefreshToken": asked });
            let sent = json!({ "appId": "one", "userId": "u", "tenantId": "t", "options": options });
            let token = fetch(&mut emulator, LATEST_USER_TOKEN, &sent);
            assert_eq!(token["refreshToken"], answered);
            assert_eq!(token["hasRefreshToken"], true);
        }
    }

    #[test]
    fn says_that_there_is_no_refresh_token() {
        let mut emulator = with_tokens(&[of_user("u", "a", &[])]);
        let sent = json!({ "appId": "one", "userId": "u", "options": { "withRefreshToken": true } });
        let token = fetch(&mut emulator, LATEST_USER_TOKEN, &sent);
        assert_eq!(
            (&token["hasRefreshToken"], &token["refreshToken"]),
            (&json!(false), &Value::Null)
        );
    }

    #[test]
    fn answers_the_expiry_as_a_number_if_the_emulator_is_told_to() {
        for (option, expiry) in [(Some(false), json!(1_900_000_000)), (Some(true), json!("1900000000"))] {
            let mut emulator = with_apps(Options {
                int64_as_string: option,
                ..Options::default()
            });
            upload(&mut emulator, &[every_token_field()]);
            let sent = json!({ "appId": "one", "userId": "u", "tenantId": "t" });
            let token = fetch(&mut emulator, LATEST_USER_TOKEN, &sent);
            assert_eq!(token["accessTokenExpiry"], expiry);
        }
    }

    #[test]
    fn answers_null_for_what_a_token_does_not_have_if_the_emulator_is_told_to() {
        let mut emulator = with_apps(Options {
            nulls: true,
            ..Options::default()
        });
        upload(&mut emulator, &[of_user("u", "a", &["read"])]);
        let token = fetch(
            &mut emulator,
            LATEST_USER_TOKEN,
            &json!({ "appId": "one", "userId": "u" }),
        );
        assert_eq!(token.as_object().unwrap().len(), 15);
        assert_eq!(token.as_object().unwrap()["accessTokenExpiry"], Value::Null);
    }

    #[test]
    fn finds_the_token_with_exactly_these_scopes_in_any_order() {
        let mut emulator = with_tokens(&[
            of_user("u", "three", &["read", "write", "admin"]),
            of_user("u", "two", &["write", "read"]),
            of_user("u", "one", &["read"]),
            of_user("u", "none", &[]),
        ]);
        for (scopes, expected) in [
            (&["read"][..], Some("one")),
            (&["read", "write"], Some("two")),
            (&["write", "read", "write"], Some("two")),
            (&["admin", "read", "write"], Some("three")),
            (&["write"], None),
            (&["admin", "read"], None),
            (&["read", "write", "admin", "more"], None),
        ] {
            let sent = json!({ "appId": "one", "userId": "u", "scopes": scopes });
            match expected {
                Some(token) => assert_eq!(
                    fetch(&mut emulator, USER_TOKEN, &sent)["accessToken"],
                    token,
                    "{scopes:?}"
                ),
                None => assert!(is_none(&mut emulator, USER_TOKEN, &sent), "{scopes:?}"),
            }
        }
    }

    #[test]
    fn finds_the_token_of_the_external_identifier_that_is_asked_for() {
        let external = |external: &str| {
            merged(
                &of_user("u", external, &["read"]),
                &json!({ "externalIdentifier": external }),
            )
        };
        let mut emulator = with_tokens(&[external("d"), external("e")]);
        for (asked, expected) in [
            (json!("d"), Some("d")),
            (json!("e"), Some("e")),
            (json!(null), Some("e")),
            (json!("f"), None),
        ] {
            let sent = json!({ "appId": "one", "userId": "u", "scopes": ["read"], "externalIdentifier": asked });
            match expected {
                Some(token) => assert_eq!(fetch(&mut emulator, USER_TOKEN, &sent)["accessToken"], token, "{asked}"),
                None => assert!(is_none(&mut emulator, USER_TOKEN, &sent), "{asked}"),
            }
        }
    }

    #[test]
    fn finds_the_latest_whatever_its_scopes() {
        let mut emulator = with_tokens(&[of_user("u", "old", &["read"]), of_user("u", "new", &[])]);
        let token = fetch(
            &mut emulator,
            LATEST_USER_TOKEN,
            &json!({ "appId": "one", "userId": "u" }),
        );
        assert_eq!(token["accessToken"], "new");
    }

    #[test]
    fn takes_no_scopes_where_the_latest_is_asked_for() {
        let tenants = json!({ "appId": "one", "tenantId": "t", "accessToken": "own", "scopes": ["read"] });
        let mut emulator = with_tokens(&[of_user("u", "users", &["read"]), tenants]);
        for (target, whose, id) in [
            (LATEST_USER_TOKEN, "userId", "u"),
            (LATEST_TENANT_TOKEN, "tenantId", "t"),
        ] {
            let sent = json!({ "appId": "one", whose: id, "scopes": ["other"] });
            let answer = handle(&mut emulator, "POST", target, &sent.to_string());
            assert_eq!(answer.logged.unknown_fields, ["scopes"], "{target}");
            assert_eq!(reply(answer).status, 200, "{target}");
        }
    }

    #[test]
    fn finds_nothing_of_another_app_user_or_tenant() {
        let mut emulator = with_tokens(&[every_token_field()]);
        for sent in [
            json!({ "appId": "two", "userId": "u", "tenantId": "t" }),
            json!({ "appId": "one", "userId": "v", "tenantId": "t" }),
            json!({ "appId": "one", "userId": "u", "tenantId": "other" }),
            json!({ "appId": "one", "userId": "u" }),
        ] {
            assert!(is_none(&mut emulator, LATEST_USER_TOKEN, &sent), "{sent}");
        }
        let mut without_tenant = with_tokens(&[of_user("u", "a", &[])]);
        let sent = json!({ "appId": "one", "userId": "u", "tenantId": "t" });
        assert!(is_none(&mut without_tenant, LATEST_USER_TOKEN, &sent));
    }

    #[test]
    fn tells_a_tenants_own_token_from_its_users() {
        let own = json!({ "appId": "one", "tenantId": "t", "accessToken": "own", "scopes": ["read"] });
        let mut emulator = with_tokens(&[own, every_token_field()]);
        let sent = json!({ "appId": "one", "tenantId": "t" });
        let latest = fetch(&mut emulator, LATEST_TENANT_TOKEN, &sent);
        assert_eq!(
            (&latest["accessToken"], &latest["tenantId"]),
            (&json!("own"), &json!("t"))
        );
        let sent = json!({ "appId": "one", "tenantId": "t", "scopes": ["read"] });
        assert_eq!(fetch(&mut emulator, TENANT_TOKEN, &sent)["accessToken"], "own");
        assert!(is_none(&mut with_tokens(&[every_token_field()]), TENANT_TOKEN, &sent));
    }
}

mod delete_user_tokens {
    use super::*;

    /// Deletes by `query` from four tokens; returns the access tokens that are left.
    fn left_after(query: &str) -> Vec<String> {
        let mut emulator = with_tokens(&[
            json!({ "appId": "one", "userId": "u", "accessToken": "1u" }),
            json!({ "appId": "one", "userId": "a b", "accessToken": "1v" }),
            json!({ "appId": "two", "userId": "u", "accessToken": "2u" }),
            json!({ "appId": "one", "tenantId": "t", "accessToken": "1t" }),
        ]);
        assert_eq!(
            delete(&mut emulator, &format!("{USER_TOKENS}?{query}")),
            (200, json!({}))
        );
        access_tokens(&emulator).into_iter().map(str::to_owned).collect()
    }

    #[test]
    fn removes_those_of_the_app_of_the_user_or_of_both() {
        assert_eq!(left_after("appId=one"), ["2u", "1t"]);
        assert_eq!(left_after("userId=u"), ["1v", "1t"]);
        assert_eq!(left_after("appId=one&userId=u"), ["1v", "2u", "1t"]);
    }

    #[test]
    fn decodes_ids_either_way_that_a_space_is_written() {
        assert_eq!(left_after("userId=a%20b"), ["1u", "2u", "1t"]);
        assert_eq!(left_after("userId=a+b"), ["1u", "2u", "1t"]);
    }

    #[test]
    fn refuses_what_is_not_encoded_text() {
        for query in ["appId=%", "appId=%ff", "%zz=one"] {
            let (status, error) = delete(&mut emulator(), &format!("{USER_TOKENS}?{query}"));
            assert_eq!((status, code(&error).as_str()), (400, "E011001"), "{query}");
        }
    }

    #[test]
    fn wants_an_id_that_says_something() {
        for query in ["", "appId=", "appId", "appId=%20&userId=", "&"] {
            let mut emulator = with_tokens(&[every_token_field()]);
            let (status, error) = delete(&mut emulator, &format!("{USER_TOKENS}?{query}"));
            assert_eq!((status, code(&error).as_str()), (400, "E011002"), "{query}");
            assert_eq!(emulator.tokens().count(), 1);
        }
    }
}

mod delete_token {
    use super::*;

    #[test]
    fn removes_the_token_of_this_id() {
        let mut emulator = with_tokens(&[of_user("u", "a", &["x"]), of_user("u", "b", &["y"])]);
        assert_eq!(delete(&mut emulator, &format!("{TOKEN}?id=T1")), (200, json!({})));
        assert_eq!(access_tokens(&emulator), ["b"]);
    }

    #[test]
    fn refuses_an_api_key() {
        for key in [
            json!({ "appId": "one", "userId": "u", "apiKey": "k" }),
            json!({ "appId": "one", "tenantId": "t", "apiKey": "k" }),
        ] {
            let mut emulator = with_tokens(&[key]);
            let (status, error) = delete(&mut emulator, &format!("{TOKEN}?id=T1"));
            assert_eq!((status, code(&error).as_str()), (400, "E151016"));
            assert_eq!(emulator.tokens().count(), 1);
        }
    }

    #[test]
    fn frees_no_id() {
        let mut emulator = with_tokens(&[of_user("u", "a", &[])]);
        delete(&mut emulator, &format!("{TOKEN}?id=T1"));
        upload(&mut emulator, &[of_user("u", "a", &[])]);
        assert_eq!(emulator.tokens().next().unwrap()["id"], "T2");
    }
}

mod apps_with_user_token {
    use super::*;

    #[test]
    fn answers_each_app_once() {
        let mut emulator = with_tokens(&[
            of_user("u", "a", &["read"]),
            of_user("u", "b", &["write"]),
            json!({ "appId": "two", "userId": "u", "tenantId": "t", "refreshToken": "r" }),
            json!({ "appId": "two", "userId": "v", "refreshToken": "r" }),
        ]);
        let mut ids = |query: &str| get(&mut emulator, &format!("{APPS}?{query}"));
        assert_eq!(ids("userId=u"), (200, json!({ "appIds": ["one", "two"] })));
        assert_eq!(ids("userId=v"), (200, json!({ "appIds": ["two"] })));
        assert_eq!(ids("userId=u&tenantId=t"), (200, json!({ "appIds": ["two"] })));
        assert_eq!(ids("userId=nobody"), (200, json!({ "appIds": [] })));
    }

    #[test]
    fn answers_no_app_whose_token_has_expired_and_cannot_be_refreshed() {
        for (token, expected) in [
            (json!({ "accessToken": "a", "accessTokenExpiry": 1_000 }), json!([])),
            (
                json!({ "accessToken": "a", "accessTokenExpiry": 1_001 }),
                json!(["one"]),
            ),
            (json!({ "accessToken": "a", "accessTokenExpiry": 0 }), json!(["one"])),
            (json!({ "accessToken": "a" }), json!(["one"])),
            (
                json!({ "refreshToken": "r", "accessTokenExpiry": 1_000 }),
                json!(["one"]),
            ),
            (json!({ "apiKey": "k" }), json!(["one"])),
        ] {
            let mut emulator = with_tokens(&[merged(&token, &json!({ "appId": "one", "userId": "u" }))]);
            let reply = reply(handle_at(
                &mut emulator,
                1_000_000,
                "GET",
                &format!("{APPS}?userId=u"),
                "",
            ));
            assert_eq!(body(&reply)["appIds"], expected, "{token}");
        }
    }
}

/// Behavior that the API's documentation leaves open.
mod chosen {
    use super::*;

    #[test]
    fn a_token_that_is_not_there_is_404() {
        let sent = json!({ "appId": "one", "userId": "u" });
        let (status, error) = post(&mut with_tokens(&[]), LATEST_USER_TOKEN, &sent);
        assert_eq!((status, code(&error).as_str()), (404, "E111504"));
        let (status, error) = delete(&mut with_tokens(&[]), &format!("{TOKEN}?id=T1"));
        assert_eq!((status, code(&error).as_str()), (404, "E111504"));
    }

    #[test]
    fn a_user_of_whom_there_is_nothing_to_delete_is_no_error() {
        let mut emulator = with_tokens(&[]);
        assert_eq!(
            delete(&mut emulator, &format!("{USER_TOKENS}?userId=u")),
            (200, json!({}))
        );
    }

    #[test]
    fn a_request_without_a_tenant_finds_a_users_token_in_any_if_told_to() {
        let mut emulator = with_apps(Options {
            alternatives: [Alternative::TokensInAnyTenant].into(),
            ..Options::default()
        });
        upload(&mut emulator, &[every_token_field()]);
        let sent = json!({ "appId": "one", "userId": "u" });
        assert_eq!(fetch(&mut emulator, LATEST_USER_TOKEN, &sent)["tenantId"], "t");
        let sent = json!({ "appId": "one", "userId": "u", "tenantId": "other" });
        assert!(is_none(&mut emulator, LATEST_USER_TOKEN, &sent));
    }

    #[test]
    fn no_scopes_are_missing_scopes() {
        let sent = json!({ "appId": "one", "userId": "u", "scopes": [] });
        let (status, error) = post(&mut with_tokens(&[every_token_field()]), USER_TOKEN, &sent);
        assert_eq!((status, code(&error).as_str()), (400, "E011002"));
    }

    #[test]
    fn an_api_key_is_fetched_as_an_access_token() {
        let mut emulator = with_tokens(&[
            json!({ "appId": "one", "userId": "u", "apiKey": "users" }),
            json!({ "appId": "one", "tenantId": "t", "apiKey": "tenants" }),
        ]);
        let token = fetch(
            &mut emulator,
            LATEST_USER_TOKEN,
            &json!({ "appId": "one", "userId": "u" }),
        );
        let expected =
            json!({ "id": "T1", "appId": "one", "userId": "u", "accessToken": "users", "hasRefreshToken": false });
        assert_eq!(token, expected);
        let token = fetch(
            &mut emulator,
            LATEST_TENANT_TOKEN,
            &json!({ "appId": "one", "tenantId": "t" }),
        );
        assert_eq!(token["accessToken"], "tenants");
    }

    #[test]
    fn an_apps_tokens_go_with_it() {
        let mut emulator = with_tokens(&[
            of_user("u", "a", &[]),
            json!({ "appId": "one", "tenantId": "t", "accessToken": "b" }),
            json!({ "appId": "two", "userId": "u", "accessToken": "c" }),
        ]);
        assert_eq!(post(&mut emulator, DELETE, &json!({ "id": "one" })).0, 200);
        assert_eq!(access_tokens(&emulator), ["c"]);
    }

    #[test]
    fn the_keys_of_tenants_stay_when_the_app_goes_if_told_to() {
        for (alternatives, left) in [(json!([]), 0), (json!(["delete-keeps-tenant-keys"]), 1)] {
            let mut emulator = with(json!({ "alternatives": alternatives }));
            create(&mut emulator, &json!({ "id": "one", "name": "one" }));
            upload(
                &mut emulator,
                &[
                    json!({ "appId": "one", "tenantId": "t", "apiKey": "k" }),
                    json!({ "appId": "one", "userId": "u", "apiKey": "k" }),
                    json!({ "appId": "one", "tenantId": "t", "accessToken": "a", "scopes": ["s"] }),
                ],
            );
            assert_eq!(post(&mut emulator, DELETE, &json!({ "id": "one" })).0, 200);
            assert_eq!(emulator.tokens().count(), left, "{alternatives}");
            assert!(
                emulator
                    .tokens()
                    .all(|token| token["apiKey"] == "k" && !token.contains_key("userId"))
            );
        }
    }

    #[test]
    fn a_query_holds_each_parameter_once() {
        let mut emulator = with_tokens(&[of_user("u", "a", &[])]);
        let (status, error) = delete(&mut emulator, &format!("{TOKEN}?id=T1&id=T2"));
        assert_eq!((status, code(&error).as_str()), (400, "E011004"));
        assert_eq!(emulator.tokens().count(), 1);
    }
}
