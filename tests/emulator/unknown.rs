//! Fields that an endpoint does not have.

use super::*;

/// Returns the log entry of a create.
fn logged(sent: &str) -> descope_outbound::emulator::LoggedRequest {
    handle(&mut emulator(), "POST", CREATE, sent).logged
}

#[test]
fn are_logged_by_their_path_at_any_depth_and_each_once() {
    for (sent, expected) in [
        (r#"{"name":"n"}"#, &[][..]),
        (r#"{"name":"n","clientID":"c"}"#, &["clientID"]),
        (r#"{"name":"n","scopes":null}"#, &["scopes"]),
        (
            r#"{"name":"n","tokenUrlParams":[{"k":1},{"k":2}],"x":{"y":1}}"#,
            &["x", "tokenUrlParams[].k"],
        ),
        // Also if something else is wrong.
        (r#"{"Name":"n"}"#, &["Name"]),
        (r#"{"name":1,"later":2}"#, &["later"]),
    ] {
        assert_eq!(logged(sent).unknown_fields, expected, "{sent}");
    }
}

#[test]
fn are_logged_without_an_end_to_nothing() {
    let fields: Vec<String> = (0..1_000).map(|number| format!(r#""f{number}":1"#)).collect();
    let entry = logged(&format!(r#"{{"name":"n",{}}}"#, fields.join(",")));
    assert_eq!(entry.unknown_fields.len(), 20);
}

#[test]
fn cannot_forge_a_line() {
    let entry = logged(r#"{"name":"n","a b\n":1,"c":2}"#);
    assert_eq!(
        entry.to_string(),
        r"POST /v1/mgmt/outbound/app/create 200 id=OA1 unknown=a\u{20}b\u{a},c"
    );
}

#[test]
fn are_not_stored() {
    let mut emulator = emulator();
    create(
        &mut emulator,
        &json!({ "name": "n", "clientID": "c", "tokenUrlParams": [{ "key": "k", "x": 1 }] }),
    );
    let expected = json!([{ "name": "n", "tokenUrlParams": [{ "key": "k" }], "templateId": "custom", "id": "OA1" }]);
    assert_eq!(emulator.apps().cloned().collect::<Value>(), expected);
}

#[test]
fn refuse_the_request_if_the_emulator_is_told_to() {
    for sent in [
        json!({ "name": "n", "clientID": "c" }),
        json!({ "name": "n", "scopes": null }),
        json!({ "name": "n", "tokenUrlParams": [{ "k": 1 }] }),
    ] {
        let mut emulator = with(json!({ "unknownFields": "refuse" }));
        let (status, error) = post(&mut emulator, CREATE, &sent);
        assert_eq!((status, code(&error).as_str()), (400, "E011001"), "{sent}");
        assert_eq!(emulator.apps().count(), 0);
    }
}

#[test]
fn are_accepted_or_refused_and_nothing_else() {
    assert!(serde_json::from_value::<Options>(json!({ "unknownFields": "ignore" })).is_err());
    assert!(serde_json::from_value::<Options>(json!({ "alternatives": ["no-such"] })).is_err());
}
