//! What takes several calls, one after the other.
//!
//! ```text
//!   patch    Load ──► there ──► nothing to change: done, nothing is sent
//!                       └─────► Update ──► done
//!
//!   ensure   Load ──► there ──► nothing to change: unchanged
//!             │         └─────► Update ──► updated
//!             └─────► not there ──► Create ──► created
//!                                     └─────► taken: another was faster; Load once more, and go on as above
//! ```
//!
//! An update replaces everything, so it is made of the app as it was loaded and of what is to change: whatever else the
//! app has stays, in fields that nobody named too.

use alloc::boxed::Box;
use alloc::string::String;
use alloc::vec::Vec;

use crate::json::{self, ArrayWriter, Document, ObjectWriter, Value};
use crate::model::Secret;
use crate::model::schema::APP;
use crate::text::owned;
use crate::validate::{CHANGES, ID, UPDATED_APP};

use super::call::Call;
use super::compare::is_what_was_sent;
use super::endpoint::{CREATE, Endpoint, LOAD, UPDATE};
use super::failure::{Failure, Reason};
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
    /// Another was faster, and this is what the create came to.
    LoadingAgain(Box<Failure>),
    /// The update sends these fields.
    Updating(Vec<String>),
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
    /// [`Reason::Validation`] with everything that is wrong with the changes, or with the id.
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
    /// [`Reason::Validation`] with everything that is wrong with the app.
    pub fn ensure(app: Secret, validate: bool, policy: RetryPolicy) -> Result<(Self, Call), Box<Failure>> {
        if validate {
            report::refuse_errors("ensure the app", UPDATED_APP.check_text(app.expose()))?;
        }
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
        match (state, answer.root().get("app"), failure) {
            (State::Loading | State::LoadingAgain(_), Some(app @ Value::Object(_)), _) => self.loaded(app),
            (State::LoadingAgain(conflict), ..) => Step::Fail(conflict),
            (State::Loading, _, None) if self.purpose == Purpose::Ensure => self.create(),
            (State::Loading, _, None) => Step::Fail(report::nothing_loaded(&LOAD)),
            (State::Loading, _, Some(failure))
                if self.purpose == Purpose::Ensure && failure.reason.may_mean_absent() =>
            {
                self.create()
            }
            (State::Creating, _, Some(failure)) if matches!(failure.reason, Reason::Conflict(_)) => {
                self.state = State::LoadingAgain(failure);
                self.then(&LOAD, self.id.clone())
            }
            (State::Creating, app, None) => self.finish(app, "created", &[]),
            (State::Updating(sent), app, None) => self.finish(app, "updated", &sent),
            (_, _, Some(failure)) => Step::Fail(failure),
        }
    }

    fn create(&mut self) -> Step {
        self.state = State::Creating;
        self.then(&CREATE, self.wanted.clone())
    }

    fn loaded(&mut self, app: Value<'_>) -> Step {
        let wanted = self.wanted.clone();
        let wanted = json::read(wanted.expose());
        let wanted = wanted.root();
        // A secret is not shown. Who changes one means it; who ensures an app says the same every time.
        let has_new_secret = self.purpose == Purpose::Patch && wanted.get("clientSecret").is_some();
        if !has_new_secret && is_what_was_sent(wanted, app, &APP) {
            return self.finish(Some(app), "unchanged", &[]);
        }
        let (app, sent) = merged(app, wanted);
        self.state = State::Updating(sent);
        self.then(&UPDATE, app)
    }

    /// The answer: the app, and what became of it.
    fn finish(&self, app: Option<Value<'_>>, outcome: &'static str, sent: &[String]) -> Step {
        let mut answer = ObjectWriter::default();
        if let Some(app) = app {
            answer.json("app", app.source());
        }
        match self.purpose {
            Purpose::Ensure => answer.string("outcome", outcome),
            Purpose::Patch => {
                let mut names = ArrayWriter::default();
                for name in sent {
                    names.string(name);
                }
                answer.json("sent", names.finish().expose());
            }
        }
        Step::Finish(answer.finish())
    }
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

/// Set by the server, and refused in requests \[doc, go\].
const SET_BY_SERVER: &[&str] = &["templateId"];

/// The app as it is to be, and the names of its fields: what it has, with what is wanted in its place or, where that is
/// `null`, without it.
fn merged(app: Value<'_>, wanted: Value<'_>) -> (Secret, Vec<String>) {
    let mut names = Vec::new();
    let mut out = ObjectWriter::default();
    for (object, is_new) in [(app, false), (wanted, true)] {
        let Value::Object(members) = object else {
            continue;
        };
        for (name, value) in members.iter() {
            let is_replaced = |name: &str| !is_new && (wanted.get(name).is_some() || SET_BY_SERVER.contains(&name));
            if value != Value::Null && (is_new || name.well_formed().is_some_and(|name| !is_replaced(name))) {
                out.member(name.source(), value.source());
                names.push(owned(name.lossy()));
            }
        }
    }
    (out.finish(), names)
}
