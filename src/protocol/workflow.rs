//! Methods that take several calls, one after the other.
//!
//! ```text
//!   patch    Load ──► there ──► nothing to change: done, nothing is sent
//!                       └─────► Update ──► done
//!
//!   ensure   Load ──► there ──► nothing to change: unchanged
//!             │         └─────► Update ──► updated
//!             └─────► not there ──► Create ──► created
//!                                     └─────► refused, perhaps as another was faster: Load once more, and go on as above
//! ```
//!
//! An update replaces everything, so it is made of the app as it was loaded and of what is to change: whatever else the
//! app has stays, in fields that nobody named too. The client secret, which no load shows, stays where an update leaves it
//! out \[go, tf\]. Fields that no update carries are sent as they were loaded, and those that differ are reported as
//! ignored; another tenant is refused before the update.

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
    /// The fields to have.
    wanted: Document,
    policy: RetryPolicy,
    /// Whether a create may have been carried out, although it failed.
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
    /// Another may have been faster, and this is what the create came to.
    LoadingAgain(Box<Failure>),
    Updating(Fields),
}

/// The names of an app's fields, as an answer reports them.
#[derive(Debug, Default)]
struct Fields {
    /// The fields that the update sends.
    sent: Vec<String>,
    /// The fields that differ and that no update carries.
    ignored: Vec<String>,
}

/// The next step.
#[derive(Debug)]
pub enum Step {
    /// Another call.
    Call(Box<Call>),
    /// It is done: this is the answer.
    Finish(Document),
    /// It failed.
    Fail(Box<Failure>),
}

impl Workflow {
    /// Changes those fields that `changes` names of the app which `id` tells, as `{"id":…}`; `null` clears one. The first
    /// call comes with the plan.
    ///
    /// # Errors
    /// [`Reason::Validation`](super::Reason::Validation) with everything that is wrong with the changes, or with the id.
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

    /// Creates the app, or brings the one with its id to what it says. The first call comes with the plan.
    ///
    /// # Errors
    /// [`Reason::Validation`](super::Reason::Validation) with everything that is wrong with the app.
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
        let plan = Self {
            purpose,
            state: State::Loading,
            id,
            wanted,
            policy,
            create_is_ambiguous: false,
        };
        Ok((plan, call))
    }

    /// What is sent here has been checked, or came from the server, and is not for us to judge.
    fn then(&self, endpoint: &'static Endpoint, request: Document) -> Step {
        match Call::new(endpoint, request, false, self.policy) {
            Ok(call) => Step::Call(Box::new(call)),
            Err(failure) => Step::Fail(failure),
        }
    }

    /// Takes in what the last call came to, and says what comes next.
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
                // Nobody can read the old one. Who changes it means it; who ensures an app says the same every time.
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

    /// The answer: the app, and what became of it.
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

/// The changes without an `id` that changes nothing, as changes have it that were made of a whole app.
fn without_same_id(id: &Document, changes: Document) -> Document {
    let given = changes.root().get("id");
    if given.is_some() && given == id.root().get("id") {
        without(changes.root(), "id")
    } else {
        changes
    }
}

/// The app without the fields that are `null`.
fn without_nulls(app: Value<'_>) -> Document {
    let mut rest = Builder::default();
    rest.object(|rest| {
        for (name, value) in app.members().iter().filter(|(_, value)| *value != Value::Null) {
            rest.member(name, value);
        }
    });
    rest.finish()
}

/// The request for an app by its id: `{"id":…}`.
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

/// An object, and which of its members are sent.
type Part<'p> = (Value<'p>, &'p dyn Fn(&str) -> bool);

/// The app as it is to be, and the names of its fields: what it has, with what is wanted in its place or, where that is
/// `null`, without it.
fn merged(id: Value<'_>, app: Value<'_>, wanted: Value<'_>) -> (Document, Vec<String>) {
    let is_wanted = |name: &str| is_updated(name) && wanted.get(name).is_some();
    // The secret is not sent back: a server that hides it may show it as empty, and an empty one clears it.
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
                    // Left out, it would be kept.
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
