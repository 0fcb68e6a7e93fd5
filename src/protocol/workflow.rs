//! Methods that take several calls, one after the other.
//!
//! ```text
//!   patch    Load ──► there ──► nothing to change: done, nothing is sent
//!                       └─────► Update ──► done
//!
//!   ensure   Load ──► there ──► nothing to change: unchanged
//!             │         └─────► Update ──► updated
//!             └─────► not there ──► Create ──► created
//!                                     └─────► refused, perhaps another was faster: Load once more, and go on as above
//! ```
//!
//! An update replaces the whole app, so the workflow merges the loaded app with the changes: all other fields stay,
//! undocumented ones too. No load returns the client secret, which stays if an update leaves it out \[go, tf\]. Fields
//! that an update cannot change are sent as loaded, and reported as ignored if they differ; another tenant is refused
//! before the update.

use alloc::boxed::Box;
use alloc::string::String;
use alloc::vec::Vec;

use crate::text::owned;
use crate::validate::{CHANGES, ENSURED_APP, ID};
use crate::value::{Builder, Document, Value};

use super::applied::Applied;
use super::call::Call;
use super::compare::{CLIENT_SECRET, TENANT_ID, answered_app, differs, is_updated};
use super::endpoint::Endpoint;
use super::failure::Failure;
use super::registry::{CREATE, LOAD, UPDATE};
use super::report;
use super::retry::RetryPolicy;
use super::target::without;

/// Several calls with one purpose.
#[derive(Debug)]
pub struct Workflow {
    purpose: Purpose,
    state: State,
    /// The request that loads the app: `{"id":…}`.
    id: Document,
    /// The wanted fields.
    wanted: Document,
    policy: RetryPolicy,
    /// Whether a failed create may have been carried out.
    create_is_ambiguous: bool,
}

/// The purpose of a workflow.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Purpose {
    Patch,
    Ensure,
}

#[derive(Debug)]
enum State {
    Loading,
    Creating,
    /// Another caller may have been faster. Holds the failure of the create.
    LoadingAgain(Box<Failure>),
    Updating(Fields),
}

/// The names of an app's fields that the result reports.
#[derive(Debug, Default)]
struct Fields {
    /// The fields that the update sends.
    sent: Vec<String>,
    /// The fields that differ and that an update cannot change.
    ignored: Vec<String>,
}

/// The next step.
#[derive(Debug)]
pub enum Step {
    /// Run another call.
    Call(Box<Call>),
    /// The workflow succeeded, with this answer.
    Finish(Document),
    /// The workflow failed.
    Fail(Box<Failure>),
}

impl Workflow {
    /// Changes the fields that `changes` names of the app with this id, given as `{"id":…}`; `null` clears a field.
    /// Returns the workflow and its first call.
    ///
    /// # Errors
    /// [`Reason::Validation`](super::Reason::Validation) with all issues of the changes and the id.
    pub fn patch(
        id: Document,
        changes: Document,
        validate: bool,
        policy: RetryPolicy,
    ) -> Result<(Self, Call), Box<Failure>> {
        let changes = without_same_id(&id, changes);
        if validate || id.has_non_json() || changes.has_non_json() {
            let mut issues = ID.check(id.root());
            issues.append(&mut CHANGES.check(changes.root()));
            report::refuse_errors("change the app", issues)?;
        }
        Self::start(Purpose::Patch, id, changes, policy)
    }

    /// Creates the app, or updates these fields of the one with its id. Returns the workflow and its first call.
    ///
    /// # Errors
    /// [`Reason::Validation`](super::Reason::Validation) with all issues of the app.
    pub fn ensure(app: &Document, validate: bool, policy: RetryPolicy) -> Result<(Self, Call), Box<Failure>> {
        if validate || app.has_non_json() {
            report::refuse_errors("ensure the app", ENSURED_APP.check(app.root()))?;
        }
        let app = without_nulls(app.root());
        let id = id_of(app.root());
        Self::start(Purpose::Ensure, id, app, policy)
    }

    fn start(
        purpose: Purpose,
        id: Document,
        wanted: Document,
        policy: RetryPolicy,
    ) -> Result<(Self, Call), Box<Failure>> {
        let call = Call::new(&LOAD, id.clone(), false, policy)?;
        let workflow = Self {
            purpose,
            state: State::Loading,
            id,
            wanted,
            policy,
            create_is_ambiguous: false,
        };
        Ok((workflow, call))
    }

    /// Begins the next call, unchecked: its request has been checked already, or comes from the server.
    fn then(&self, endpoint: &'static Endpoint, request: Document) -> Step {
        match Call::new(endpoint, request, false, self.policy) {
            Ok(call) => Step::Call(Box::new(call)),
            Err(failure) => Step::Fail(failure),
        }
    }

    /// Processes the result of the last call, and returns the next step.
    pub fn next(&mut self, result: Result<&Document, Box<Failure>>) -> Step {
        let state = core::mem::replace(&mut self.state, State::Loading);
        let (answer, failure) = match result {
            Ok(answer) => (answer, None),
            Err(failure) => (&Document::NULL, Some(failure)),
        };
        let id = self.id.clone();
        let id = id.root().get("id").and_then(Value::as_str);
        let app = answered_app(answer.root(), id);
        match (state, app, failure) {
            (State::Loading | State::LoadingAgain(_), Some(app), _) => self.loaded(app, answer),
            (State::LoadingAgain(refusal), ..) => Step::Fail(refusal),
            (State::Loading, _, None) if self.purpose == Purpose::Ensure => self.create(),
            (State::Loading, _, None) => Step::Fail(report::nothing_loaded(&LOAD)),
            (State::Loading, _, Some(failure))
                if self.purpose == Purpose::Ensure && failure.reason.may_mean_absent() =>
            {
                self.create()
            }
            (State::Creating, _, Some(failure)) if failure.reason.may_mean_taken() => {
                self.create_is_ambiguous = failure.applied == Applied::Unknown;
                self.state = State::LoadingAgain(failure);
                self.then(&LOAD, self.id.clone())
            }
            (State::Creating, app, None) => self.finish(app, "created", &Fields::default()),
            (State::Updating(fields), app, None) => self.finish(app, "updated", &fields),
            (_, _, Some(mut failure)) => {
                if self.create_is_ambiguous {
                    failure.applied = Applied::Unknown;
                }
                Step::Fail(failure)
            }
        }
    }

    fn create(&mut self) -> Step {
        self.state = State::Creating;
        self.then(&CREATE, self.wanted.clone())
    }

    fn loaded(&mut self, app: Value<'_>, answer: &Document) -> Step {
        let wanted = self.wanted.clone();
        let (mut is_changed, mut ignored) = (false, Vec::new());
        for (name, value) in wanted.root().members().iter() {
            match name.lossy() {
                // The old secret cannot be read. `patch` always sends a new one; `ensure` names it in every call.
                CLIENT_SECRET => is_changed |= self.purpose == Purpose::Patch,
                name if !differs(name, value, app) => {}
                TENANT_ID => return Step::Fail(report::immutable_tenant()),
                name if is_updated(name) => is_changed = true,
                name => ignored.push(owned(name)),
            }
        }
        if !is_changed {
            let sent = Vec::new();
            return self.finish(Some(app), "unchanged", &Fields { sent, ignored });
        }
        if answer.is_inexact() {
            return Step::Fail(report::inexact(&UPDATE));
        }
        let (app, sent) = merged(self.id.root(), app, wanted.root());
        self.state = State::Updating(Fields { sent, ignored });
        self.then(&UPDATE, app)
    }

    /// Ends with the answer: the app, and the outcome.
    fn finish(&self, app: Option<Value<'_>>, outcome: &'static str, fields: &Fields) -> Step {
        let mut answer = Builder::default();
        answer.object(|answer| {
            if let Some(app) = app {
                answer.string("app");
                answer.value(app);
            }
            match self.purpose {
                Purpose::Ensure => {
                    answer.string("outcome");
                    answer.string(outcome);
                }
                Purpose::Patch => list("sent", &fields.sent, answer),
            }
            list("ignored", &fields.ignored, answer);
        });
        Step::Finish(answer.finish())
    }
}

fn list(name: &str, names: &[String], answer: &mut Builder) {
    answer.string(name);
    answer.array(|list| {
        for name in names {
            list.string(name);
        }
    });
}

/// Removes an `id` that changes nothing: changes that were made from a whole app have one.
fn without_same_id(id: &Document, changes: Document) -> Document {
    let given = changes.root().get("id");
    if given.is_some() && given == id.root().get("id") {
        without(changes.root(), "id")
    } else {
        changes
    }
}

/// Returns the app without the fields that are `null`.
fn without_nulls(app: Value<'_>) -> Document {
    let mut rest = Builder::default();
    rest.object(|rest| {
        for (name, value) in app.members().iter().filter(|(_, value)| *value != Value::Null) {
            rest.member(name, value);
        }
    });
    rest.finish()
}

/// Returns the request that loads an app: `{"id":…}`.
fn id_of(app: Value<'_>) -> Document {
    let mut request = Builder::default();
    request.object(|request| {
        if let Some(id) = app.get("id") {
            request.string("id");
            request.value(id);
        }
    });
    request.finish()
}

/// An object, and a filter for the members to send.
type Part<'p> = (Value<'p>, &'p dyn Fn(&str) -> bool);

/// Merges the loaded app with the wanted fields, of which `null` removes one. Returns the app to send and the names of
/// its fields.
fn merged(id: Value<'_>, app: Value<'_>, wanted: Value<'_>) -> (Document, Vec<String>) {
    let is_wanted = |name: &str| is_updated(name) && wanted.get(name).is_some();
    // The secret is not sent back: a server that hides it may return an empty one, which would clear it.
    let is_kept = |name: &str| !matches!(name, "id" | CLIENT_SECRET) && !is_wanted(name);
    let is_changed = |name: &str| name != "id" && is_updated(name);
    let parts: [Part<'_>; 3] = [(id, &|_| true), (app, &is_kept), (wanted, &is_changed)];
    let mut names = Vec::new();
    let mut out = Builder::default();
    out.object(|out| {
        for (object, is_sent) in parts {
            for (name, value) in object.members().iter() {
                match (name.lossy(), value) {
                    (name, _) if !is_sent(name) => continue,
                    // The server would keep a secret that is left out.
                    (CLIENT_SECRET, Value::Null) => {
                        out.text(name);
                        out.string("");
                    }
                    (_, Value::Null) => continue,
                    _ => out.member(name, value),
                }
                names.push(owned(name.lossy()));
            }
        }
    });
    (out.finish(), names)
}
