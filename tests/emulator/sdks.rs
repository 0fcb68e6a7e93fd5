//! Requests of official SDKs, composed as their code does; `tests/clients` runs the SDKs themselves.

use super::*;

const UPDATE: &str = "/v1/mgmt/outbound/app/update";

/// Unset fields are `null` \[py\].
fn python() -> Value {
    json!({ "name": "n", "id": null, "description": null, "logo": null })
}

/// Unset texts are `""`, unset lists `null` \[go, php\].
fn go() -> Value {
    json!({
        "id": "", "name": "n", "description": "", "templateId": "", "clientId": "", "clientSecret": "", "logo": "",
        "discoveryUrl": "", "authorizationUrl": "", "authorizationUrlParams": null, "tokenUrl": "",
        "tokenUrlParams": null, "revocationUrl": "", "defaultScopes": null, "defaultRedirectUrl": "",
        "callbackDomain": "", "pkce": false, "accessType": "", "prompt": null,
    })
}

#[test]
fn a_create_is_taken_and_given_an_id() {
    for sent in [python(), go()] {
        let mut emulator = with(json!({ "unknownFields": "refuse" }));
        let answered = create(&mut emulator, &sent);
        assert_eq!(
            (&answered["id"], &answered["templateId"]),
            (&json!("OA1"), &json!("custom")),
            "{sent}"
        );
        assert!(
            !answered.as_object().unwrap().values().any(Value::is_null),
            "{answered}"
        );
    }
}

#[test]
fn an_update_clears_what_it_does_not_set_and_the_secret_only_where_it_is_empty() {
    for (sent, secret) in [(python(), json!("s")), (go(), json!(null))] {
        let mut emulator = with(json!({ "unknownFields": "refuse" }));
        create(&mut emulator, &every_field());
        let app = merged(&sent, &json!({ "id": "full" }));
        assert_eq!(post(&mut emulator, UPDATE, &json!({ "app": app })).0, 200);
        let stored = Value::from(emulator.apps().next().unwrap().clone());
        for field in ["description", "logo", "tokenUrl"] {
            assert!(stored.get(field).is_none_or(|value| value == ""), "{field} of {stored}");
        }
        assert_eq!(stored.get("clientSecret").unwrap_or(&json!(null)), &secret);
    }
}

#[test]
fn a_url_parameter_may_be_sent_under_name_and_is_answered_under_key_too() {
    for (sent, stored, answered) in [
        (
            json!({ "name": "k", "value": "v" }),
            json!({ "name": "k", "value": "v" }),
            json!({ "name": "k", "value": "v", "key": "k" }),
        ),
        (
            json!({ "key": "k", "value": "v" }),
            json!({ "key": "k", "value": "v" }),
            json!({ "key": "k", "value": "v" }),
        ),
        (
            json!({ "key": "k", "name": "other", "value": null }),
            json!({ "key": "k", "name": "other" }),
            json!({ "key": "k", "name": "other" }),
        ),
    ] {
        let mut emulator = with(json!({ "unknownFields": "refuse" }));
        for (id, field) in [("a", "authorizationUrlParams"), ("t", "tokenUrlParams")] {
            let app = create(&mut emulator, &json!({ "id": id, "name": id, field: [sent] }));
            assert_eq!(app[field], json!([answered]));
            let stored_app = emulator.apps().find(|app| app["id"] == id).unwrap();
            assert_eq!(stored_app[field], json!([stored]));
        }
    }
}

#[test]
fn a_fetch_with_nulls_is_one_without() {
    let mut emulator = with_apps(Options::default());
    let token = json!({ "appId": "one", "userId": "u", "accessToken": "a", "scopes": ["s"] });
    assert_eq!(post(&mut emulator, USER_UPLOAD, &token).0, 200);
    let sent = json!({ "appId": "one", "userId": "u", "scopes": ["s"], "options": null, "tenantId": null });
    let (status, answered) = post(&mut emulator, "/v1/mgmt/outbound/app/user/token", &sent);
    assert_eq!((status, &answered["token"]["accessToken"]), (200, &json!("a")));
}
