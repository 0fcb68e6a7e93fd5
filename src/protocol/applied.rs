//! Whether the server may have carried out a request.

use serde::{Deserialize, Serialize};

use super::endpoint::Idempotency;

/// Whether the server carried out the request.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Applied {
    /// It did not.
    No,
    /// It did.
    Yes,
    /// The client cannot tell.
    Unknown,
}

impl Applied {
    /// Returns the name that programs see.
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
    /// The request was sent, and no answer with a readable status came.
    NoAnswer,
    /// An error of this status. `from_api` tells whether its body is an error of the API itself.
    Status { status: u16, from_api: bool },
    /// A success whose body cannot be used. `from_api` tells whether the body shows that the API wrote it: something on
    /// the way may have answered, as captive portals do.
    UnusableSuccess { from_api: bool },
}

/// Decides whether the server carried out a request. No other place decides this.
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
        // A proxy stopped waiting; the server behind it may have gone on.
        408 | 499 => Applied::Unknown,
        400..=499 => Applied::No,
        // The API itself reports the failure; the same status from a proxy proves nothing.
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
