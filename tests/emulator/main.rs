//! The emulator, from a transport's view: a request and a time go in, an answer comes out.
//!
//! The modules `chosen` test behavior that the API's documentation leaves open: clients must not depend on it.
#![cfg(all(feature = "emulator", not(target_arch = "wasm32")))]
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that panics is a test that fails"
)]

mod access;
mod apps;
mod browsers;
mod connections;
mod endpoints;
mod handshakes;
mod sdks;
mod tokens;
mod unknown;
mod uploads;

use descope_outbound::emulator::{
    Alternative, Delivery, Emulator, Fault, MANAGEMENT_KEY, Options, PROJECT_ID, RateLimit, RateLimitTier, Reply,
    Request, Transmission, UnknownFields, When,
};
use descope_outbound::model::APP;
use descope_outbound::model::schema::{Field, Kind};
use serde_json::{Value, json};

const CREATE: &str = "/v1/mgmt/outbound/app/create";
const DELETE: &str = "/v1/mgmt/outbound/app/delete";
const USER_UPLOAD: &str = "/v1/mgmt/outbound/app/user/oauthtoken/upload";
const TENANT_UPLOAD: &str = "/v1/mgmt/outbound/app/tenant/oauthtoken/upload";
const USER_KEY_UPLOAD: &str = "/v1/mgmt/outbound/app/user/apikey/upload";
const TENANT_KEY_UPLOAD: &str = "/v1/mgmt/outbound/app/tenant/apikey/upload";
const LICENSE: &str = "/v1/mgmt/license";

/// Has the form of a JWT.
const JWT: &str = "eyJhbGciOiJub25lIn0.e30.c2lnbmF0dXJl_-";

const ALL: &str = "/v1/mgmt/outbound/apps";

fn emulator() -> Emulator {
    Emulator::new(Options::default())
}

fn handle(emulator: &mut Emulator, method: &str, target: &str, body: &str) -> Transmission {
    handle_at(emulator, 0, method, target, body)
}

fn handle_at(emulator: &mut Emulator, now_ms: u64, method: &str, target: &str, body: &str) -> Transmission {
    let bearer = format!("{}:{}", emulator.project_id(), emulator.management_key());
    handle_as(emulator, &bearer, now_ms, method, target, body)
}

fn handle_as(
    emulator: &mut Emulator,
    bearer: &str,
    now_ms: u64,
    method: &str,
    target: &str,
    body: &str,
) -> Transmission {
    let request = Request {
        method,
        target,
        headers: &[("authorization", &format!("Bearer {bearer}"))],
        body: body.as_bytes(),
    };
    emulator.handle(&request, now_ms)
}

fn reply(answer: Transmission) -> Reply {
    match answer.delivery {
        Delivery::Whole(reply) => reply,
        Delivery::Half(_) | Delivery::Cut => panic!("the connection was cut"),
    }
}

fn body(reply: &Reply) -> Value {
    serde_json::from_str(&reply.body).unwrap()
}

fn header<'r>(reply: &'r Reply, name: &str) -> Option<&'r str> {
    reply
        .headers
        .iter()
        .find(|(given, _)| given == name)
        .map(|(_, value)| value.as_str())
}

fn post(emulator: &mut Emulator, target: &str, sent: &Value) -> (u16, Value) {
    let reply = reply(handle(emulator, "POST", target, &sent.to_string()));
    (reply.status, body(&reply))
}

fn get(emulator: &mut Emulator, target: &str) -> (u16, Value) {
    let reply = reply(handle(emulator, "GET", target, ""));
    (reply.status, body(&reply))
}

fn create(emulator: &mut Emulator, sent: &Value) -> Value {
    let (status, answered) = post(emulator, CREATE, sent);
    assert_eq!(status, 200, "{answered}");
    answered["app"].clone()
}

/// Returns the status and the error code of a create with this body.
fn refused(sent: &str) -> (u16, String) {
    let mut emulator = emulator();
    let reply = reply(handle(&mut emulator, "POST", CREATE, sent));
    assert_eq!(emulator.apps().count(), 0, "nothing is stored of {sent}");
    (reply.status, code(&body(&reply)))
}

/// Returns the code of an error, which must have the documented shape.
fn code(error: &Value) -> String {
    let fields: Vec<_> = error.as_object().unwrap().keys().collect();
    assert_eq!(fields, ["errorCode", "errorDescription", "errorMessage"]);
    assert!(error.as_object().unwrap().values().all(Value::is_string));
    error["errorCode"].as_str().unwrap().to_owned()
}

/// Returns an emulator with the apps `one` and `two`.
fn with_apps(options: Options) -> Emulator {
    let mut emulator = Emulator::new(options);
    for id in ["one", "two"] {
        create(&mut emulator, &json!({ "id": id, "name": id }));
    }
    emulator
}

fn access_tokens(emulator: &Emulator) -> Vec<&str> {
    emulator
        .tokens()
        .map(|token| token["accessToken"].as_str().unwrap())
        .collect()
}

fn names(emulator: &Emulator) -> Vec<&str> {
    emulator.apps().map(|app| app["name"].as_str().unwrap()).collect()
}

fn merged(object: &Value, other: &Value) -> Value {
    let mut fields = object.as_object().unwrap().clone();
    fields.extend(other.as_object().unwrap().clone());
    fields.into()
}

fn without_secret(app: &Value) -> Value {
    let mut app = app.clone();
    app.as_object_mut().unwrap().remove("clientSecret");
    app
}

/// Returns an emulator with these options, in JavaScript's form.
fn with(options: Value) -> Emulator {
    Emulator::new(serde_json::from_value(options).unwrap())
}

/// Returns an app with every field that the client knows.
fn every_field() -> Value {
    let value = |field: &Field| match field.kind {
        Kind::Bool => json!(true),
        Kind::List(Kind::Object(_)) => json!([{ "key": "k", "value": "v" }, {}]),
        Kind::List(_) => json!(["a", "b"]),
        _ => json!(field.name),
    };
    let all = APP.fields.iter().map(|field| (field.name.to_owned(), value(field)));
    let chosen = json!({ "id": "full", "clientSecret": "s", "useDcr": false, "dcrUrl": "d", "tenantId": "t" });
    merged(&all.collect(), &chosen)
}

mod create {
    use super::*;

    #[test]
    fn stores_every_field_as_sent_and_answers_all_but_the_secret() {
        let mut emulator = emulator();
        let answered = create(&mut emulator, &every_field());
        let stored = merged(&every_field(), &json!({ "templateId": "custom" }));
        assert_eq!(emulator.apps().cloned().collect::<Value>(), json!([stored]));
        assert_eq!(answered, without_secret(&stored));
    }

    #[test]
    fn keeps_the_template_that_it_is_given() {
        for (given, stored) in [
            (json!("github"), "github"),
            (json!(""), "custom"),
            (json!(null), "custom"),
        ] {
            let mut emulator = emulator();
            create(&mut emulator, &json!({ "id": "one", "name": "n", "templateId": given }));
            let (_, answered) = get(&mut emulator, "/v1/mgmt/outbound/app/one");
            assert_eq!(answered["app"]["templateId"], stored, "{given}");
        }
    }

    #[test]
    fn answers_no_field_that_was_not_sent() {
        let answered = create(&mut emulator(), &json!({ "name": "Few" }));
        assert_eq!(answered, json!({ "id": "OA1", "name": "Few", "templateId": "custom" }));
    }

    #[test]
    fn answers_null_for_what_was_not_sent_if_asked_to() {
        let options = Options {
            nulls: true,
            ..Options::default()
        };
        let answered = create(&mut Emulator::new(options), &json!({ "name": "Few" }));
        assert_eq!(answered["logo"], Value::Null);
        let fields = answered.as_object().unwrap();
        assert!(
            every_field()
                .as_object()
                .unwrap()
                .keys()
                .all(|field| fields.contains_key(field))
        );
    }

    #[test]
    fn assigns_ids_that_are_free() {
        let mut emulator = emulator();
        create(&mut emulator, &json!({ "id": "OA1", "name": "chosen" }));
        assert_eq!(create(&mut emulator, &json!({ "name": "assigned" }))["id"], "OA2");
    }

    #[test]
    fn answers_500_to_an_id_that_is_taken() {
        let mut emulator = emulator();
        create(&mut emulator, &json!({ "id": "one", "name": "first" }));
        let (status, error) = post(&mut emulator, CREATE, &json!({ "id": "one", "name": "second" }));
        assert_eq!((status, code(&error).as_str()), (500, "E151001"));
        assert_eq!(error["errorDescription"], "Failed to create OAuth application");
        assert_eq!(error["errorMessage"], "Failed to persist oauth app");
        assert_eq!(names(&emulator), ["first"]);
    }

    #[test]
    fn answers_500_to_a_name_that_is_taken() {
        let mut emulator = emulator();
        create(&mut emulator, &json!({ "id": "one", "name": "same" }));
        let (status, error) = post(&mut emulator, CREATE, &json!({ "id": "two", "name": "same" }));
        assert_eq!((status, code(&error).as_str()), (500, "E151001"));
        assert_eq!(emulator.apps().count(), 1);
    }

    #[test]
    fn wants_a_name() {
        assert_eq!(refused("{}"), (400, "E011002".to_owned()));
    }

    #[test]
    fn registers_a_client_only_where_something_names_the_place() {
        for (sent, expected) in [
            (json!({}), 400),
            (json!({ "discoveryUrl": "https://mcp.notion.com/mcp" }), 400),
            (json!({ "dcrUrl": "" }), 400),
            (json!({ "dcrUrl": "https://mcp.notion.com/register" }), 200),
            (
                json!({ "discoveryUrl": "https://example.com/.well-known/openid-configuration" }),
                200,
            ),
        ] {
            let sent = merged(&json!({ "name": "n", "useDcr": true }), &sent);
            let (status, answered) = post(&mut emulator(), CREATE, &sent);
            assert_eq!(status, expected, "{sent}");
            if status == 400 {
                assert_eq!(code(&answered), "E152006", "{sent}");
                assert_eq!(answered["errorMessage"], "Failed to parse server URL");
            }
        }
    }

    #[test]
    fn is_for_a_tenant_that_there_is() {
        for (tenants, tenant, expected) in [
            (json!(["t"]), json!("t"), 200),
            (json!(["t"]), json!("other"), 400),
            (json!(["t"]), json!(null), 200),
            (json!(["t"]), json!(""), 200),
            (json!(null), json!("any"), 200),
        ] {
            let mut emulator = with(json!({ "tenants": tenants }));
            let (status, _) = post(&mut emulator, CREATE, &json!({ "name": "n", "tenantId": tenant }));
            assert_eq!(status, expected, "{tenants} {tenant}");
        }
    }

    #[test]
    fn refuses_a_field_of_another_type() {
        for sent in [
            r#"{"name":1}"#,
            r#"{"name":"n","pkce":"true"}"#,
            r#"{"name":"n","defaultScopes":"a b"}"#,
            r#"{"name":"n","defaultScopes":["a",1]}"#,
            r#"{"name":"n","tokenUrlParams":[["k","v"]]}"#,
            r#"{"name":"n","tokenUrlParams":[{"key":1}]}"#,
            r#"{"name":"n","tokenUrlParams":[{"name":1}]}"#,
            r#"{"name":"n","templateId":1}"#,
            // A list item cannot be `null`.
            r#"{"name":"n","defaultScopes":["a",null]}"#,
            r#"{"name":"n","tokenUrlParams":[null]}"#,
        ] {
            assert_eq!(refused(sent), (400, "E011004".to_owned()), "{sent}");
        }
    }

    #[test]
    fn refuses_a_body_that_is_no_json_object() {
        let deep = "[".repeat(100_000);
        for sent in ["", "[]", "null", "{", r#"{"name":"n"}x"#, r#"{"name":"\ud800"}"#, &deep] {
            assert_eq!(refused(sent), (400, "E011001".to_owned()));
        }
    }

    #[test]
    fn errors_hold_no_value_that_was_sent() {
        let sent = r#"{"name":"n","clientSecret":["canary"]}"#;
        assert!(
            !reply(handle(&mut emulator(), "POST", CREATE, sent))
                .body
                .contains("canary")
        );
    }
}

mod load {
    use super::*;

    #[test]
    fn answers_the_app_without_its_secret() {
        let mut emulator = emulator();
        create(&mut emulator, &every_field());
        let (status, answered) = get(&mut emulator, "/v1/mgmt/outbound/app/full");
        let mut expected = without_secret(&every_field());
        expected["templateId"] = json!("custom");
        assert_eq!((status, answered), (200, json!({ "app": expected })));
    }

    #[test]
    fn decodes_the_id() {
        let mut emulator = emulator();
        create(&mut emulator, &json!({ "id": "a/b ü%", "name": "odd" }));
        let (_, answered) = get(&mut emulator, "/v1/mgmt/outbound/app/a%2Fb%20%C3%BC%25?x=y");
        assert_eq!(answered["app"]["name"], "odd");
    }

    #[test]
    fn finds_an_app_that_is_named_like_an_endpoint() {
        let mut emulator = emulator();
        create(&mut emulator, &json!({ "id": "create", "name": "odd" }));
        assert_eq!(get(&mut emulator, CREATE).1["app"]["name"], "odd");
    }

    #[test]
    fn refuses_an_id_that_is_not_encoded_text() {
        for id in ["%", "%4", "%zz", "%+f", "%ff"] {
            assert_eq!(
                get(&mut emulator(), &format!("/v1/mgmt/outbound/app/{id}")).0,
                400,
                "{id}"
            );
        }
    }
}

mod load_all {
    use super::*;

    #[test]
    fn answers_the_apps_in_the_order_of_their_creation_without_secrets() {
        let mut emulator = emulator();
        assert_eq!(get(&mut emulator, ALL), (200, json!({ "apps": [] })));
        create(
            &mut emulator,
            &json!({ "id": "z", "name": "first", "clientSecret": "canary" }),
        );
        create(&mut emulator, &json!({ "id": "a", "name": "second" }));
        let (status, answered) = get(&mut emulator, ALL);
        assert_eq!(status, 200);
        assert_eq!(answered["apps"][0]["id"], "z");
        assert_eq!(answered["apps"][1]["id"], "a");
        assert!(!answered.to_string().contains("canary"));
    }
}

mod delete {
    use super::*;

    #[test]
    fn removes_the_app_and_frees_its_id_and_name() {
        let mut emulator = emulator();
        create(&mut emulator, &json!({ "id": "one", "name": "same" }));
        assert_eq!(post(&mut emulator, DELETE, &json!({ "id": "one" })), (200, json!({})));
        assert_eq!(emulator.apps().count(), 0);
        create(&mut emulator, &json!({ "id": "one", "name": "same" }));
    }

    #[test]
    fn wants_an_id() {
        let refused = |sent: Value| post(&mut emulator(), DELETE, &sent);
        assert_eq!(code(&refused(json!({})).1), "E011002");
        assert_eq!(code(&refused(json!({ "id": null })).1), "E011002");
        assert_eq!(code(&refused(json!({ "id": 1 })).1), "E011004");
    }
}

mod authorization {
    use super::*;

    fn status_for(headers: &[(&str, &str)]) -> u16 {
        let mut emulator = Emulator::new(Options {
            project_id: Some("P".to_owned()),
            management_key: Some("K:1".to_owned()),
            ..Options::default()
        });
        let request = Request {
            method: "GET",
            target: ALL,
            headers,
            body: &[],
        };
        let reply = reply(emulator.handle(&request, 0));
        if reply.status != 200 {
            code(&body(&reply));
        }
        reply.status
    }

    #[test]
    fn is_the_project_id_and_the_key_under_a_name_of_any_case() {
        assert_eq!(status_for(&[("Accept", "*/*"), ("Authorization", "Bearer P:K:1")]), 200);
        assert_eq!(status_for(&[("authorization", "Bearer P:K:1")]), 200);
    }

    #[test]
    fn is_wanted() {
        assert_eq!(status_for(&[]), 401);
    }

    #[test]
    fn is_refused_if_anything_about_it_is_wrong() {
        for value in [
            "Bearer P:K",
            "Bearer Q:K:1",
            "Bearer P",
            "P:K:1",
            "Basic P:K:1",
            "Bearer P:K:1 ",
            "Bearer ",
        ] {
            assert_eq!(status_for(&[("authorization", value)]), 401, "{value}");
        }
    }

    #[test]
    fn has_made_up_defaults() {
        let emulator = emulator();
        assert_eq!(
            (emulator.project_id(), emulator.management_key()),
            (PROJECT_ID, MANAGEMENT_KEY)
        );
        assert!(PROJECT_ID.len() < 32, "a longer one would name a region");
    }
}

mod routing {
    use super::*;

    #[test]
    fn answers_404_to_a_path_that_the_api_does_not_have() {
        for target in [
            "/",
            "",
            "/v1/mgmt/outbound/app/",
            "/v1/mgmt/outbound/app/a/b",
            "/v2/mgmt/outbound/apps",
            "*",
        ] {
            let (status, error) = get(&mut emulator(), target);
            assert_eq!((status, code(&error).as_str()), (404, "E011006"), "{target}");
        }
    }

    #[test]
    fn answers_405_to_another_method_and_says_which_there_are() {
        let reply = reply(handle(&mut emulator(), "PUT", ALL, ""));
        assert_eq!((reply.status, header(&reply, "allow")), (405, Some("GET")));
        code(&body(&reply));
    }
}

mod rate_limit {
    use super::*;

    fn limited(requests: u32, per_ms: u32) -> Emulator {
        Emulator::new(Options {
            rate_limit: Some(RateLimit { requests, per_ms }),
            ..Options::default()
        })
    }

    fn at(emulator: &mut Emulator, now_ms: u64) -> Reply {
        reply(handle_at(emulator, now_ms, "GET", ALL, ""))
    }

    #[test]
    fn answers_429_beyond_it_and_says_when_it_ends() {
        let mut emulator = limited(2, 60_000);
        assert_eq!(at(&mut emulator, 1_000).status, 200);
        assert_eq!(at(&mut emulator, 2_000).status, 200);
        let refused = at(&mut emulator, 2_500);
        assert_eq!((refused.status, header(&refused, "retry-after")), (429, Some("59")));
        assert_eq!(code(&body(&refused)), "E130429");
    }

    #[test]
    fn is_over_for_who_waits_as_long_as_it_says() {
        let mut emulator = limited(1, 1_500);
        assert_eq!(at(&mut emulator, 10).status, 200);
        assert_eq!(header(&at(&mut emulator, 20), "retry-after"), Some("2"));
        assert_eq!(at(&mut emulator, 2_020).status, 200);
    }

    #[test]
    fn counts_requests_that_are_refused_but_none_that_a_fault_kept_away() {
        let mut emulator = limited(1, 1_000);
        emulator.fault(Some(Fault::Cut {
            cut: When::Before,
            delay_ms: 0,
        }));
        handle(&mut emulator, "GET", ALL, "");
        assert_eq!(reply(handle(&mut emulator, "GET", "/", "")).status, 404);
        assert_eq!(reply(handle(&mut emulator, "GET", ALL, "")).status, 429);
    }

    #[test]
    fn does_nothing_to_the_store() {
        let mut emulator = limited(0, 1_000);
        assert_eq!(post(&mut emulator, CREATE, &json!({ "name": "n" })).0, 429);
        assert_eq!(emulator.apps().count(), 0);
    }

    #[test]
    fn survives_a_clock_that_goes_back() {
        let mut emulator = limited(1, 1_000);
        at(&mut emulator, u64::MAX);
        assert_eq!(at(&mut emulator, 0).status, 429);
    }
}

mod faults {
    use super::*;

    fn scripted(faults: &str) -> Emulator {
        let faults: Vec<Option<Fault>> = serde_json::from_str(faults).unwrap();
        Emulator::new(Options {
            faults,
            ..Options::default()
        })
    }

    fn create_n(emulator: &mut Emulator) -> Transmission {
        handle(emulator, "POST", CREATE, r#"{"name":"n"}"#)
    }

    #[test]
    fn a_status_is_answered_in_the_servers_place() {
        let mut emulator = scripted(r#"[{"status":503,"headers":{"Retry-After":"7"},"body":"<html>","delayMs":9}]"#);
        let answer = create_n(&mut emulator);
        assert_eq!(answer.delay_ms, 9);
        let reply = reply(answer);
        assert_eq!((reply.status, reply.body.as_str()), (503, "<html>"));
        assert_eq!(reply.headers, [("retry-after".to_owned(), "7".to_owned())]);
        assert_eq!(emulator.apps().count(), 0);
    }

    #[test]
    fn a_cut_before_keeps_the_request_from_the_server() {
        let mut emulator = scripted(r#"[{"cut":"before","delayMs":5}]"#);
        let answer = create_n(&mut emulator);
        assert_eq!((answer.delivery, answer.delay_ms), (Delivery::Cut, 5));
        assert_eq!(emulator.apps().count(), 0);
    }

    #[test]
    fn a_cut_after_keeps_the_answer_from_the_client() {
        let mut emulator = scripted(r#"[{"cut":"after"}]"#);
        assert_eq!(create_n(&mut emulator).delivery, Delivery::Cut);
        assert_eq!(names(&emulator), ["n"]);
    }

    #[test]
    fn a_cut_within_keeps_half_of_the_answer_from_the_client() {
        let mut emulator = scripted(r#"[{"cut":"within","delayMs":5}]"#);
        let answer = create_n(&mut emulator);
        assert_eq!(answer.delay_ms, 5);
        assert!(matches!(answer.delivery, Delivery::Half(Reply { status: 200, .. })));
        assert_eq!(names(&emulator), ["n"]);
    }

    #[test]
    fn a_trickle_is_of_the_body_and_not_of_the_action() {
        let mut emulator = scripted(r#"[{"trickleMs":300,"delayMs":2},{"status":502,"body":"<html>","trickleMs":40}]"#);
        let answer = create_n(&mut emulator);
        assert_eq!((answer.delay_ms, answer.trickle_ms), (2, 300));
        assert_eq!(reply(answer).status, 200);
        assert_eq!(names(&emulator), ["n"]);
        let answer = create_n(&mut emulator);
        assert_eq!((answer.delay_ms, answer.trickle_ms), (0, 40));
        assert_eq!(reply(answer).body, "<html>");
    }

    #[test]
    fn a_delay_is_of_the_answer_and_not_of_the_action() {
        let mut emulator = scripted(r#"[{"delayMs":2000}]"#);
        let answer = create_n(&mut emulator);
        assert_eq!(answer.delay_ms, 2000);
        assert_eq!(reply(answer).status, 200);
        assert_eq!(names(&emulator), ["n"]);
    }

    #[test]
    fn each_request_takes_the_next_and_none_leaves_it_alone() {
        let mut emulator = scripted(r#"[null,{"status":500}]"#);
        emulator.fault(None);
        emulator.fault(Some(Fault::Delay { delay_ms: 1 }));
        let mut seen = |method, target| {
            let answer = handle(&mut emulator, method, target, "");
            (answer.delay_ms, reply(answer).status)
        };
        assert_eq!(seen("GET", ALL), (0, 200));
        assert_eq!(seen("GET", "/nowhere"), (0, 500));
        assert_eq!(seen("GET", ALL), (0, 200));
        assert_eq!(seen("GET", ALL), (1, 200));
        assert_eq!(seen("GET", ALL), (0, 200));
    }

    #[test]
    fn what_is_none_is_refused_with_a_list_of_what_is_one() {
        for fault in [
            "{}",
            r#"{"status":199}"#,
            r#"{"status":600}"#,
            r#"{"status":503,"cut":"before"}"#,
            r#"{"cut":"during"}"#,
            r#"{"delayMs":-1}"#,
            r#"{"trickleMs":1.5}"#,
            r#"{"cut":"within","trickleMs":1}"#,
            r#"{"status":200,"headers":{"a b":"c"}}"#,
            r#"{"status":200,"headers":{"":"c"}}"#,
            r#"{"status":200,"headers":{"a":"b\r\nc: d"}}"#,
        ] {
            let error = serde_json::from_str::<Fault>(fault).unwrap_err();
            assert!(error.to_string().starts_with("a fault is one of"), "{fault}: {error}");
        }
    }
}

mod log {
    use super::*;

    fn line(emulator: &mut Emulator, method: &str, target: &str, body: &str) -> String {
        handle(emulator, method, target, body).logged.to_string()
    }

    #[test]
    fn is_a_line_a_request() {
        let mut emulator = emulator();
        let body = r#"{"name":"canary","clientSecret":"canary"}"#;
        assert_eq!(
            line(&mut emulator, "POST", CREATE, body),
            "POST /v1/mgmt/outbound/app/create 200 id=OA1"
        );
        assert_eq!(
            line(&mut emulator, "POST", CREATE, body),
            "POST /v1/mgmt/outbound/app/create 500"
        );
        assert_eq!(
            line(&mut emulator, "POST", DELETE, r#"{"id":"OA1"}"#),
            "POST /v1/mgmt/outbound/app/delete 200 id=OA1"
        );
    }

    #[test]
    fn says_what_a_fault_did() {
        let mut emulator = emulator();
        let faults = r#"[{"status":503},{"cut":"before"},{"cut":"after"},{"cut":"within"}]"#;
        for fault in serde_json::from_str::<Vec<Fault>>(faults).unwrap() {
            emulator.fault(Some(fault));
        }
        let mut line = || line(&mut emulator, "GET", ALL, "");
        assert_eq!(line(), "GET /v1/mgmt/outbound/apps 503 (scripted)");
        assert_eq!(line(), "GET /v1/mgmt/outbound/apps (cut before the server acted)");
        assert_eq!(line(), "GET /v1/mgmt/outbound/apps 200 (cut after the server acted)");
        assert_eq!(line(), "GET /v1/mgmt/outbound/apps 200 (cut within the answer)");
    }

    #[test]
    fn holds_no_query_of_an_endpoint_that_has_none() {
        let logged = handle(&mut emulator(), "GET", &format!("{ALL}?key=canary"), "").logged;
        assert_eq!((logged.path.as_str(), &logged.query), (ALL, &None));
        assert!(!logged.to_string().contains("canary"));
    }

    #[test]
    fn holds_of_a_query_the_ids_that_its_endpoint_takes_as_they_were_sent() {
        const TOKENS: &str = "/v1/mgmt/outbound/user/tokens";
        let logged = |query: &str| handle(&mut emulator(), "DELETE", &format!("{TOKENS}{query}"), "").logged;
        let entry = logged("?key=canary&userId=a%2Fb&&appId=%C3%BC&id=canary&%zz=canary");
        assert_eq!(
            (entry.path.as_str(), entry.query.as_deref()),
            (TOKENS, Some("userId=a%2Fb&appId=%C3%BC"))
        );
        assert_eq!(
            entry.to_string(),
            format!("DELETE {TOKENS}?userId=a%2Fb&appId=%C3%BC 400")
        );
        assert_eq!(logged("?key=canary").query, None);
        assert_eq!(logged("").query, None);
    }

    #[test]
    fn holds_the_query_of_what_a_fault_kept_away() {
        let mut emulator = emulator();
        emulator.fault(Some(Fault::Cut {
            cut: When::Before,
            delay_ms: 0,
        }));
        let logged = handle(&mut emulator, "DELETE", "/v1/mgmt/outbound/token?id=T1", "").logged;
        assert_eq!((logged.query.as_deref(), logged.status), (Some("id=T1"), None));
    }

    #[test]
    fn holds_the_tier_that_a_request_says_it_has() {
        let tier = |headers: &[(&str, &str)]| {
            let request = Request {
                method: "GET",
                target: ALL,
                headers,
                body: &[],
            };
            emulator().handle(&request, 0).logged.license
        };
        assert_eq!(tier(&[("X-Descope-License", "tier1")]).as_deref(), Some("tier1"));
        assert_eq!(tier(&[("authorization", "canary")]), None);
    }

    #[test]
    fn names_the_app_that_was_updated_or_created_by_template() {
        let mut emulator = emulator();
        let body = r#"{"templateId":"any"}"#;
        assert_eq!(
            line(&mut emulator, "POST", "/v1/mgmt/outbound/app/create/bytemplate", body),
            "POST /v1/mgmt/outbound/app/create/bytemplate 200 id=OA1"
        );
        let body = r#"{"app":{"id":"OA1","name":"n"}}"#;
        assert_eq!(
            line(&mut emulator, "POST", "/v1/mgmt/outbound/app/update", body),
            "POST /v1/mgmt/outbound/app/update 200 id=OA1"
        );
    }

    #[test]
    fn cannot_be_forged() {
        let mut emulator = emulator();
        let sent = json!({ "id": "a\n\u{1b}[31m 500\u{202e}\\ü", "name": "n" }).to_string();
        assert_eq!(
            line(&mut emulator, "POST", CREATE, &sent),
            r"POST /v1/mgmt/outbound/app/create 200 id=a\u{a}\u{1b}[31m\u{20}500\u{202e}\u{5c}ü"
        );
        assert_eq!(
            line(&mut emulator, "G\r\nT", "/a\r\nb", ""),
            r"G\u{d}\u{a}T /a\u{d}\u{a}b 404"
        );
    }
}

mod whatever_arrives {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn gets_an_answer_and_a_line(
            method in ".{0,8}|GET|POST|DELETE",
            target in ".{0,40}|/v1/mgmt/outbound/(apps|app/(create|delete|.{0,20})|(token|user/tokens)[?].{0,20})",
            header in "[bB]earer .{0,20}",
            body in prop::collection::vec(any::<u8>(), 0..64),
            now_ms: u64,
        ) {
            let mut emulator = Emulator::new(Options {
                rate_limit: Some(RateLimit { requests: 1, per_ms: 1 }),
                ..Options::default()
            });
            for bearer in [format!("Bearer {PROJECT_ID}:{MANAGEMENT_KEY}"), header] {
                let headers = [("authorization", bearer.as_str())];
                let request = Request { method: &method, target: &target, headers: &headers, body: &body };
                let answer = emulator.handle(&request, now_ms);
                let line = answer.logged.to_string();
                prop_assert!(line.chars().all(|c| c == ' ' || c.is_alphanumeric() || c.is_ascii_graphic()), "{line}");
                prop_assert!((200..=599).contains(&reply(answer).status));
            }
        }

        #[test]
        fn is_stored_only_if_it_can_be_loaded(id in ".{1,8}", name in ".{1,8}") {
            let mut emulator = emulator();
            let (status, _) = post(&mut emulator, CREATE, &json!({ "id": id, "name": name }));
            prop_assert_eq!(status == 200, !name.trim().is_empty());
            let encoded: Vec<_> = id.bytes().map(|byte| format!("%{byte:02X}")).collect();
            let (loaded, _) = get(&mut emulator, &format!("/v1/mgmt/outbound/app/{}", encoded.concat()));
            prop_assert_eq!(loaded == 200, status == 200 && !id.trim().is_empty());
        }
    }
}

/// Behavior that the API's documentation leaves open.
mod chosen {
    use super::*;

    #[test]
    fn a_create_is_answered_with_the_secret_if_told_to() {
        let mut emulator = with(json!({ "alternatives": ["create-answers-secret"] }));
        let answered = create(&mut emulator, &json!({ "name": "n", "clientSecret": "s" }));
        assert_eq!(answered["clientSecret"], "s");
    }

    #[test]
    fn an_app_that_is_not_there_is_404_to_load_and_to_delete() {
        let (status, error) = get(&mut emulator(), "/v1/mgmt/outbound/app/none");
        assert_eq!(status, 404);
        code(&error);
        assert_eq!(post(&mut emulator(), DELETE, &json!({ "id": "none" })).0, 404);
    }

    #[test]
    fn a_blank_id_is_none_and_a_blank_name_is_missing() {
        assert_eq!(create(&mut emulator(), &json!({ "id": "", "name": "n" }))["id"], "OA1");
        assert_eq!(refused(r#"{"name":" "}"#), (400, "E011002".to_owned()));
    }
}
