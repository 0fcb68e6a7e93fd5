//! Methods that make several calls: their requests and their results. One test per scenario.

#![allow(missing_docs, reason = "a test's name says it")]
#![cfg(not(target_arch = "wasm32"))]
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    reason = "a test fails by panicking"
)]

use descope_outbound::protocol::{
    Answer, ApiDetails, Applied, Body, Call, Command, Context, Event, Failure, Gate, Reason, Redactor, RetryPolicy,
    Step, Success, Workflow,
};
use descope_outbound::value::{Document, Node, NonJson, Nulls, Tag, to_json};
use serde_json::{Value, json};

const ONCE: RetryPolicy = RetryPolicy {
    max_retries: 0,
    max_wait_ms: 0,
};

const LOADED: &str = "GET /v1/mgmt/outbound/app/a";
const UPDATED: &str = "POST /v1/mgmt/outbound/app/update";
const CREATED: &str = "POST /v1/mgmt/outbound/app/create";

/// An expected request, and the answer to it.
type Exchange = (&'static str, u16, Value);

/// The body of each request, and the result of the workflow.
struct Outcome {
    sent: Vec<String>,
    result: Result<Value, Box<Failure>>,
}

fn document(json: &Value) -> Document {
    Document::parse(&json.to_string()).unwrap()
}

fn value(document: &Document) -> Value {
    serde_json::from_str(to_json(document.root(), Nulls::Kept).expose()).unwrap()
}

fn patch(changes: &Value, exchanges: &[Exchange]) -> Outcome {
    run(
        Workflow::patch(document(&json!({ "id": "a" })), document(changes), true, ONCE),
        exchanges,
    )
}

fn ensure(app: &Value, exchanges: &[Exchange]) -> Outcome {
    run(Workflow::ensure(&document(app), true, ONCE), exchanges)
}

#[track_caller]
fn run(started: Result<(Workflow, Call), Box<Failure>>, exchanges: &[Exchange]) -> Outcome {
    let mut sent = Vec::new();
    let (mut plan, mut call) = match started {
        Ok(started) => started,
        Err(failure) => {
            let result = Err(failure);
            return Outcome { sent, result };
        }
    };
    let mut exchanges = exchanges.iter();
    let result = loop {
        let (expected, status, body) = exchanges.next().unwrap();
        let body = body.to_string();
        let (request, answer) = exchange(&mut call, *status, &body);
        assert_eq!(request, *expected);
        sent.push(to_json(call.request(), Nulls::LeftOut).expose().to_owned());
        match plan.next(answer.as_ref().map_err(Clone::clone)) {
            Step::Call(next) => call = *next,
            Step::Finish(answer) => break Ok(value(&answer)),
            Step::Fail(failure) => break Err(failure),
        }
    };
    assert_eq!(exchanges.next(), None, "all requests that were expected");
    Outcome { sent, result }
}

/// Sends the call's request, and answers it.
fn exchange(call: &mut Call, status: u16, body: &str) -> (String, Result<Document, Box<Failure>>) {
    let mut gate = Gate::default();
    let mut step = |event: Event<'_>| {
        call.step(
            event,
            &mut Context {
                server: "https://server.test",
                redactor: &Redactor::default(),
                gate: &mut gate,
                host_resends: false,
                now_ms: 0,
                random: 0,
            },
        )
    };
    let Command::Send(outgoing) = step(Event::Start) else {
        panic!("nothing is sent")
    };
    let request = format!("{} {}", outgoing.method.as_str(), outgoing.path);
    assert_eq!(outgoing.body.is_none(), request.starts_with("GET"));
    let answer = Answer {
        status,
        retry_after: None,
        body: &Body::read(body),
    };
    let result = match step(Event::Answered(answer)) {
        Command::Finish(Ok(Success::Rewritten(answer))) => Ok(answer),
        Command::Finish(Ok(_)) => Ok(Document::parse(body).unwrap()),
        Command::Finish(Err(failure)) => Err(failure),
        command => panic!("{command:?}"),
    };
    (request, result)
}

fn loaded() -> Value {
    json!({ "app": {
        "id": "a", "name": "n", "description": "old", "logo": null, "pkce": true, "templateId": "custom", "future": [1],
    } })
}

fn taken() -> Value {
    json!({ "errorCode": "E151001" })
}

#[track_caller]
fn sent(outcome: &Outcome, request: usize) -> Value {
    serde_json::from_str(&outcome.sent[request]).unwrap()
}

#[test]
fn a_patch_changes_what_is_named_and_keeps_everything_else() {
    let outcome = patch(
        &json!({ "description": "new", "defaultScopes": ["a"] }),
        &[(LOADED, 200, loaded()), (UPDATED, 200, json!({ "app": { "id": "a" } }))],
    );
    let app = json!({
        "id": "a", "name": "n", "pkce": true, "templateId": "custom", "future": [1], "description": "new",
        "defaultScopes": ["a"],
    });
    assert_eq!(sent(&outcome, 1), app);
    let fields = [
        "id",
        "name",
        "pkce",
        "templateId",
        "future",
        "description",
        "defaultScopes",
    ];
    let expected = json!({ "app": { "id": "a" }, "sent": fields, "ignored": [] });
    assert_eq!(outcome.result.unwrap(), expected);
}

#[test]
fn a_patch_clears_what_is_null() {
    let outcome = patch(
        &json!({ "description": null, "pkce": null }),
        &[(LOADED, 200, loaded()), (UPDATED, 200, json!({ "app": { "id": "a" } }))],
    );
    let app = json!({ "id": "a", "name": "n", "templateId": "custom", "future": [1] });
    assert_eq!(sent(&outcome, 1), app);
}

#[test]
fn a_patch_that_changes_nothing_sends_nothing() {
    for changes in [
        json!({}),
        json!({ "description": "old", "pkce": true }),
        json!({ "logo": null, "useDcr": false, "prompt": [] }),
    ] {
        let outcome = patch(&changes, &[(LOADED, 200, loaded())]);
        let result = outcome.result.unwrap();
        let (app, nothing) = (result.get("app").unwrap(), result.get("sent").unwrap());
        assert_eq!(
            (app.get("description"), nothing),
            (Some(&json!("old")), &json!([])),
            "{changes}"
        );
    }
}

#[test]
fn a_patch_of_the_secret_is_always_sent_as_nobody_can_read_the_old_one() {
    let outcome = patch(
        &json!({ "clientSecret": "s" }),
        &[(LOADED, 200, loaded()), (UPDATED, 200, json!({ "app": { "id": "a" } }))],
    );
    assert_eq!(sent(&outcome, 1).get("clientSecret"), Some(&json!("s")));
}

#[test]
fn a_patch_with_null_for_the_secret_clears_it_as_an_update_without_one_keeps_it() {
    let outcome = patch(
        &json!({ "clientSecret": null }),
        &[(LOADED, 200, loaded()), (UPDATED, 200, json!({ "app": { "id": "a" } }))],
    );
    assert_eq!(sent(&outcome, 1).get("clientSecret"), Some(&json!("")));
    assert!(
        outcome.result.unwrap()["sent"]
            .as_array()
            .unwrap()
            .contains(&json!("clientSecret"))
    );
}

#[test]
fn a_secret_that_a_load_shows_is_not_sent_back_as_an_empty_one_would_clear_it() {
    for shown in [json!(""), json!("s")] {
        let mut app = loaded();
        app["app"]["clientSecret"] = shown;
        let updated = (UPDATED, 200, json!({ "app": { "id": "a" } }));
        let outcome = patch(&json!({ "description": "new" }), &[(LOADED, 200, app), updated]);
        assert_eq!(sent(&outcome, 1).get("clientSecret"), None);
    }
}

#[test]
fn what_means_the_same_is_no_change() {
    let app = json!({ "app": {
        "id": "a", "name": "n", "defaultScopes": ["x", "y"], "prompt": ["login", "consent"], "appType": "oauth",
        "authorizationUrlParams": [{ "key": "k", "value": "1" }, { "key": "l" }],
    } });
    for wanted in [
        json!({ "defaultScopes": ["y", "x"], "prompt": ["consent", "login"] }),
        json!({ "authorizationUrlParams": [{ "key": "l", "value": "" }, { "value": "1", "key": "k" }] }),
        json!({ "appType": "oauth" }),
        json!({ "appType": "" }),
        json!({ "logo": "" }),
    ] {
        let result = patch(&wanted, &[(LOADED, 200, app.clone())]).result.unwrap();
        assert_eq!(
            (&result["sent"], &result["ignored"]),
            (&json!([]), &json!([])),
            "{wanted}"
        );
    }
}

#[test]
fn a_field_that_the_reference_does_not_have_is_a_change_where_it_differs() {
    for (changes, is_change) in [
        (json!({ "future": [1] }), false),
        (json!({ "future": [2] }), true),
        (json!({ "templateId": "custom" }), false),
        (json!({ "templateId": "other" }), true),
        (json!({ "unheardOf": null }), false),
        (json!({ "future": null }), true),
    ] {
        let updated = (UPDATED, 200, json!({ "app": { "id": "a" } }));
        let mut exchanges = vec![(LOADED, 200, loaded())];
        exchanges.extend(is_change.then_some(updated));
        let outcome = patch(&changes, &exchanges);
        assert!(outcome.result.is_ok(), "{changes}");
        if is_change {
            let (name, value) = changes.as_object().unwrap().iter().next().unwrap();
            assert_eq!(
                sent(&outcome, 1).get(name),
                Some(value).filter(|value| !value.is_null()),
                "{changes}"
            );
        }
    }
}

#[test]
fn what_an_update_does_not_carry_is_named_and_alone_causes_none() {
    let app = || json!({ "app": { "id": "a", "name": "n", "useDcr": true, "dcrUrl": "https://a.test/register" } });
    let wanted = json!({ "useDcr": false, "dcrUrl": "https://b.test/register" });
    let result = patch(&wanted, &[(LOADED, 200, app())]).result.unwrap();
    assert_eq!(
        (&result["sent"], &result["ignored"]),
        (&json!([]), &json!(["useDcr", "dcrUrl"]))
    );

    let wanted = json!({ "id": "a", "name": "n", "dcrUrl": "https://b.test/register" });
    let result = ensure(&wanted, &[(LOADED, 200, app())]).result.unwrap();
    assert_eq!(
        (&result["outcome"], &result["ignored"]),
        (&json!("unchanged"), &json!(["dcrUrl"]))
    );

    let updated = (UPDATED, 200, json!({ "app": { "id": "a" } }));
    let wanted = json!({ "id": "a", "name": "m", "dcrUrl": "https://b.test/register" });
    let outcome = ensure(&wanted, &[(LOADED, 200, app()), updated]);
    let update = json!({ "id": "a", "name": "m", "useDcr": true, "dcrUrl": "https://a.test/register" });
    assert_eq!(sent(&outcome, 1), update);
    assert_eq!(outcome.result.unwrap()["ignored"], json!(["dcrUrl"]));
}

#[test]
fn another_tenant_is_refused_before_anything_is_changed() {
    let of_tenant = |tenant: Option<&str>| json!({ "app": { "id": "a", "name": "n", "tenantId": tenant } });
    for (changes, tenant) in [
        (json!({ "tenantId": "t" }), None),
        (json!({ "tenantId": "t" }), Some("u")),
        (json!({ "tenantId": null }), Some("u")),
    ] {
        let failure = patch(&changes, &[(LOADED, 200, of_tenant(tenant))]).result.unwrap_err();
        assert_eq!(
            (failure.reason.code(), failure.applied),
            ("immutable-field", Applied::No),
            "{changes}"
        );
        let Reason::Immutable(issues) = failure.reason else {
            panic!("{changes}")
        };
        assert_eq!(
            (issues[0].path.as_str(), issues[0].code.as_str()),
            ("tenantId", "immutable-field")
        );
    }
    let wanted = json!({ "id": "a", "name": "m", "tenantId": "t" });
    let failure = ensure(&wanted, &[(LOADED, 200, of_tenant(None))]).result.unwrap_err();
    assert_eq!(failure.reason.code(), "immutable-field");
    for (wanted, tenant) in [
        (json!({ "tenantId": "t" }), Some("t")),
        (json!({ "tenantId": null }), None),
    ] {
        let result = patch(&wanted, &[(LOADED, 200, of_tenant(tenant))]).result;
        assert_eq!(result.unwrap()["sent"], json!([]), "{wanted}");
    }
}

#[test]
fn no_other_app_is_updated_than_the_one_that_was_asked_for() {
    let other = json!({ "app": { "id": "b", "name": "n" } });
    for outcome in [
        patch(&json!({ "name": "m" }), &[(LOADED, 200, other.clone())]),
        ensure(&json!({ "id": "a", "name": "m" }), &[(LOADED, 200, other)]),
    ] {
        let failure = outcome.result.unwrap_err();
        assert_eq!(
            (failure.reason.code(), failure.applied),
            ("response-wrong-shape", Applied::No)
        );
    }
    let nameless = json!({ "app": { "id": "", "name": "n" } });
    let updated = (UPDATED, 200, json!({ "app": { "id": "a" } }));
    let outcome = patch(&json!({ "name": "m" }), &[(LOADED, 200, nameless), updated]);
    assert_eq!(sent(&outcome, 1), json!({ "id": "a", "name": "m" }));
}

#[test]
fn changes_that_were_made_of_the_whole_app_may_have_its_id() {
    let updated = (UPDATED, 200, json!({ "app": { "id": "a" } }));
    let outcome = patch(&json!({ "id": "a", "name": "m" }), &[(LOADED, 200, loaded()), updated]);
    assert_eq!(sent(&outcome, 1)["name"], json!("m"));
    let failure = patch(&json!({ "id": "b", "name": "m" }), &[]).result.unwrap_err();
    assert!(matches!(failure.reason, Reason::Validation(_)));
}

#[test]
fn what_is_null_in_an_app_to_ensure_is_left_out() {
    let wanted =
        json!({ "id": "a", "name": "n", "description": null, "tokenUrlParams": [{ "key": "k", "value": null }] });
    let created = (CREATED, 200, json!({ "app": { "id": "a" } }));
    let outcome = ensure(&wanted, &[(LOADED, 404, json!({})), created]);
    assert_eq!(
        sent(&outcome, 1),
        json!({ "id": "a", "name": "n", "tokenUrlParams": [{ "key": "k" }] })
    );
}

#[test]
fn a_patch_with_mistakes_sends_nothing_and_names_them_all() {
    let outcome = patch(
        &json!({ "id": "b", "name": null, "tokenUrl": "http://example.com", "nam": "x", "pkce": "yes" }),
        &[],
    );
    let failure = outcome.result.unwrap_err();
    let Reason::Validation(issues) = failure.reason else {
        panic!("{:?}", failure.reason)
    };
    let mut paths: Vec<_> = issues.iter().map(|issue| issue.path.as_str()).collect();
    paths.sort_unstable();
    assert_eq!(paths, ["id", "nam", "name", "pkce", "tokenUrl"]);
    assert_eq!(failure.applied, Applied::No);
}

#[test]
fn a_patch_whose_app_cannot_be_loaded_changes_nothing() {
    let empty = json!({ "app": { "id": "", "name": null, "prompt": [] } });
    for (status, body) in [(404, json!({})), (401, json!({})), (200, json!({})), (200, empty)] {
        let failure = patch(&json!({ "name": "m" }), &[(LOADED, status, body)])
            .result
            .unwrap_err();
        assert_eq!(failure.applied, Applied::No);
        assert!(failure.message.contains("load"), "{}", failure.message);
    }
}

#[test]
fn an_update_that_fails_within_a_patch_says_so() {
    let error = json!({ "errorCode": "E151002" });
    let outcome = patch(
        &json!({ "name": "m" }),
        &[(LOADED, 200, loaded()), (UPDATED, 500, error)],
    );
    let failure = outcome.result.unwrap_err();
    assert!(matches!(failure.reason, Reason::Api(_)));
    assert!(
        failure.message.starts_with("Could not update the app"),
        "{}",
        failure.message
    );
}

#[test]
fn what_is_ensured_and_is_not_there_is_created() {
    let wanted = json!({ "id": "a", "name": "n", "clientSecret": "s" });
    for (status, body) in [
        (404, json!({})),
        (400, json!({ "errorCode": "E011004" })),
        (500, json!({ "errorCode": "E151003" })),
        (200, json!({})),
    ] {
        let outcome = ensure(
            &wanted,
            &[(LOADED, status, body), (CREATED, 200, json!({ "app": { "id": "a" } }))],
        );
        assert_eq!(sent(&outcome, 1), wanted);
        assert_eq!(
            outcome.result.unwrap(),
            json!({ "app": { "id": "a" }, "outcome": "created", "ignored": [] })
        );
    }
}

#[test]
fn what_is_ensured_and_is_there_is_unchanged() {
    let wanted = json!({ "id": "a", "name": "n", "clientSecret": "s", "description": "old" });
    let result = ensure(&wanted, &[(LOADED, 200, loaded())]).result.unwrap();
    assert_eq!(result.get("outcome"), Some(&json!("unchanged")));
}

#[test]
fn what_is_ensured_and_differs_is_updated_and_keeps_what_was_not_named() {
    let outcome = ensure(
        &json!({ "id": "a", "name": "m" }),
        &[(LOADED, 200, loaded()), (UPDATED, 200, json!({ "app": { "id": "a" } }))],
    );
    let app = json!({
        "id": "a", "name": "m", "description": "old", "pkce": true, "templateId": "custom", "future": [1],
    });
    assert_eq!(sent(&outcome, 1), app);
    assert_eq!(outcome.result.unwrap().get("outcome"), Some(&json!("updated")));
}

#[test]
fn what_another_creates_meanwhile_is_taken_as_it_is_or_updated() {
    let created_meanwhile = |wanted: &Value, more: &[Exchange]| {
        let mut exchanges = vec![
            (LOADED, 404, json!({})),
            (CREATED, 500, taken()),
            (LOADED, 200, loaded()),
        ];
        exchanges.extend_from_slice(more);
        ensure(wanted, &exchanges).result.unwrap().get("outcome").cloned()
    };
    let same = json!({ "id": "a", "name": "n" });
    assert_eq!(created_meanwhile(&same, &[]), Some(json!("unchanged")));
    let other = json!({ "id": "a", "name": "m" });
    let update = (UPDATED, 200, json!({ "app": { "id": "a" } }));
    assert_eq!(created_meanwhile(&other, &[update]), Some(json!("updated")));
}

#[test]
fn a_name_that_another_app_has_is_a_conflict() {
    let outcome = ensure(
        &json!({ "id": "a", "name": "n" }),
        &[
            (LOADED, 404, json!({})),
            (CREATED, 500, taken()),
            (LOADED, 404, json!({})),
        ],
    );
    assert!(matches!(outcome.result.unwrap_err().reason, Reason::Conflict(_)));
}

#[test]
fn a_refusal_of_a_create_may_mean_that_another_was_faster() {
    let wanted = json!({ "id": "a", "name": "n" });
    let refusals = [(409, json!({})), (500, json!({ "errorCode": "E151009" }))];
    for (status, refusal) in refusals {
        let other = json!({ "app": { "id": "b", "name": "n" } });
        for (load, expected) in [
            ((LOADED, 200, loaded()), Ok(json!("unchanged"))),
            // Nobody else created it: the refusal stands.
            ((LOADED, 404, json!({})), Err("api-error")),
            ((LOADED, 200, other), Err("api-error")),
        ] {
            let exchanges = [(LOADED, 404, json!({})), (CREATED, status, refusal.clone()), load];
            let result = ensure(&wanted, &exchanges).result;
            let outcome = result.map(|answer| answer["outcome"].clone());
            assert_eq!(outcome.map_err(|failure| failure.reason.code()), expected, "{status}");
        }
    }
    for (status, refusal) in [
        (400, json!({ "errorCode": "E011003" })),
        (401, json!({})),
        (500, json!({})),
    ] {
        let exchanges = [(LOADED, 404, json!({})), (CREATED, status, refusal)];
        assert_eq!(
            ensure(&wanted, &exchanges).result.unwrap_err().reason.code(),
            "api-error"
        );
    }
}

#[test]
fn after_an_ambiguous_create_no_failed_update_says_that_nothing_was_done() {
    let failed = |reason: Reason, applied| {
        let message = String::new();
        Box::new(Failure {
            reason,
            applied,
            message,
        })
    };
    let details = |status| ApiDetails {
        status,
        ..ApiDetails::default()
    };
    for (created, expected) in [(Applied::Unknown, Applied::Unknown), (Applied::No, Applied::No)] {
        let wanted = document(&json!({ "id": "a", "name": "m" }));
        let (mut plan, _) = Workflow::ensure(&wanted, true, ONCE).unwrap();
        let loaded = document(&loaded());
        for result in [
            Err(failed(Reason::Api(details(404)), Applied::No)),
            Err(failed(Reason::Conflict(details(500)), created)),
            Ok(&loaded),
        ] {
            assert!(matches!(plan.next(result), Step::Call(_)));
        }
        let Step::Fail(failure) = plan.next(Err(failed(Reason::Api(details(400)), Applied::No))) else {
            panic!("the update failed")
        };
        assert_eq!(failure.applied, expected);
    }
}

#[test]
fn a_load_that_says_nothing_of_the_app_creates_nothing() {
    for status in [401, 403, 429, 503, 302] {
        let outcome = ensure(&json!({ "id": "a", "name": "n" }), &[(LOADED, status, json!({}))]);
        assert_eq!(outcome.result.unwrap_err().applied, Applied::No, "{status}");
    }
}

#[test]
fn what_is_ensured_needs_an_id_and_a_name() {
    let Reason::Validation(issues) = ensure(&json!({}), &[]).result.unwrap_err().reason else {
        panic!("not refused")
    };
    let paths: Vec<_> = issues.iter().map(|issue| issue.path.as_str()).collect();
    assert_eq!(paths, ["id", "name"]);
}

#[test]
fn natively_a_number_is_sent_back_with_all_its_digits() {
    let loaded = json!({ "app": { "id": "a", "name": "n", "size": serde_json::Value::Null } });
    let body = loaded.to_string().replace("null", "12345678901234567890");
    let (mut plan, _) = Workflow::patch(
        document(&json!({ "id": "a" })),
        document(&json!({ "name": "m" })),
        true,
        ONCE,
    )
    .unwrap();
    let Step::Call(update) = plan.next(Ok(&Document::parse(&body).unwrap())) else {
        panic!("no update")
    };
    let sent = to_json(update.request(), Nulls::Kept);
    assert!(
        sent.expose().contains(r#""size":12345678901234567890"#),
        "{}",
        sent.expose()
    );
}

#[test]
fn an_app_that_was_read_inexactly_is_not_sent_back() {
    let inexact = |tag: Tag, payload: u32, text: &str| {
        let text = format!("appidanamensize{text}");
        let node = |tag: Tag, payload: u32, place: u32| Node {
            head: (tag as u32) << 28 | payload,
            place,
        };
        let string = |length| node(Tag::String, length, 0);
        let nodes = vec![
            node(Tag::Object, 0, 9),
            string(3),
            node(Tag::Object, 0, 9),
            string(2),
            string(1),
            string(4),
            string(1),
            string(4),
            node(tag, payload, 0),
        ];
        Document::decode(nodes, text.into_bytes()).unwrap()
    };
    let rounded = inexact(Tag::Rounded, 16, "9007199254740992");
    let too_deep = inexact(Tag::NonJson, NonJson::TooDeep as u32, "");
    for loaded in [rounded, too_deep] {
        for (changes, is_refused) in [(json!({ "name": "m" }), true), (json!({ "name": "n" }), false)] {
            let (mut plan, _) =
                Workflow::patch(document(&json!({ "id": "a" })), document(&changes), true, ONCE).unwrap();
            match plan.next(Ok(&loaded)) {
                Step::Fail(failure) => {
                    assert!(is_refused, "{failure:?}");
                    assert_eq!(failure.applied, Applied::No);
                    assert!(failure.message.contains("nothing was sent"), "{}", failure.message);
                }
                step => assert!(!is_refused, "{step:?}"),
            }
        }
    }
}
