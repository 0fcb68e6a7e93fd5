//! Reconciliation: loads the app from the server, and compares it with what was sent.

use alloc::borrow::Cow;
use alloc::string::String;

use crate::model::APP;
use crate::text::concat;
use crate::value::{Builder, Document, Value};

use super::answer::{Answer, Body, Success};
use super::compare::{answered_app, find, is_what_update_leaves, is_what_was_sent};
use super::endpoint::{Endpoint, Expected};
use super::event::TransportError;
use super::interpret::as_response;
use super::registry::{LOAD, LOAD_ALL};
use super::retry::{Verdict, verdict};
use super::target::path_segment;

/// How to look the app up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum LookUpBy {
    /// By the id that was sent.
    Id,
    /// In the list of all apps, by the id or the name that was sent.
    List,
}

/// The result of a look-up.
#[derive(Debug, PartialEq)]
pub(super) enum Finding {
    /// The expected state is there. Holds the response that the call would have had.
    Done(Success),
    /// The id or the name belongs to an app that differs from what was sent.
    Different,
    /// No app has this id or name.
    NotThere,
    /// The answer for an id that does not exist is not documented, so the list has to decide.
    AskTheList,
    /// The server answered 429.
    Throttled,
    /// A transient failure: the look-up may succeed the next time.
    Again,
    /// The answer cannot be read, and another attempt would not help.
    Unreadable,
}

impl LookUpBy {
    /// Returns the best way to look for the app that was sent; `None` if it has neither an id nor a name.
    pub(super) fn of(request: Value<'_>, expected: Expected) -> Option<Self> {
        let app = sent_app(request, expected);
        let app = app.root();
        match id_segment(app) {
            Some(_) => Some(LookUpBy::Id),
            None if app.get("id").is_some() || app.get("name").is_some() => Some(LookUpBy::List),
            None => None,
        }
    }

    /// Returns the path of the look-up's request.
    pub(super) fn path(self, request: Value<'_>) -> Cow<'static, str> {
        match self {
            LookUpBy::Id => {
                let segment = id_segment(request);
                concat(&[LOAD.path, &segment.unwrap_or_default()]).into()
            }
            LookUpBy::List => LOAD_ALL.path.into(),
        }
    }

    /// Compares the look-up's answer with the request that was sent to this endpoint.
    pub(super) fn read(
        self,
        answer: &Answer<'_>,
        request: Value<'_>,
        expected: Expected,
        endpoint: &Endpoint,
    ) -> Finding {
        match (verdict(answer.status), answer.status) {
            (Verdict::Throttled, _) => Finding::Throttled,
            (Verdict::Transient, _) => Finding::Again,
            (Verdict::Final, 200..=299) => match answer.body {
                Body::Json(found) => self.compare(found.root(), sent_app(request, expected).root(), expected, endpoint),
                _ => Finding::Unreadable,
            },
            (Verdict::Final, 400..=500) if self == LookUpBy::Id => Finding::AskTheList,
            (Verdict::Final, _) => Finding::Unreadable,
        }
    }

    fn compare(self, answer: Value<'_>, sent: Value<'_>, expected: Expected, endpoint: &Endpoint) -> Finding {
        let id = sent.get("id").and_then(Value::as_str);
        // After a delete, the app's shape is not checked: the app exists only if the answer names it.
        let is_named = |app: Value<'_>| expected != Expected::Absent || app.get("id").and_then(Value::as_str) == id;
        let found = match (self, answer.get("apps")) {
            (LookUpBy::Id, _) => match answered_app(answer, id) {
                Some(app) if is_named(app) => Some(app),
                _ => return Finding::AskTheList,
            },
            (LookUpBy::List, Some(Value::Array(apps))) => find(sent, apps),
            // The project has no apps: protobuf's JSON leaves an empty list out.
            (LookUpBy::List, None | Some(Value::Null)) if matches!(answer, Value::Object(_)) => None,
            (LookUpBy::List, _) => return Finding::Unreadable,
        };
        let Some(app) = found else {
            return match expected {
                Expected::Absent => Finding::Done(Success::Nothing),
                _ => Finding::NotThere,
            };
        };
        let is_wanted = match expected {
            Expected::Absent => false,
            Expected::Created | Expected::FromTemplate => is_what_was_sent(sent, app),
            Expected::Updated => is_what_update_leaves(sent, app),
        };
        match as_response(app, endpoint) {
            _ if expected == Expected::Absent => Finding::Different,
            // An app of a wrong shape proves neither that it is the sent one nor that it is not.
            None => Finding::Unreadable,
            Some(success) if is_wanted => Finding::Done(success),
            Some(_) => Finding::Different,
        }
    }
}

impl Finding {
    /// Returns the finding for a look-up whose answer is lost.
    pub(super) fn of_lost(loss: TransportError<'_>) -> Self {
        match loss {
            TransportError::Unreachable(_) | TransportError::TimedOut { .. } | TransportError::Broken { .. } => {
                Finding::Again
            }
            TransportError::TooLarge { .. } | TransportError::NotAResponse(_) => Finding::Unreadable,
        }
    }
}

/// Returns the app as a look-up finds it if the request was carried out. A member that is `null` was not sent.
fn sent_app(request: Value<'_>, expected: Expected) -> Document {
    let overrides = request.get("overrides").filter(|_| expected == Expected::FromTemplate);
    let is_sent =
        |name: &str, value| value != Value::Null && (expected != Expected::FromTemplate || APP.find(name).is_some());
    let mut app = Builder::default();
    app.object(|app| {
        for object in [Some(request), overrides].into_iter().flatten() {
            for (name, value) in object.members().iter() {
                if is_sent(name.lossy(), value) {
                    app.member(name, value);
                }
            }
        }
    });
    app.finish()
}

/// Returns the id that was sent, as a segment of a path.
fn id_segment(app: Value<'_>) -> Option<String> {
    path_segment(app.get("id")?.as_str()?)
}
