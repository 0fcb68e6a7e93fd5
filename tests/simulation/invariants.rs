//! Invariants that hold at the end of a run: the promises of `docs/reliability.md`.

use descope_outbound::protocol::{Applied, Failure, Reason};
use serde_json::{Map, Value};

use super::expectations::{Checked, id_of};
use super::harness::{End, Harness, Run};
use super::meaning::{Meaning, meaning};
use super::operation::{Kind, NOT_UPDATED, Operation, SECRET, UNDOCUMENTED};

pub fn check(harness: &Harness) {
    let checked = Checked::new(harness);
    nothing_is_there_twice(&checked.now.apps);
    checked.bystanders_are_untouched();
    for (index, run) in harness.runs.iter().enumerate() {
        match &run.end {
            None => panic!("call {index} hangs"),
            Some(End::Aborted) => {}
            Some(End::Resolved(answer)) => checked.resolved(index, run, answer),
            Some(End::Rejected(failure)) => checked.rejected(index, run, failure),
        }
    }
}

fn nothing_is_there_twice(apps: &[Value]) {
    for key in ["id", "name"] {
        let mut seen = Vec::new();
        for app in apps {
            assert!(!seen.contains(&&app[key]), "two apps have the {key} {}", app[key]);
            seen.push(&app[key]);
        }
    }
}

impl Checked<'_> {
    /// Checks that apps that no operation names are unchanged.
    fn bystanders_are_untouched(&self) {
        let is_named = |app: &&Value| self.harness.runs.iter().any(|run| app["id"] == id_of(&run.operation));
        for app in self.before.apps.iter().filter(|app| !is_named(app)) {
            assert!(
                self.now.apps.contains(app),
                "{} was changed by nobody's wish",
                app["id"]
            );
        }
    }

    fn resolved(&self, index: usize, run: &Run, answer: &Value) {
        let operation = &run.operation;
        shows_what_was_wanted(index, operation, answer);
        // Creates never undo each other; other operations may overwrite each other.
        if self.is_alone(operation) || self.all_create() {
            assert!(self.is_done(operation), "call {index} resolved, and is not done");
        }
        assert!(
            !self.wants_another_tenant(operation) || !self.is_alone(operation),
            "call {index} resolved, and the tenant is another"
        );
        if matches!(operation.kind, Kind::Patch | Kind::Ensure) && self.is_alone(operation) {
            self.names_what_is_ignored(index, operation, answer);
            self.does_nothing_a_second_time(index, run, answer);
        }
        if operation.kind == Kind::Ensure && self.is_alone(operation) {
            self.ensured_secret_is_right(index, operation, answer);
        }
    }

    fn rejected(&self, index: usize, run: &Run, failure: &Failure) {
        let operation = &run.operation;
        let (is_alone, is_only_one) = (self.is_alone(operation), self.is_only_one(operation));
        assert!(
            !format!("{failure:?}").contains("canary"),
            "call {index} shows a secret: {failure:?}"
        );
        let is_conflict = matches!(failure.reason, Reason::Conflict(_));
        assert!(
            !is_conflict || !self.all_create() || !self.now.apps.is_empty(),
            "call {index} conflicts with nothing"
        );
        assert!(
            self.harness.trouble > 0 || !is_alone || !self.is_possible(operation),
            "call {index} fails without any trouble: {failure:?}"
        );
        let is_immutable = matches!(failure.reason, Reason::Immutable(_));
        assert!(
            !is_immutable || run.updates == 0,
            "call {index} refuses another tenant, and has sent an update"
        );
        // Another run of the same operation may have done it.
        if failure.applied == Applied::No && is_alone && is_only_one {
            assert!(
                self.is_as_before(operation),
                "call {index} says that nothing was done, and something was: {failure:?}"
            );
        }
        if failure.applied == Applied::Yes && is_alone {
            assert!(
                self.is_done(operation),
                "call {index} says that it is done, and it is not"
            );
        }
        let is_read = operation.kind == Kind::FetchToken;
        assert!(!is_read || failure.applied == Applied::No, "call {index} only reads");
    }

    /// Checks that `ignored` names the fields that differ and that no update carries, and no others.
    fn names_what_is_ignored(&self, index: usize, operation: &Operation, answer: &Value) {
        let ignored: Vec<&str> = answer["ignored"]
            .as_array()
            .unwrap()
            .iter()
            .filter_map(Value::as_str)
            .collect();
        assert!(
            ignored.iter().all(|name| NOT_UPDATED.contains(name)),
            "call {index} ignores {ignored:?}"
        );
        if !self.behavior.update_keeps_dcr {
            return;
        }
        let wanted = operation.wanted();
        let now = meaning(self.now.app(operation).unwrap());
        let said = meaning(&Value::Object(wanted.clone()));
        for name in NOT_UPDATED {
            let differs = wanted.contains_key(*name) && said.get(*name) != now.get(*name);
            assert_eq!(ignored.contains(name), differs, "call {index}: whether it names {name}");
        }
    }

    /// Checks that a second run changes nothing if the first succeeded and nobody undid it. Skips undocumented fields,
    /// which the server may drop, and cleared client ids, which it may fill in again.
    fn does_nothing_a_second_time(&self, index: usize, run: &Run, answer: &Value) {
        let operation = &run.operation;
        let is_earlier = |other: &&Run| {
            let has_succeeded = matches!(other.end, Some(End::Resolved(_)));
            other.operation == *operation && has_succeeded && other.ended_ms < run.started_ms
        };
        let is_second = self.harness.runs.iter().any(|other| is_earlier(&other));
        let clears_client_id = operation.wanted().get("clientId").is_some_and(|id| id != "c");
        if !is_second || operation.is_undocumented() || clears_client_id {
            return;
        }
        if operation.kind == Kind::Ensure || operation.secret().is_none() {
            assert_eq!(run.updates, 0, "call {index} is the second, and updates");
        }
        // With faults, a failed load can make the outcome look like a create.
        if operation.kind == Kind::Ensure && self.harness.trouble == 0 {
            assert_eq!(answer["outcome"], "unchanged", "call {index} is the second");
        }
    }

    fn ensured_secret_is_right(&self, index: usize, operation: &Operation, answer: &Value) {
        let now = self.now.app(operation).unwrap();
        let before = self.before.app(operation);
        let secret = |app: Option<&Value>| app.and_then(|app| app[SECRET].as_str().map(str::to_owned));
        let expected = match (answer["outcome"].as_str(), operation.secret(), before) {
            (Some("updated"), Some(wanted), _) | (Some("created"), Some(wanted), None) => Some(wanted.to_owned()),
            (Some("unchanged"), Some(_), Some(_)) if self.is_only_one(operation) => secret(before),
            _ => return,
        };
        assert_eq!(secret(Some(now)), expected, "call {index}: the stored secret");
    }
}

fn shows_what_was_wanted(index: usize, operation: &Operation, answer: &Value) {
    let shows = match operation.kind {
        Kind::Delete | Kind::UploadToken | Kind::UploadKey | Kind::DeleteTokens => answer == &Value::Object(Map::new()),
        // Nothing was refused.
        Kind::UploadTokens => answer["failures"].as_array().is_none_or(Vec::is_empty),
        Kind::FetchToken => {
            let token = &answer["token"];
            token["accessToken"].is_string() && !token["accessTokenExpiry"].is_string()
        }
        _ => {
            let shown = meaning(&answer["app"]);
            let wanted = visible(operation);
            wanted.iter().all(|(name, value)| shown.get(name) == Some(value))
        }
    };
    assert!(shows, "call {index} resolved with something else: {answer}");
}

/// Returns the wanted fields that an answer must show.
fn visible(operation: &Operation) -> Meaning {
    let mut wanted = meaning(&Value::Object(operation.wanted()));
    wanted.retain(|name, _| !(name == SECRET || UNDOCUMENTED.contains(&name.as_str())));
    if matches!(operation.kind, Kind::Update | Kind::Patch | Kind::Ensure) {
        wanted.retain(|name, _| !NOT_UPDATED.contains(&name.as_str()) && name != "tenantId");
    }
    wanted
}
