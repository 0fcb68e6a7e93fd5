//! Whether the server may have done what was asked.

use serde::{Deserialize, Serialize};

use super::endpoint::Idempotency;

/// Whether the server did what was asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Applied {
    /// It did not.
    No,
    /// It did.
    Yes,
    /// Nobody can tell from here.
    Unknown,
}

impl Applied {
    /// As programs see it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Applied::No => "no",
            Applied::Yes => "yes",
            Applied::Unknown => "unknown",
        }
    }
}

/// The evidence about a call that did not succeed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Seen {
    /// Nothing was sent.
    NothingSent,
    /// The request was sent, and no answer came whose status could be read.
    NoAnswer,
    /// An answer of this status, and whether its body was an error of the API itself.
    Status { status: u16, from_api: bool },
    /// An answer that says it worked and cannot be used, and whether it is the API's own for all that can be told:
    /// something on the way may have answered, as captive portals do.
    UnusableSuccess { from_api: bool },
}

/// The one place where this is decided.
pub(super) fn applied(idempotency: Idempotency, seen: Seen) -> Applied {
    match (idempotency, seen) {
        (Idempotency::Safe, _) | (_, Seen::NothingSent) => Applied::No,
        (_, Seen::NoAnswer | Seen::UnusableSuccess { from_api: false }) => Applied::Unknown,
        (_, Seen::UnusableSuccess { from_api: true }) => Applied::Yes,
        (_, Seen::Status { status, from_api }) => after_status(status, from_api),
    }
}

fn after_status(status: u16, from_api: bool) -> Applied {
    match status {
        // Something on the way gave up waiting: the server behind it may have gone on.
        408 | 499 => Applied::Unknown,
        400..=499 => Applied::No,
        // The API's own word that it failed; the same status from a proxy says nothing.
        500 if from_api => Applied::No,
        _ => Applied::Unknown,
    }
}

#[cfg(test)]
mod tests {
    use super::{Applied, Idempotency, Seen, applied};

    #[test]
    fn a_create_is_ambiguous_exactly_where_nobody_can_tell() {
        let status = |status, from_api| Seen::Status { status, from_api };
        for (seen, expected) in [
            (Seen::NothingSent, Applied::No),
            (Seen::NoAnswer, Applied::Unknown),
            (Seen::UnusableSuccess { from_api: true }, Applied::Yes),
            (Seen::UnusableSuccess { from_api: false }, Applied::Unknown),
            (status(400, true), Applied::No),
            (status(401, false), Applied::No),
            (status(408, true), Applied::Unknown),
            (status(429, true), Applied::No),
            (status(500, true), Applied::No),
            (status(500, false), Applied::Unknown),
            (status(502, true), Applied::Unknown),
            (status(503, true), Applied::Unknown),
            (status(520, false), Applied::Unknown),
            (status(524, false), Applied::Unknown),
            (status(302, false), Applied::Unknown),
            (status(0, false), Applied::Unknown),
        ] {
            assert_eq!(applied(Idempotency::NonIdempotent, seen), expected, "{seen:?}");
            assert_eq!(applied(Idempotency::Safe, seen), Applied::No, "{seen:?}");
        }
    }
}
