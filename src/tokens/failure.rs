//! Classifies failed fetches.

/// The consequence of a failure for the cached token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Meaning {
    /// There is no token: the user or the tenant is not connected, or no longer.
    NotConnected,
    /// The caller may not have the token.
    Denied,
    /// No consequence; the next attempt may succeed.
    Passing,
    /// No consequence; the next attempt will fail as well.
    Lasting,
}

/// The codes of transient errors.
const PASSING: &[&str] = &[
    "rate-limited",
    "connection-failed",
    "timeout",
    "response-not-json",
    "response-not-http",
];

impl Meaning {
    /// Classifies an error by its `code`, and an `"api-error"` by its `status`. The class of the error is no criterion:
    /// `import` and `require` may each have their own.
    #[must_use]
    pub fn of(code: &str, status: u16) -> Self {
        match (code, status) {
            ("not-connected", _) => Self::NotConnected,
            ("api-error", 401 | 403) => Self::Denied,
            ("api-error", 408 | 500..) => Self::Passing,
            (code, _) if PASSING.contains(&code) => Self::Passing,
            _ => Self::Lasting,
        }
    }

    /// Returns whether a token that is still valid stays in use.
    #[must_use]
    pub fn keeps_token(self) -> bool {
        matches!(self, Self::Passing | Self::Lasting)
    }

    /// Returns whether the absence of a token is cached.
    #[must_use]
    pub fn is_remembered(self) -> bool {
        self == Self::NotConnected
    }

    /// Returns whether callers that wait for a connection continue to wait.
    #[must_use]
    pub fn is_waited_out(self) -> bool {
        matches!(self, Self::NotConnected | Self::Passing)
    }
}

#[cfg(test)]
mod tests {
    use super::Meaning::{self, Denied, Lasting, NotConnected, Passing};

    #[test]
    fn an_error_is_read_by_code_and_status() {
        let cases = [
            ("not-connected", 404, NotConnected),
            ("not-connected", 0, NotConnected),
            ("api-error", 401, Denied),
            ("api-error", 403, Denied),
            ("api-error", 400, Lasting),
            // Not every 404 means "not connected".
            ("api-error", 404, Lasting),
            ("api-error", 408, Passing),
            ("api-error", 500, Passing),
            ("api-error", 503, Passing),
            ("rate-limited", 429, Passing),
            ("connection-failed", 0, Passing),
            ("timeout", 0, Passing),
            ("response-not-json", 0, Passing),
            ("response-wrong-shape", 0, Lasting),
            ("invalid-request", 0, Lasting),
            ("invalid-config", 0, Lasting),
            ("", 0, Lasting),
        ];
        for (code, status, expected) in cases {
            assert_eq!(Meaning::of(code, status), expected, "{code} {status}");
        }
    }

    #[test]
    fn each_meaning_says_what_becomes_of_the_token_and_of_who_waits() {
        let cases = [
            (NotConnected, (false, true, true)),
            (Denied, (false, false, false)),
            (Passing, (true, false, true)),
            (Lasting, (true, false, false)),
        ];
        for (meaning, expected) in cases {
            let found = (meaning.keeps_token(), meaning.is_remembered(), meaning.is_waited_out());
            assert_eq!(found, expected, "{meaning:?}");
        }
    }
}
