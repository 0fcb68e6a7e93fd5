//! The points that the API's documentation leaves open, decided for one run: each field decides one of them.

use crate::rng::Rng;

/// How answers show a field without a value: absent, `null` and empty mean the same.
#[derive(Clone, Copy, Debug)]
pub enum Absence {
    LeftOut,
    Null,
    Empty,
    /// One of the others, drawn each time.
    Mixed,
}

/// The order in which answers show the items of a set, without duplicates.
#[derive(Clone, Copy, Debug)]
pub enum SetOrder {
    AsSent,
    Reversed,
    Sorted,
    Rotated,
}

/// The answers that show the client secret: the documented ones have it, the live ones do not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SecretShown {
    Never,
    OnCreate,
    Always,
}

/// The answer to a load of an app that does not exist.
#[derive(Clone, Copy, Debug)]
pub enum MissingApp {
    Refused {
        status: u16,
        code: Option<&'static str>,
    },
    NoApp,
    NullApp,
    EmptyApp,
    /// An app whose fields are all empty.
    BlankApp,
}

/// How fields that the API reference does not have are treated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UnknownFields {
    Dropped,
    Refused,
    Kept,
}

/// How an app's template is treated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Template {
    /// Loads show it. An update sets it; without one, an update detaches the app.
    ShownAndUpdated,
    /// Loads show it, and an update without it keeps it.
    ShownAndKept,
    /// No answer shows it, and nothing changes it.
    Hidden,
}

/// A status and a code.
pub type Refused = (u16, Option<&'static str>);

#[derive(Debug)]
#[allow(clippy::struct_excessive_bools, reason = "one for each question")]
pub struct Readings {
    pub absence: Absence,
    pub set_order: SetOrder,
    pub shows_members_backwards: bool,
    pub shows_app_type: bool,
    pub fills_client_id: bool,
    pub secret: SecretShown,
    pub missing_app: MissingApp,
    pub unknown_fields: UnknownFields,
    pub template: Template,
    pub update_keeps_dcr: bool,
    /// The answer to a create whose id or name is taken.
    pub taken: Refused,
    /// The answer to an update that fails: no such app, or a name that is taken.
    pub update_fails: Refused,
    /// The answer to a deletion of an app that does not exist; `None` if that is a success.
    pub delete_fails: Option<Refused>,
    pub delete_is_answered_empty: bool,
    pub delete_takes_tokens_along: bool,
    /// The answer to a deletion of tokens that do not exist; `None` if that is a success.
    pub no_tokens: Option<Refused>,
    /// The body of the answer to a deletion of tokens, which is not documented.
    pub tokens_deleted: &'static str,
    pub uploads_need_app: bool,
    pub int64_as_string: bool,
    /// One in this many successful changes does not show the app; 0 means that all show it.
    pub forgets_one_app_in: u64,
    /// Whether errors quote the request.
    pub echoes: bool,
    pub assigned_prefix: &'static str,
}

impl Readings {
    pub fn draw(rng: &mut Rng) -> Self {
        Self {
            absence: *rng.one_of(&[Absence::LeftOut, Absence::Null, Absence::Empty, Absence::Mixed]),
            set_order: *rng.one_of(&[
                SetOrder::AsSent,
                SetOrder::Reversed,
                SetOrder::Sorted,
                SetOrder::Rotated,
            ]),
            shows_members_backwards: rng.one_in(2),
            shows_app_type: rng.one_in(2),
            fills_client_id: rng.one_in(2),
            secret: *rng.one_of(&[SecretShown::Never, SecretShown::OnCreate, SecretShown::Always]),
            missing_app: *rng.one_of(&[
                refused(404, None),
                refused(404, Some("E011004")),
                refused(400, Some("E011004")),
                refused(500, Some("E151003")),
                MissingApp::NoApp,
                MissingApp::NullApp,
                MissingApp::EmptyApp,
                MissingApp::BlankApp,
            ]),
            unknown_fields: *rng.one_of(&[UnknownFields::Dropped, UnknownFields::Refused, UnknownFields::Kept]),
            template: *rng.one_of(&[Template::ShownAndUpdated, Template::ShownAndKept, Template::Hidden]),
            update_keeps_dcr: rng.one_in(2),
            taken: *rng.one_of(&[
                (500, Some("E151001")),
                (500, Some("E151001")),
                (500, Some("E151003")),
                (409, None),
            ]),
            update_fails: *rng.one_of(&[(500, Some("E151002")), (400, Some("E011004")), (404, None)]),
            delete_fails: *rng.one_of(&[
                None,
                Some((404, None)),
                Some((400, Some("E011004"))),
                Some((500, Some("E151001"))),
            ]),
            delete_is_answered_empty: rng.one_in(4),
            delete_takes_tokens_along: rng.one_in(2),
            no_tokens: *rng.one_of(&[None, Some((404, Some("E111504"))), Some((404, None))]),
            tokens_deleted: *rng.one_of(&["", "{}", "null", "[]"]),
            uploads_need_app: rng.one_in(2),
            int64_as_string: rng.one_in(2),
            forgets_one_app_in: *rng.one_of(&[0, 0, 3]),
            echoes: rng.one_in(2),
            assigned_prefix: *rng.one_of(&["OA", "app/", "3"]),
        }
    }
}

fn refused(status: u16, code: Option<&'static str>) -> MissingApp {
    MissingApp::Refused { status, code }
}
