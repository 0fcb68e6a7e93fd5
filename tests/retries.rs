//! Calls whose attempt fails: each waits, reconciles, sends again, or gives up. One test per scenario.

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
    Answer, Applied, BATCH_UPLOAD_USER_TOKENS, Body, CREATE, CREATE_BY_DCR_PRESET, CREATE_BY_TEMPLATE, Call, Command,
    Context, DELETE, DELETE_TOKEN, DELETE_USER_TOKENS, Endpoint, Event, Failure, Gate, LOAD_ALL, RateLimit, Reason,
    Redactor, RetryPolicy, Success, TransportError, UPDATE, UPLOAD_USER_TOKEN,
};
use descope_outbound::value::Document;
use serde_json::{Value, json};

const CREATED: &str = "POST /v1/mgmt/outbound/app/create";
const LISTED: &str = "GET /v1/mgmt/outbound/apps";

/// A client with one gate, and a clock that waits advance. Back-offs take half of their maximum.
struct Scenario {
    gate: Gate,
    now_ms: u64,
    policy: RetryPolicy,
    host_resends: bool,
}

/// A call in flight, and its last command.
struct Running<'s> {
    scenario: &'s mut Scenario,
    call: Call,
    command: Command,
}

impl Scenario {
    fn new() -> Self {
        Self {
            gate: Gate::default(),
            now_ms: 0,
            policy: RetryPolicy {
                max_retries: 3,
                max_wait_ms: 60_000,
            },
            host_resends: false,
        }
    }

    /// Returns a scenario whose host may send a request twice.
    fn that_resends() -> Self {
        Self {
            host_resends: true,
            ..Self::new()
        }
    }

    fn call(&mut self, endpoint: &'static Endpoint, body: &Value) -> Running<'_> {
        let mut call = Call::new(
            endpoint,
            Document::parse(&body.to_string()).unwrap(),
            false,
            self.policy,
        )
        .unwrap();
        let command = self.step(&mut call, Event::Start);
        Running {
            scenario: self,
            call,
            command,
        }
    }

    fn create(&mut self, app: &Value) -> Running<'_> {
        self.call(&CREATE, app)
    }

    fn step(&mut self, call: &mut Call, event: Event<'_>) -> Command {
        let gate = &mut self.gate;
        call.step(
            event,
            &mut Context {
                server: "https://server.test",
                redactor: &Redactor::default(),
                gate,
                host_resends: self.host_resends,
                now_ms: self.now_ms,
                random: u32::MAX / 2,
            },
        )
    }
}

impl Running<'_> {
    fn step(mut self, event: Event<'_>) -> Self {
        self.command = self.scenario.step(&mut self.call, event);
        self
    }

    #[track_caller]
    fn sends(self, expected: &str) -> Self {
        let Command::Send(outgoing) = &self.command else {
            panic!("{:?}", self.command)
        };
        assert_eq!(format!("{} {}", outgoing.method.as_str(), outgoing.path), expected);
        assert_eq!(outgoing.body.is_some(), expected.starts_with("POST"));
        self
    }

    #[track_caller]
    fn resolves_with_nothing(self) {
        assert_eq!(self.command, Command::Finish(Ok(Success::Nothing)));
    }

    #[track_caller]
    fn waits(self, expected_ms: u32) -> Self {
        assert_eq!(self.command, Command::Wait { wait_ms: expected_ms });
        self.scenario.now_ms += u64::from(expected_ms);
        self.step(Event::TimerFired)
    }

    fn answered(self, status: u16, body: &Value) -> Self {
        self.answered_with(status, None, &body.to_string())
    }

    fn answered_with(self, status: u16, retry_after: Option<&str>, body: &str) -> Self {
        let answer = Answer {
            status,
            retry_after,
            body: &Body::read(body),
        };
        self.step(Event::Answered(answer))
    }

    fn lost(self) -> Self {
        self.step(Event::TransportFailed(TransportError::Unreachable("reset")))
    }

    #[track_caller]
    fn resolves_with(self, expected: &Value) {
        let Command::Finish(Ok(Success::Rewritten(answer))) = self.command else {
            panic!("{:?}", self.command)
        };
        assert_eq!(answer, Document::parse(&expected.to_string()).unwrap());
    }

    #[track_caller]
    fn rejects(self) -> Failure {
        let Command::Finish(Err(failure)) = self.command else {
            panic!("{:?}", self.command)
        };
        *failure
    }
}

fn taken() -> Value {
    json!({ "errorCode": "E151001", "errorDescription": "Failed to create OAuth application" })
}

#[test]
fn a_lost_create_that_is_there_and_equal_resolves_with_what_is_there() {
    let stored = json!({ "id": "a/b", "name": "n", "templateId": "custom", "logo": null });
    Scenario::new()
        .create(&json!({ "id": "a/b", "name": "n", "clientSecret": "s" }))
        .sends(CREATED)
        .lost()
        .waits(250)
        .sends("GET /v1/mgmt/outbound/app/a%2Fb")
        .answered(200, &json!({ "app": stored }))
        .resolves_with(&json!({ "app": { "id": "a/b", "name": "n", "templateId": "custom" } }));
}

#[test]
fn without_an_id_it_is_looked_for_by_name() {
    let stored = json!({ "id": "OA2", "name": "n" });
    Scenario::new()
        .create(&json!({ "name": "n" }))
        .lost()
        .waits(250)
        .sends(LISTED)
        .answered(200, &json!({ "apps": [{ "id": "OA1", "name": "m" }, stored] }))
        .resolves_with(&json!({ "app": stored }));
}

#[test]
fn a_lost_create_that_is_there_and_different_is_a_conflict() {
    let failure = Scenario::new()
        .create(&json!({ "id": "a", "name": "n", "description": "mine" }))
        .lost()
        .waits(250)
        .answered(
            200,
            &json!({ "app": { "id": "a", "name": "n", "description": "theirs" } }),
        )
        .rejects();
    assert!(matches!(failure.reason, Reason::Conflict(details) if details.status == 200));
    assert_eq!(failure.applied, Applied::No);
}

#[test]
fn a_lost_create_that_is_not_there_is_sent_again() {
    Scenario::new()
        .create(&json!({ "name": "n" }))
        .lost()
        .waits(250)
        .sends(LISTED)
        .answered(200, &json!({ "apps": [] }))
        .sends(CREATED);
}

#[test]
fn that_an_id_is_not_found_is_believed_of_the_list_only() {
    for (status, body) in [(404, json!({})), (400, taken()), (500, json!({})), (200, json!({}))] {
        Scenario::new()
            .create(&json!({ "id": "a", "name": "n" }))
            .lost()
            .waits(250)
            .answered(status, &body)
            .sends(LISTED)
            .answered(200, &json!({}))
            .sends(CREATED);
    }
}

#[test]
fn an_id_that_no_path_can_hold_is_looked_for_in_the_list() {
    for id in [".", ".."] {
        Scenario::new()
            .create(&json!({ "id": id, "name": "n" }))
            .lost()
            .waits(250)
            .sends(LISTED);
    }
}

#[test]
fn every_status_that_says_nothing_is_reconciled_and_no_other() {
    for status in [408, 502, 503, 504, 520, 521, 522, 524, 530] {
        Scenario::new()
            .create(&json!({ "name": "n" }))
            .answered(status, &json!({}))
            .waits(250)
            .sends(LISTED);
    }
    for status in [400, 401, 403, 404, 409, 500, 501, 505, 302] {
        Scenario::new()
            .create(&json!({ "name": "n" }))
            .answered(status, &json!({}))
            .rejects();
    }
}

#[test]
fn a_first_answer_that_it_is_taken_is_a_conflict() {
    let failure = Scenario::new()
        .create(&json!({ "name": "n" }))
        .answered(500, &taken())
        .rejects();
    assert!(matches!(failure.reason, Reason::Conflict(_)));
    assert_eq!(failure.applied, Applied::No);
}

#[test]
fn where_the_host_may_send_twice_a_first_answer_that_it_is_taken_is_looked_into() {
    let mine = json!({ "id": "OA1", "name": "n" });
    let theirs = json!({ "id": "OA1", "name": "n", "pkce": true });
    for (apps, applied) in [
        (json!([theirs]), Applied::No),
        // Created by this call's first copy, or by another call.
        (json!([mine]), Applied::Unknown),
        (json!([]), Applied::Unknown),
        (json!("?"), Applied::Unknown),
    ] {
        let failure = Scenario::that_resends()
            .create(&json!({ "name": "n", "pkce": false }))
            .answered(500, &taken())
            .waits(250)
            .sends(LISTED)
            .answered(200, &json!({ "apps": apps }))
            .rejects();
        assert!(
            matches!(failure.reason, Reason::Conflict(details) if details.status == 500),
            "{apps}"
        );
        assert_eq!(failure.applied, applied, "{apps}");
    }
    let mut scenario = Scenario::that_resends();
    scenario.policy.max_retries = 0;
    let failure = scenario
        .create(&json!({ "name": "n" }))
        .answered(500, &taken())
        .rejects();
    assert_eq!(failure.applied, Applied::Unknown);
}

#[test]
fn where_the_host_may_send_twice_other_refusals_of_a_create_may_mean_that_it_is_taken() {
    for (status, body) in [(409, json!({})), (500, json!({ "errorCode": "E151009" }))] {
        for (apps, code, applied) in [
            (
                json!([{ "id": "OA1", "name": "n", "pkce": true }]),
                "conflict",
                Applied::No,
            ),
            (json!([{ "id": "OA1", "name": "n" }]), "api-error", Applied::Unknown),
            (json!([]), "api-error", Applied::No),
            (json!("?"), "api-error", Applied::Unknown),
        ] {
            let failure = Scenario::that_resends()
                .create(&json!({ "name": "n", "pkce": false }))
                .answered(status, &body)
                .waits(250)
                .sends(LISTED)
                .answered(200, &json!({ "apps": apps }))
                .rejects();
            assert_eq!(
                (failure.reason.code(), failure.applied),
                (code, applied),
                "{status} {apps}"
            );
        }
    }
    // An invalid request was already invalid the first time.
    let failure = Scenario::that_resends()
        .create(&json!({ "name": "n" }))
        .answered(400, &json!({ "errorCode": "E011003" }))
        .rejects();
    assert_eq!(failure.applied, Applied::No);
}

#[test]
fn where_the_host_may_send_twice_a_refusal_that_cannot_be_reconciled_is_ambiguous() {
    let preset = json!({ "dcrPresetId": "d", "tenantId": "t" });
    let tokens = json!({ "appId": "a", "userId": "u" });
    for (endpoint, request, status, body) in [
        (&CREATE_BY_DCR_PRESET, &preset, 500, taken()),
        (&DELETE_USER_TOKENS, &tokens, 404, json!({})),
        (&DELETE_TOKEN, &json!({ "id": "t" }), 404, json!({})),
    ] {
        for (mut scenario, applied) in [
            (Scenario::that_resends(), Applied::Unknown),
            (Scenario::new(), Applied::No),
        ] {
            let failure = scenario.call(endpoint, request).answered(status, &body).rejects();
            assert_eq!(failure.applied, applied, "{}", endpoint.path);
        }
    }
}

#[test]
fn an_app_of_a_wrong_shape_is_no_evidence() {
    for endpoint in [&CREATE, &UPDATE] {
        let failure = Scenario::new()
            .call(endpoint, &json!({ "id": "a", "name": "n", "pkce": true }))
            .lost()
            .waits(250)
            .answered(200, &json!({ "app": { "id": "a", "name": "n", "pkce": "yes" } }))
            .rejects();
        assert_eq!(
            (failure.reason, failure.applied),
            (Reason::Connection, Applied::Unknown)
        );
    }
}

#[test]
fn a_lost_create_whose_name_is_taken_under_another_id_is_a_conflict() {
    let failure = Scenario::new()
        .create(&json!({ "id": "mine", "name": "n" }))
        .lost()
        .waits(250)
        .answered(404, &json!({}))
        .sends(LISTED)
        .answered(200, &json!({ "apps": [{ "id": "theirs", "name": "n" }] }))
        .rejects();
    assert!(matches!(failure.reason, Reason::Conflict(_)));
    assert_eq!(failure.applied, Applied::No);
}

#[test]
fn what_is_too_large_to_be_read_once_is_not_read_again() {
    let head = Answer {
        status: 200,
        retry_after: None,
        body: &Body::Blank,
    };
    let failure = Scenario::new()
        .create(&json!({ "name": "n" }))
        .lost()
        .waits(250)
        .sends(LISTED)
        .step(Event::TransportFailed(TransportError::TooLarge { head, max_bytes: 10 }))
        .rejects();
    assert_eq!(
        (failure.reason, failure.applied),
        (Reason::Connection, Applied::Unknown)
    );
}

#[test]
fn a_body_that_ends_within_its_json_broke_off_also_where_the_host_does_not_say_so() {
    let stored = json!({ "id": "OA1", "name": "n" });
    Scenario::new()
        .create(&json!({ "name": "n" }))
        .answered_with(200, None, r#"{"app":{"id":"OA1","na"#)
        .waits(250)
        .sends(LISTED)
        .answered_with(200, None, r#"{"apps":[{"id":"OA1","name":"n"}]"#)
        .waits(250)
        .sends(LISTED)
        .answered(200, &json!({ "apps": [stored] }))
        .resolves_with(&json!({ "app": stored }));
}

#[test]
fn a_later_answer_that_it_is_taken_may_be_about_the_first_attempt_and_is_settled() {
    let stored = json!({ "id": "OA1", "name": "n" });
    Scenario::new()
        .create(&json!({ "name": "n" }))
        .lost()
        .waits(250)
        .answered(200, &json!({ "apps": [] }))
        .sends(CREATED)
        .answered(500, &taken())
        .waits(500)
        .sends(LISTED)
        .answered(200, &json!({ "apps": [stored] }))
        .resolves_with(&json!({ "app": stored }));
}

#[test]
fn when_the_look_up_fails_too_the_call_ends_with_the_first_failure_as_ambiguous() {
    let mut scenario = Scenario::new();
    let failure = scenario
        .create(&json!({ "name": "n" }))
        .lost()
        .waits(250)
        .sends(LISTED)
        .answered(503, &json!({}))
        .waits(250)
        .sends(LISTED)
        .lost()
        .waits(500)
        .answered_with(429, Some("2"), "")
        .waits(2_000)
        .lost()
        .rejects();
    assert_eq!(
        (failure.reason, failure.applied),
        (Reason::Connection, Applied::Unknown)
    );
}

#[test]
fn a_list_that_cannot_be_read_is_no_evidence() {
    for (status, body) in [
        (200, "<html>"),
        (200, r#"{"apps":{}}"#),
        (200, "[]"),
        (401, "{}"),
        (302, ""),
    ] {
        let failure = Scenario::new()
            .create(&json!({ "name": "n" }))
            .lost()
            .waits(250)
            .answered_with(status, None, body)
            .rejects();
        assert_eq!(
            (failure.reason, failure.applied),
            (Reason::Connection, Applied::Unknown),
            "{status} {body}"
        );
    }
}

#[test]
fn a_create_is_sent_so_often_and_no_more_and_ends_as_ambiguous() {
    let mut scenario = Scenario::new();
    let mut running = scenario.create(&json!({ "name": "n" }));
    for back_off_ms in [250, 500, 1_000, 2_000] {
        running = running
            .sends(CREATED)
            .lost()
            .waits(back_off_ms)
            .sends(LISTED)
            .answered(200, &json!({ "apps": [] }));
    }
    let failure = running.rejects();
    assert_eq!(
        (failure.reason, failure.applied),
        (Reason::Connection, Applied::Unknown)
    );
}

#[test]
fn after_a_lost_attempt_no_later_answer_says_that_nothing_was_done() {
    let failure = Scenario::new()
        .create(&json!({ "name": "n" }))
        .lost()
        .waits(250)
        .answered(200, &json!({ "apps": [] }))
        .answered(400, &json!({ "errorCode": "E011001" }))
        .rejects();
    assert!(matches!(failure.reason, Reason::Api(_)));
    assert_eq!(failure.applied, Applied::Unknown);
}

#[test]
fn without_retries_nothing_is_sent_but_the_request() {
    let mut scenario = Scenario::new();
    scenario.policy.max_retries = 0;
    assert_eq!(
        scenario.create(&json!({ "name": "n" })).lost().rejects().applied,
        Applied::Unknown
    );
    let failure = scenario
        .create(&json!({ "name": "n" }))
        .answered_with(429, Some("1"), "")
        .rejects();
    assert!(matches!(failure.reason, Reason::RateLimit(_)));
}

#[test]
fn a_429_is_waited_out_and_the_request_sent_again() {
    Scenario::new()
        .create(&json!({ "name": "n" }))
        .answered_with(429, Some("7"), "")
        .waits(7_000)
        .sends(CREATED)
        .answered_with(429, None, "")
        .waits(500)
        .sends(CREATED);
}

#[test]
fn a_429_holds_back_the_other_calls_of_the_client() {
    let mut scenario = Scenario::new();
    let _first = scenario
        .create(&json!({ "name": "n" }))
        .answered_with(429, Some("7"), "");
    scenario.now_ms = 3_000;
    scenario.create(&json!({ "name": "m" })).waits(4_000).sends(CREATED);
}

#[test]
fn a_client_that_limits_its_own_rate_sends_its_requests_in_their_turn() {
    let mut scenario = Scenario::new();
    scenario.gate = Gate::limited(RateLimit {
        requests: 2,
        per_ms: 2_000,
    });
    scenario.create(&json!({ "name": "a" })).sends(CREATED);
    scenario.create(&json!({ "name": "b" })).sends(CREATED);
    // The look-up and the resend take their turns, too.
    scenario
        .create(&json!({ "name": "c" }))
        .waits(1_000)
        .sends(CREATED)
        .lost()
        .waits(250)
        .waits(750)
        .sends(LISTED);
}

#[test]
fn a_row_that_is_too_long_is_an_error_at_once() {
    let mut scenario = Scenario::new();
    scenario.gate = Gate::limited(RateLimit {
        requests: 1,
        per_ms: 61_000,
    });
    scenario.create(&json!({ "name": "a" })).sends(CREATED);
    let failure = scenario.create(&json!({ "name": "b" })).rejects();
    assert!(matches!(failure.reason, Reason::RateLimit(details) if details.retry_after_ms == Some(61_000)));
    assert_eq!(failure.applied, Applied::No);
}

#[test]
fn a_place_in_the_row_does_not_lead_past_a_server_that_wants_to_be_left_alone() {
    let mut scenario = Scenario::new();
    scenario.gate = Gate::limited(RateLimit {
        requests: 1,
        per_ms: 1_000,
    });
    let _throttled = scenario
        .create(&json!({ "name": "a" }))
        .answered_with(429, Some("7"), "");
    scenario.create(&json!({ "name": "b" })).waits(7_000).sends(CREATED);
}

#[test]
fn a_wait_that_is_too_long_is_an_error_at_once_for_every_call() {
    let mut scenario = Scenario::new();
    let failure = scenario
        .create(&json!({ "name": "n" }))
        .answered_with(429, Some("61"), "")
        .rejects();
    let Reason::RateLimit(details) = failure.reason else {
        panic!("{:?}", failure.reason)
    };
    assert_eq!((details.retry_after_ms, failure.applied), (Some(61_000), Applied::No));
    let failure = scenario.create(&json!({ "name": "m" })).rejects();
    let Reason::RateLimit(details) = failure.reason else {
        panic!("{:?}", failure.reason)
    };
    assert_eq!((details.status, details.retry_after_ms), (429, Some(61_000)));
    assert_eq!(failure.applied, Applied::No);
}

#[test]
fn the_longest_wait_that_is_allowed_is_waited() {
    let mut scenario = Scenario::new();
    let first = scenario
        .create(&json!({ "name": "n" }))
        .answered_with(429, Some("60"), "");
    assert_eq!(first.command, Command::Wait { wait_ms: 60_000 });
    scenario.create(&json!({ "name": "m" })).waits(60_000).sends(CREATED);
}

#[test]
fn a_429_is_retried_so_often_and_no_more() {
    let mut scenario = Scenario::new();
    let mut running = scenario.create(&json!({ "name": "n" }));
    for _ in 0..3 {
        running = running.answered_with(429, Some("1"), "").waits(1_000);
    }
    let failure = running.answered_with(429, Some("1"), "").rejects();
    assert!(matches!(failure.reason, Reason::RateLimit(_)));
}

#[test]
fn a_read_is_sent_again_without_a_look_up() {
    let mut scenario = Scenario::new();
    let mut running = scenario.call(&LOAD_ALL, &json!({}));
    for back_off_ms in [250, 500, 1_000] {
        running = running.sends(LISTED.trim()).lost().waits(back_off_ms);
    }
    let failure = running.answered(503, &json!({})).rejects();
    assert_eq!(failure.applied, Applied::No);
}

#[test]
fn a_lost_update_is_read_back_and_sent_again_unless_it_is_there_whole() {
    const UPDATED: &str = "POST /v1/mgmt/outbound/app/update";
    const LOADED: &str = "GET /v1/mgmt/outbound/app/a";
    let sent = json!({ "id": "a", "name": "n" });
    let stored = json!({ "id": "a", "name": "n", "description": null, "templateId": "custom" });
    Scenario::new()
        .call(&UPDATE, &sent)
        .sends(UPDATED)
        .lost()
        .waits(250)
        .sends(LOADED)
        .answered(200, &json!({ "app": stored }))
        .resolves_with(&json!({ "app": { "id": "a", "name": "n", "templateId": "custom" } }));
    for stored in [
        json!({ "id": "a", "name": "old" }),
        // A field that was not sent is cleared.
        json!({ "id": "a", "name": "n", "description": "old" }),
    ] {
        Scenario::new()
            .call(&UPDATE, &sent)
            .lost()
            .waits(250)
            .sends(LOADED)
            .answered(200, &json!({ "app": stored }))
            .sends(UPDATED);
    }
}

#[test]
fn a_lost_update_is_sent_again_where_reading_proves_nothing_of_what_it_sets() {
    const UPDATED: &str = "POST /v1/mgmt/outbound/app/update";
    let stored = json!({ "id": "a", "name": "n", "templateId": "custom" });
    for (field, value) in [
        ("clientSecret", json!("s")),
        ("clientSecret", json!("")),
        ("templateId", json!("t")),
        ("future", json!(1)),
    ] {
        let mut sent = json!({ "id": "a", "name": "n" });
        sent[field] = value;
        let mut scenario = Scenario::new();
        let mut running = scenario.call(&UPDATE, &sent);
        for back_off_ms in [250, 500, 1_000, 2_000] {
            running = running
                .sends(UPDATED)
                .lost()
                .waits(back_off_ms)
                .answered(200, &json!({ "app": stored }));
        }
        assert_eq!(running.rejects().applied, Applied::Unknown, "{sent}");
    }
    Scenario::new()
        .call(&UPDATE, &json!({ "id": "a", "name": "n", "templateId": "custom" }))
        .lost()
        .waits(250)
        .answered(200, &json!({ "app": stored }))
        .resolves_with(&json!({ "app": stored }));
}

#[test]
fn a_lost_delete_is_done_if_the_app_is_gone_and_else_sent_again() {
    const DELETED: &str = "POST /v1/mgmt/outbound/app/delete";
    let id = json!({ "id": "a" });
    Scenario::new()
        .call(&DELETE, &id)
        .sends(DELETED)
        .lost()
        .waits(250)
        .sends("GET /v1/mgmt/outbound/app/a")
        .answered(404, &json!({}))
        .sends(LISTED)
        .answered(200, &json!({ "apps": [{ "id": "b", "name": "n" }] }))
        .resolves_with_nothing();
    Scenario::new()
        .call(&DELETE, &id)
        .lost()
        .waits(250)
        .answered(200, &json!({ "app": { "id": "a" } }))
        .sends(DELETED)
        .answered(200, &json!({}))
        .resolves_with_nothing();
}

#[test]
fn an_app_without_an_id_is_no_proof_that_a_delete_was_not_carried_out() {
    // The blank app that some servers answer instead of none, as an intermediary may have mangled it.
    for app in [json!({ "id": "", "pkce": "?" }), json!({ "name": "n" })] {
        Scenario::new()
            .call(&DELETE, &json!({ "id": "a" }))
            .lost()
            .waits(250)
            .answered(200, &json!({ "app": app }))
            .sends(LISTED)
            .answered(200, &json!({ "apps": [] }))
            .resolves_with_nothing();
    }
}

#[test]
fn a_lost_upload_is_sent_again_as_twice_comes_to_the_same_as_once() {
    const UPLOADED: &str = "POST /v1/mgmt/outbound/app/user/oauthtoken/upload";
    let token = json!({ "appId": "a", "userId": "u", "accessToken": "t" });
    let mut scenario = Scenario::new();
    let mut running = scenario.call(&UPLOAD_USER_TOKEN, &token);
    for back_off_ms in [250, 500, 1_000] {
        running = running.sends(UPLOADED).lost().waits(back_off_ms);
    }
    let failure = running.sends(UPLOADED).lost().rejects();
    assert_eq!(
        (failure.reason, failure.applied),
        (Reason::Connection, Applied::Unknown)
    );
    Scenario::new()
        .call(&UPLOAD_USER_TOKEN, &token)
        .lost()
        .waits(250)
        .answered(200, &json!({}))
        .resolves_with_nothing();
}

#[test]
fn a_batch_that_is_refused_stores_nothing_and_says_why_without_secrets() {
    let tokens = json!([{ "appId": "a", "userId": "u", "accessToken": "T-secret" }]);
    let failures =
        json!([{ "appId": "a", "userId": "u", "errorCode": "E1", "reason": "bad T-secret", "tenantId": null }]);
    let refused = json!({ "failures": failures });
    let failure = Scenario::new()
        .call(&BATCH_UPLOAD_USER_TOKENS, &tokens)
        .answered(200, &refused)
        .rejects();
    let Reason::Batch(failures) = failure.reason else {
        panic!("{:?}", failure.reason)
    };
    assert_eq!(failures[0].reason.as_deref(), Some("bad [redacted]"));
    assert_eq!(failures[0].app_id.as_deref(), Some("a"));
    assert_eq!(failure.applied, Applied::No);
    // An earlier attempt may have stored them.
    let failure = Scenario::new()
        .call(&BATCH_UPLOAD_USER_TOKENS, &tokens)
        .lost()
        .waits(250)
        .answered(200, &refused)
        .rejects();
    assert_eq!(failure.applied, Applied::Unknown);
}

#[test]
fn an_app_from_a_template_is_looked_up_by_its_own_id_or_the_name_it_was_given() {
    let request = json!({ "templateId": "t", "clientId": "c", "overrides": { "name": "n" } });
    Scenario::new()
        .call(&CREATE_BY_TEMPLATE, &request)
        .lost()
        .waits(250)
        .sends(LISTED)
        .answered(
            200,
            &json!({ "apps": [{ "id": "x", "name": "n", "clientId": "c", "pkce": true }] }),
        )
        .resolves_with(&json!({ "app": { "id": "x", "name": "n", "clientId": "c", "pkce": true } }));
    Scenario::new()
        .call(&CREATE_BY_TEMPLATE, &json!({ "templateId": "t", "id": "mine" }))
        .lost()
        .waits(250)
        .sends("GET /v1/mgmt/outbound/app/mine");
    let failure = Scenario::new()
        .call(&CREATE_BY_TEMPLATE, &json!({ "templateId": "t" }))
        .lost()
        .rejects();
    assert_eq!(failure.applied, Applied::Unknown);
}

#[test]
fn a_success_that_does_not_name_the_app_is_reconciled() {
    let app = json!({ "id": "a", "name": "n" });
    for answer in [
        json!({}),
        json!({ "app": null }),
        json!({ "app": {} }),
        json!({ "app": { "id": "b", "name": "n" } }),
        json!("a captive portal"),
    ] {
        for endpoint in [&CREATE, &UPDATE] {
            Scenario::new()
                .call(endpoint, &app)
                .answered(200, &answer)
                .waits(250)
                .sends("GET /v1/mgmt/outbound/app/a")
                .answered(200, &json!({ "app": { "id": "a", "name": "n" } }))
                .resolves_with(&json!({ "app": { "id": "a", "name": "n" } }));
        }
    }
}

#[test]
fn a_success_that_does_not_name_the_app_and_cannot_be_reconciled_is_ambiguous() {
    let without_retries = || Scenario {
        policy: RetryPolicy {
            max_retries: 0,
            max_wait_ms: 0,
        },
        ..Scenario::new()
    };
    let preset = json!({ "dcrPresetId": "d", "tenantId": "t" });
    for failure in [
        without_retries()
            .create(&json!({ "name": "n" }))
            .answered(200, &json!({}))
            .rejects(),
        Scenario::new()
            .call(&CREATE_BY_DCR_PRESET, &preset)
            .answered(200, &json!({}))
            .rejects(),
    ] {
        assert_eq!(
            (failure.reason.code(), failure.applied),
            ("response-wrong-shape", Applied::Unknown)
        );
    }
}

#[test]
fn an_app_of_another_id_is_not_the_one_that_is_looked_for() {
    Scenario::new()
        .create(&json!({ "id": "a", "name": "n" }))
        .lost()
        .waits(250)
        .sends("GET /v1/mgmt/outbound/app/a")
        .answered(200, &json!({ "app": { "id": "b", "name": "n" } }))
        .sends(LISTED)
        .answered(200, &json!({ "apps": [] }))
        .sends(CREATED);
}

#[test]
fn a_create_by_preset_is_not_sent_twice_as_nothing_tells_its_app_from_another() {
    let failure = Scenario::new()
        .call(&CREATE_BY_DCR_PRESET, &json!({ "dcrPresetId": "d", "tenantId": "t" }))
        .sends("POST /v1/mgmt/outbound/app/create/bydcrpreset")
        .lost()
        .rejects();
    assert_eq!(
        (failure.reason, failure.applied),
        (Reason::Connection, Applied::Unknown)
    );
}

#[test]
fn what_the_server_orders_or_fills_in_is_still_what_was_sent() {
    let sent = json!({
        "id": "", "name": "n", "clientId": "", "defaultScopes": ["x", "y"], "description": null,
        "tokenUrlParams": [{ "key": "k", "value": "1" }, { "key": "l" }],
    });
    let stored = json!({
        "id": "1", "name": "n", "clientId": "c", "defaultScopes": ["y", "x"], "appType": "oauth", "accessType": "offline",
        "tokenUrlParams": [{ "key": "l", "value": "" }, { "key": "k", "value": "1" }],
    });
    Scenario::new()
        .create(&sent)
        .lost()
        .waits(250)
        .sends(LISTED)
        .answered(200, &json!({ "apps": [stored.clone()] }))
        .resolves_with(&json!({ "app": stored }));
}

#[test]
fn a_lost_update_is_reconciled_without_the_fields_that_no_update_carries() {
    let sent = json!({ "id": "a", "name": "n", "useDcr": true, "dcrUrl": "https://b.test", "tenantId": "t" });
    let stored = json!({ "id": "a", "name": "n", "dcrUrl": "https://a.test", "appType": "oauth" });
    Scenario::new()
        .call(&UPDATE, &sent)
        .lost()
        .waits(250)
        .answered(200, &json!({ "app": stored.clone() }))
        .resolves_with(&json!({ "app": stored }));
}

#[test]
fn a_deletion_without_a_documented_answer_needs_none() {
    for body in ["", " ", "{}", "null", "[]"] {
        Scenario::new()
            .call(&DELETE_TOKEN, &json!({ "id": "t" }))
            .answered_with(204, None, body)
            .resolves_with_nothing();
    }
    let failure = Scenario::new()
        .call(&DELETE_TOKEN, &json!({ "id": "t" }))
        .answered_with(200, None, "<html>")
        .rejects();
    assert_eq!(failure.applied, Applied::Unknown);
}
