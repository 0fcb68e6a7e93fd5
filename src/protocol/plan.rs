//! What takes several calls, one after the other.
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

use crate::json::{self, ArrayWriter, Document, ObjectWriter, Text, Value};
use crate::model::Secret;
use crate::text::owned;
use crate::validate::{CHANGES, ENSURED_APP, ID};

use super::applied::Applied;
use super::call::Call;
use super::compare::{CLIENT_SECRET, TENANT_ID, answered_app, differs, is_updated, members};
use super::endpoint::{CREATE, Endpoint, LOAD, UPDATE};
use super::failure::Failure;
use super::report;
use super::retry::RetryPolicy;

/// Several calls with one purpose.
#[derive(Debug)]
pub struct Plan {
    purpose: Purpose,
    state: State,
    /// The request that loads the app.
    id: Secret,
    /// The fields to have, as JSON.
    wanted: Secret,
    policy: RetryPolicy,
    /// Whether a create may have been carried out, although it failed.
    create_is_ambiguous: bool,
}

/// What a plan is for.
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
    /// What the update sends.
    sent: Vec<String>,
    /// What differs, and no update carries.
    ignored: Vec<String>,
}

/// What comes next.
#[derive(Debug)]
pub enum Step {
    /// Another call.
    Call(Box<Call>),
    /// It is done: this is the answer, as JSON.
    Finish(Secret),
    /// It failed.
    Fail(Box<Failure>),
}

impl Plan {
    /// Changes those fields that `changes` names of the app which `id` tells, as `{"id":…}`; `null` clears one. The first
    /// call comes with the plan.
    ///
    /// # Errors
    /// [`Reason::Validation`](super::Reason::Validation) with everything that is wrong with the changes, or with the id.
    pub fn patch(
        id: Secret,
        changes: Secret,
        validate: bool,
        policy: RetryPolicy,
    ) -> Result<(Self, Call), Box<Failure>> {
        if validate {
            let mut issues = ID.check_text(id.expose());
            issues.append(&mut CHANGES.check_text(changes.expose()));
            report::refuse_errors("change the app", issues)?;
        }
        Self::start(Purpose::Patch, id, changes, policy)
    }

    /// Creates the app, or brings the one with its id to what it says. The first call comes with the plan.
    ///
    /// # Errors
    /// [`Reason::Validation`](super::Reason::Validation) with everything that is wrong with the app.
    pub fn ensure(app: &Secret, validate: bool, policy: RetryPolicy) -> Result<(Self, Call), Box<Failure>> {
        if validate {
            report::refuse_errors("ensure the app", ENSURED_APP.check_text(app.expose()))?;
        }
        let app = json::without_nulls(json::read(app.expose()).root());
        let id = id_of(&app);
        Self::start(Purpose::Ensure, id, app, policy)
    }

    fn start(purpose: Purpose, id: Secret, wanted: Secret, policy: RetryPolicy) -> Result<(Self, Call), Box<Failure>> {
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
    fn then(&self, endpoint: &'static Endpoint, request: Secret) -> Step {
        match Call::new(endpoint, request, false, self.policy) {
            Ok(call) => Step::Call(Box::new(call)),
            Err(failure) => Step::Fail(failure),
        }
    }

    /// Takes in what the last call came to, its answer as JSON, and says what comes next.
    pub fn next(&mut self, result: Result<&str, Box<Failure>>) -> Step {
        let state = core::mem::replace(&mut self.state, State::Loading);
        let (answer, failure) = match result {
            Ok(text) => (json::read(text), None),
            Err(failure) => (Document::NULL, Some(failure)),
        };
        let id = self.id.clone();
        let id = json::read(id.expose());
        let id = id.root().get("id").and_then(Value::as_str);
        let app = answered_app(answer.root(), id);
        match (state, app, failure) {
            (State::Loading | State::LoadingAgain(_), Some(app), _) => self.loaded(app),
            (State::LoadingAgain(refusal), ..) => Step::Fail(refusal),
            (State::Loading, None, _) if answered_app(answer.root(), None).is_some() => {
                Step::Fail(report::other_app_loaded(&LOAD))
            }
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

    fn loaded(&mut self, app: Value<'_>) -> Step {
        let (wanted, id) = (self.wanted.clone(), self.id.clone());
        let (wanted, id) = (json::read(wanted.expose()), json::read(id.expose()));
        let (mut is_changed, mut ignored) = (false, Vec::new());
        for (name, value) in members(wanted.root()) {
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
        let (app, sent) = merged(id.root(), app, wanted.root());
        self.state = State::Updating(Fields { sent, ignored });
        self.then(&UPDATE, app)
    }

    /// The answer: the app, and what became of it.
    fn finish(&self, app: Option<Value<'_>>, outcome: &'static str, fields: &Fields) -> Step {
        let mut answer = ObjectWriter::default();
        if let Some(app) = app {
            answer.json("app", app.source());
        }
        match self.purpose {
            Purpose::Ensure => answer.string("outcome", outcome),
            Purpose::Patch => answer.json("sent", list(&fields.sent).expose()),
        }
        answer.json("ignored", list(&fields.ignored).expose());
        Step::Finish(answer.finish())
    }
}

fn list(names: &[String]) -> Secret {
    let mut list = ArrayWriter::default();
    for name in names {
        list.string(name);
    }
    list.finish()
}

/// What tells the app that is meant: `{"id":…}`.
fn id_of(app: &Secret) -> Secret {
    let app = json::read(app.expose());
    let mut request = ObjectWriter::default();
    if let Some(id) = app.root().get("id") {
        request.json("id", id.source());
    }
    request.finish()
}

/// The app as it is to be, and the names of its fields: what it has, with what is wanted in its place or, where that is
/// `null`, without it.
fn merged(id: Value<'_>, app: Value<'_>, wanted: Value<'_>) -> (Secret, Vec<String>) {
    let mut names = Vec::new();
    let mut out = ObjectWriter::default();
    let mut write = |name: Text<'_>, value: &str| {
        out.member(name.source(), value);
        names.push(owned(name.lossy()));
    };
    for (name, value) in members(id) {
        write(name, value.source());
    }
    let is_wanted = |name: &str| is_updated(name) && wanted.get(name).is_some();
    for (name, value) in members(app) {
        // The secret is not sent back: a server that hides it may show it as empty, and an empty one clears it.
        let is_kept = |name: &str| !matches!(name, "id" | CLIENT_SECRET) && !is_wanted(name);
        if value != Value::Null && name.well_formed().is_some_and(is_kept) {
            write(name, value.source());
        }
    }
    for (name, value) in members(wanted) {
        match (name.lossy(), value) {
            ("id", _) => {}
            (name, _) if !is_updated(name) => {}
            // Left out, it would be kept.
            (CLIENT_SECRET, Value::Null) => write(name, r#""""#),
            (_, Value::Null) => {}
            _ => write(name, value.source()),
        }
    }
    (out.finish(), names)
}
