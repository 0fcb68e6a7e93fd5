//! To settle a create: read back what is there, and hold it against what was sent.

use crate::json::{self, Value};

use super::compare::{find, is_what_was_sent};
use super::endpoint::{Endpoint, LOAD, LOAD_ALL, path_segment};
use super::event::Loss;
use super::interpret::{Answer, Success, as_response};
use super::retry::{Verdict, verdict};

/// Where to look.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// By the id that was sent.
    Id,
    /// Among all apps, by the id or the name that was sent.
    List,
}

/// What looking there came to.
#[derive(Debug, PartialEq)]
pub(super) enum Finding {
    /// The app is there, equal in every field that was sent: this is the response that its create would have had.
    Equal(Success),
    /// The id or the name belongs to an app that differs from what was sent.
    Different,
    /// There is none of this id or name.
    NotThere,
    /// What the API answers for an id that is not there is not documented: the list has the last word.
    AskTheList,
    /// The server wants to be left alone first.
    Throttled,
    /// It may go better the next time.
    Again,
    /// Nothing that can be read, nor will be.
    Unreadable,
}

impl Place {
    /// The best place to look for what was sent.
    pub(super) fn of(sent: &str) -> Self {
        match id_segment(sent) {
            Some(_) => Place::Id,
            None => Place::List,
        }
    }

    /// The path of the request that looks there.
    pub(super) fn path(self, sent: &str) -> std::borrow::Cow<'static, str> {
        match self {
            Place::Id => [LOAD.path, &id_segment(sent).unwrap_or_default()].concat().into(),
            Place::List => LOAD_ALL.path.into(),
        }
    }

    /// What the answer says of what was sent to this endpoint.
    pub(super) fn read(self, answer: &Answer<'_>, sent: &str, endpoint: &Endpoint) -> Finding {
        match (verdict(answer.status), answer.status) {
            (Verdict::Throttled, _) => Finding::Throttled,
            (Verdict::Transient, _) => Finding::Again,
            (Verdict::Final, 200..=299) => match (json::parse(answer.body), json::parse(sent)) {
                (Ok(found), Ok(sent)) => self.compare(&found, &sent, endpoint),
                _ => Finding::Unreadable,
            },
            (Verdict::Final, 400..=500) if self == Place::Id => Finding::AskTheList,
            (Verdict::Final, _) => Finding::Unreadable,
        }
    }

    fn compare(self, answer: &Value<'_>, sent: &Value<'_>, endpoint: &Endpoint) -> Finding {
        let found = match (self, answer.get("app"), answer.get("apps")) {
            (Place::Id, Some(app @ Value::Object(_)), _) => Some(app),
            (Place::Id, ..) => return Finding::AskTheList,
            (Place::List, _, Some(apps @ Value::Array(_))) => find(sent, apps),
            // A project without apps: protobuf's JSON leaves an empty list out.
            (Place::List, _, None | Some(Value::Null)) if matches!(answer, Value::Object(_)) => None,
            (Place::List, ..) => return Finding::Unreadable,
        };
        match found {
            None => Finding::NotThere,
            Some(app) if is_what_was_sent(sent, app, endpoint.request) => {
                as_response(app, endpoint).map_or(Finding::Unreadable, Finding::Equal)
            }
            Some(_) => Finding::Different,
        }
    }
}

impl Finding {
    /// What is found when the answer of a look-up is lost.
    pub(super) fn of_lost(loss: Loss<'_>) -> Self {
        match loss {
            Loss::Unreachable(_) | Loss::TimedOut { .. } | Loss::Broken { .. } => Finding::Again,
            Loss::TooLarge { .. } | Loss::NotAResponse => Finding::Unreadable,
        }
    }
}

/// The id that was sent, as a segment of a path.
fn id_segment(sent: &str) -> Option<String> {
    let sent = json::parse(sent).ok()?;
    path_segment(sent.get("id")?.as_str()?)
}
