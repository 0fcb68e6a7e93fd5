//! Properties of every endpoint that takes fields, as a table.

use super::*;

/// An endpoint, and a request that succeeds.
struct Row {
    method: &'static str,
    path: &'static str,
    fields: Value,
    /// The required fields. Of several in one string, at least one is required.
    required: &'static [&'static str],
}

fn row(method: &'static str, path: &'static str, fields: Value, required: &'static [&'static str]) -> Row {
    Row {
        method,
        path,
        fields,
        required,
    }
}

fn rows() -> Vec<Row> {
    [app_rows(), token_rows(), upload_rows()]
        .into_iter()
        .flatten()
        .collect()
}

fn app_rows() -> Vec<Row> {
    vec![
        row("POST", CREATE, every_field(), &["name"]),
        row(
            "POST",
            "/v1/mgmt/outbound/app/create/bytemplate",
            json!({
                "templateId": "github", "id": "two", "clientId": "c", "clientSecret": "s", "tenantId": "t",
                "overrides": { "name": "Two", "pkce": true },
            }),
            &["templateId"],
        ),
        row(
            "POST",
            "/v1/mgmt/outbound/app/create/bydcrpreset",
            json!({ "dcrPresetId": "notion", "tenantId": "t" }),
            &["dcrPresetId"],
        ),
        row(
            "POST",
            "/v1/mgmt/outbound/app/update",
            json!({ "app": { "id": "one", "name": "Renamed" } }),
            &["app"],
        ),
        row("POST", "/v1/mgmt/outbound/app/delete", json!({ "id": "one" }), &["id"]),
        row(
            "POST",
            "/v1/mgmt/outbound/app/connect",
            json!({ "appId": "one", "options": {
                "redirectUrl": "https://example.com", "scopes": ["s"], "prompt": ["login"], "loginHint": "h",
                "resources": ["r"], "externalIdentifier": "e",
            } }),
            &["appId"],
        ),
        row(
            "POST",
            "/v1/outbound/oauth/connect",
            json!({ "appId": "one", "tenantId": "t", "tenantLevel": true, "options": {
                "redirectUrl": "https://example.com", "scopes": ["s"], "externalIdentifier": "e",
            } }),
            &["appId"],
        ),
    ]
}

fn token_rows() -> Vec<Row> {
    let options = json!({ "withRefreshToken": true, "forceRefresh": false });
    let options = json!({ "options": options, "externalIdentifier": "e" });
    vec![
        row(
            "POST",
            "/v1/mgmt/outbound/app/user/token",
            merged(
                &options,
                &json!({ "appId": "one", "userId": "u", "scopes": ["read"], "tenantId": "t" }),
            ),
            &["appId", "userId", "scopes"],
        ),
        row(
            "POST",
            "/v1/mgmt/outbound/app/user/token/latest",
            merged(&options, &json!({ "appId": "one", "userId": "u", "tenantId": "t" })),
            &["appId", "userId"],
        ),
        row(
            "POST",
            "/v1/mgmt/outbound/app/tenant/token",
            merged(
                &options,
                &json!({ "appId": "one", "tenantId": "t", "scopes": ["read"] }),
            ),
            &["appId", "tenantId", "scopes"],
        ),
        row(
            "POST",
            "/v1/mgmt/outbound/app/tenant/token/latest",
            merged(&options, &json!({ "appId": "one", "tenantId": "t" })),
            &["appId", "tenantId"],
        ),
        row(
            "DELETE",
            "/v1/mgmt/outbound/user/tokens",
            json!({ "appId": "one", "userId": "u" }),
            &["appId userId"],
        ),
        row("DELETE", "/v1/mgmt/outbound/token", json!({ "id": "T1" }), &["id"]),
        row(
            "GET",
            "/v1/mgmt/outbound/apps-with-user-token",
            json!({ "userId": "u", "tenantId": "t" }),
            &["userId"],
        ),
    ]
}

fn upload_rows() -> Vec<Row> {
    let credentials = json!({
        "refreshToken": "r", "accessToken": "a", "accessTokenExpiry": 1_900_000_000, "accessTokenType": "Bearer",
        "scopes": ["read"], "externalIdentifier": "e", "idToken": "i", "grantedBy": "g",
    });
    let verified = |token: &Value| merged(token, &json!({ "verifyRefresh": true }));
    let tenant = merged(&credentials, &json!({ "appId": "one", "tenantId": "t" }));
    let user = merged(&tenant, &json!({ "userId": "u" }));
    vec![
        row(
            "POST",
            "/v1/mgmt/outbound/app/user/apikey/upload",
            json!({ "appId": "one", "userId": "u", "apiKey": "k", "tenantId": "t" }),
            &["appId", "userId", "apiKey"],
        ),
        row(
            "POST",
            "/v1/mgmt/outbound/app/tenant/apikey/upload",
            json!({ "appId": "one", "tenantId": "t", "apiKey": "k" }),
            &["appId", "tenantId", "apiKey"],
        ),
        row(
            "POST",
            "/v1/mgmt/outbound/app/user/oauthtoken/upload",
            verified(&user),
            &["appId", "userId", "refreshToken accessToken"],
        ),
        row(
            "POST",
            "/v1/mgmt/outbound/app/tenant/oauthtoken/upload",
            verified(&tenant),
            &["appId", "tenantId", "refreshToken accessToken"],
        ),
        row(
            "POST",
            "/v1/mgmt/outbound/app/user/oauthtoken/batch/upload",
            json!({ "tokens": [user] }),
            &["tokens"],
        ),
        row(
            "POST",
            "/v1/mgmt/outbound/app/tenant/oauthtoken/batch/upload",
            json!({ "tokens": [tenant] }),
            &["tokens"],
        ),
    ]
}

/// Returns an emulator with the apps and tokens that the table's requests refer to.
fn prepared() -> Emulator {
    prepared_with(Options::default())
}

fn prepared_with(options: Options) -> Emulator {
    let mut emulator = Emulator::new(options);
    create(&mut emulator, &json!({ "id": "one", "name": "One" }));
    let own = json!({
        "appId": "one", "tenantId": "t", "accessToken": "a", "scopes": ["read"], "externalIdentifier": "e",
    });
    let users = merged(&own, &json!({ "userId": "u" }));
    assert_eq!(post(&mut emulator, USER_UPLOAD, &users).0, 200);
    assert_eq!(post(&mut emulator, TENANT_UPLOAD, &own).0, 200);
    // For requests without a tenant.
    let users = merged(&without(&own, "tenantId"), &json!({ "userId": "u" }));
    assert_eq!(post(&mut emulator, USER_UPLOAD, &users).0, 200);
    emulator
}

fn stored(emulator: &Emulator) -> (Vec<Value>, Vec<Value>) {
    let apps = emulator.apps().cloned().map(Value::from).collect();
    (apps, emulator.tokens().cloned().map(Value::from).collect())
}

impl Row {
    fn handle(&self, emulator: &mut Emulator, fields: &Value, bearer: &str) -> Transmission {
        let (target, body) = match self.method {
            "POST" => (self.path.to_owned(), fields.to_string()),
            _ => (format!("{}?{}", self.path, query(fields)), String::new()),
        };
        handle_as(emulator, bearer, 0, self.method, &target, &body)
    }

    fn send(&self, emulator: &mut Emulator, fields: &Value, bearer: &str) -> (u16, Value) {
        let reply = reply(self.handle(emulator, fields, bearer));
        (reply.status, body(&reply))
    }

    fn bearer(&self) -> String {
        let secret = if self.path.ends_with("/connect") {
            JWT
        } else {
            MANAGEMENT_KEY
        };
        format!("{PROJECT_ID}:{secret}")
    }

    /// Returns the status and the error code for these fields. The request must fail and change nothing.
    fn refusal(&self, fields: &Value) -> (u16, String) {
        let mut emulator = prepared();
        let before = stored(&emulator);
        let (status, error) = self.send(&mut emulator, fields, &self.bearer());
        assert_eq!(stored(&emulator), before, "{} {fields}", self.path);
        assert_ne!(status, 200, "{} {fields}", self.path);
        (status, code(&error))
    }

    fn with(&self, field: &str, value: Value) -> Value {
        let mut fields = self.fields.clone();
        fields[field] = value;
        fields
    }

    fn without(&self, left_out: &str) -> Value {
        without(&self.fields, left_out)
    }
}

fn without(fields: &Value, left_out: &str) -> Value {
    let mut fields = fields.clone();
    fields
        .as_object_mut()
        .unwrap()
        .retain(|field, _| !left_out.split(' ').any(|name| name == field));
    fields
}

fn query(fields: &Value) -> String {
    let fields = fields.as_object().unwrap().iter();
    let parameters = fields.map(|(name, value)| format!("{name}={}", value.as_str().unwrap()));
    parameters.collect::<Vec<_>>().join("&")
}

#[test]
fn every_documented_field_is_taken() {
    for row in rows() {
        let (status, answered) = row.send(&mut prepared(), &row.fields, &row.bearer());
        assert_eq!(status, 200, "{} {answered}", row.path);
    }
}

#[test]
fn every_documented_field_is_taken_by_a_strict_emulator_and_no_other() {
    for row in rows() {
        let strict = || {
            prepared_with(Options {
                unknown_fields: UnknownFields::Refuse,
                ..Options::default()
            })
        };
        assert_eq!(
            row.send(&mut strict(), &row.fields, &row.bearer()).0,
            200,
            "{}",
            row.path
        );
        let mut emulator = strict();
        let before = stored(&emulator);
        let (status, error) = row.send(&mut emulator, &row.with("surplus", json!("x")), &row.bearer());
        assert_eq!((status, code(&error).as_str()), (400, "E011001"), "{}", row.path);
        assert!(error["errorMessage"].as_str().unwrap().contains("\"surplus\""));
        assert_eq!(stored(&emulator), before, "{}", row.path);
    }
}

#[test]
fn any_other_field_is_dropped_and_named_in_the_log() {
    for row in rows() {
        let (mut emulator, mut same) = (prepared(), prepared());
        let answer = row.handle(&mut emulator, &row.with("surplus", json!("canary")), &row.bearer());
        assert_eq!(answer.logged.unknown_fields, ["surplus"], "{}", row.path);
        assert!(
            answer.logged.to_string().ends_with(" unknown=surplus"),
            "{}",
            answer.logged
        );
        assert!(!format!("{answer:?}").contains("canary"), "{}", row.path);
        let expected = row.handle(&mut same, &row.fields, &row.bearer());
        assert_eq!(answer.delivery, expected.delivery, "{}", row.path);
        assert_eq!(stored(&emulator), stored(&same), "{}", row.path);
    }
}

#[test]
fn a_field_that_is_null_is_left_out() {
    for row in rows().into_iter().filter(|row| row.method == "POST") {
        for field in row.fields.as_object().unwrap().keys() {
            let (mut emulator, mut same) = (prepared(), prepared());
            let answered = row.send(&mut emulator, &row.with(field, json!(null)), &row.bearer());
            let expected = row.send(&mut same, &row.without(field), &row.bearer());
            assert_eq!(answered, expected, "{} {field}", row.path);
            assert_eq!(stored(&emulator), stored(&same), "{} {field}", row.path);
        }
    }
}

#[test]
fn a_required_field_that_is_missing_is_refused() {
    for row in rows() {
        for field in row.required {
            let refusal = row.refusal(&row.without(field));
            assert_eq!(refusal, (400, "E011002".to_owned()), "{} {field}", row.path);
        }
    }
}

#[test]
fn every_other_field_may_be_missing() {
    for row in rows() {
        let required: Vec<&str> = row.required.iter().flat_map(|names| names.split(' ')).collect();
        let of_any = row.required.iter().filter_map(|names| names.split_once(' '));
        let fields = row.fields.as_object().unwrap().keys().map(String::as_str);
        let optional = fields.filter(|field| !required.contains(field));
        for field in optional.chain(of_any.flat_map(|(one, other)| [one, other])) {
            let (status, answered) = row.send(&mut prepared(), &row.without(field), &row.bearer());
            assert_eq!(status, 200, "{} without {field}: {answered}", row.path);
        }
    }
}

#[test]
fn a_field_of_another_type_is_refused() {
    for row in rows().into_iter().filter(|row| row.method == "POST") {
        for field in row.fields.as_object().unwrap().keys() {
            for value in [json!([[1]]), json!(1.5), json!(3_000_000_000_u64)] {
                let refusal = row.refusal(&row.with(field, value));
                assert_eq!(refusal, (400, "E011004".to_owned()), "{} {field}", row.path);
            }
        }
    }
}

#[test]
fn another_bearer_than_the_endpoints_own_is_refused() {
    for row in rows() {
        for bearer in [
            "",
            PROJECT_ID,
            &format!("{PROJECT_ID}:"),
            &format!("{PROJECT_ID}:wrong"),
            &format!("other:{MANAGEMENT_KEY}"),
            &format!("other:{JWT}"),
            &format!("{PROJECT_ID}:{MANAGEMENT_KEY}"),
            &format!("{PROJECT_ID}:{JWT}"),
        ] {
            let mut emulator = prepared();
            let before = stored(&emulator);
            let (status, answered) = row.send(&mut emulator, &row.fields, bearer);
            if bearer == row.bearer() {
                assert_eq!(status, 200, "{} {bearer}", row.path);
            } else {
                assert_eq!(status, 401, "{} {bearer}", row.path);
                code(&answered);
                assert_eq!(stored(&emulator), before, "{} {bearer}", row.path);
            }
        }
    }
}

#[test]
fn errors_and_log_entries_hold_no_value_that_was_sent() {
    for row in rows().into_iter().filter(|row| row.method == "POST") {
        for field in row.fields.as_object().unwrap().keys() {
            let fields = row.with(field, json!(["canary", 1]));
            let answer = row.handle(&mut prepared(), &fields, &row.bearer());
            assert!(!format!("{answer:?}").contains("canary"), "{} {field}", row.path);
        }
    }
}
