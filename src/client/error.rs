//! Why a call failed.

use core::fmt;

use crate::protocol::{ApiDetails, Applied, BatchFailure, Failure, Reason, ResponseProblem};
use crate::validate::Issue;

/// Why a call failed. Its `Display` is for people, and says what to do; no part of it holds a secret.
///
/// [`applied`](Self::applied) says whether the server may have done what was asked: where it is [`Applied::Unknown`], look
/// before you repeat the call.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Error {
    /// The options of the client or of the call cannot be used. Nothing was sent.
    Config {
        /// Everything that is wrong with them.
        message: String,
    },
    /// The request has errors. Nothing was sent.
    Validation {
        /// The errors, for people.
        message: String,
        /// Everything that was found, warnings too.
        issues: Vec<Issue>,
    },
    /// The request would change what cannot be changed, as was seen when the app was loaded. Nothing was changed.
    Immutable {
        /// What that is, for people.
        message: String,
        /// What that is.
        issues: Vec<Issue>,
    },
    /// The server answered with an error.
    Api(ServerError),
    /// The server takes no more requests for now, for longer than the call may wait; or the client's own rate limit.
    RateLimit(ServerError),
    /// The id or the name is taken.
    Conflict(ServerError),
    /// There is no token for this user or tenant and app.
    NotConnected(ServerError),
    /// The server stored nothing of a batch.
    Batch {
        /// What happened, for people.
        message: String,
        /// What it refused, and why.
        failures: Vec<BatchFailure>,
    },
    /// The connection failed.
    Connection {
        /// What happened, for people.
        message: String,
        /// Whether the server may have acted.
        applied: Applied,
    },
    /// No answer came in time.
    Timeout {
        /// What happened, for people.
        message: String,
        /// Whether the server may have acted.
        applied: Applied,
        /// How long the last attempt was waited for, in milliseconds.
        timeout_ms: u32,
    },
    /// The answer cannot be used.
    Response {
        /// What happened, for people.
        message: String,
        /// Whether the server may have acted.
        applied: Applied,
        /// What is wrong with it.
        problem: ResponseProblem,
    },
}

/// An error that the server answered.
#[derive(Clone, Debug, PartialEq)]
pub struct ServerError {
    /// What happened, for people.
    pub message: String,
    /// Whether the server may have acted.
    pub applied: Applied,
    /// What the server said.
    pub details: Box<ApiDetails>,
}

impl Error {
    /// Whether the server may have done what was asked.
    #[must_use]
    pub fn applied(&self) -> Applied {
        match self {
            Error::Config { .. } | Error::Validation { .. } | Error::Immutable { .. } | Error::Batch { .. } => {
                Applied::No
            }
            Error::Api(error) | Error::RateLimit(error) | Error::Conflict(error) | Error::NotConnected(error) => {
                error.applied
            }
            Error::Connection { applied, .. } | Error::Timeout { applied, .. } | Error::Response { applied, .. } => {
                *applied
            }
        }
    }

    /// What happened and what to do about it, for people.
    #[must_use]
    pub fn message(&self) -> &str {
        match self {
            Error::Config { message }
            | Error::Validation { message, .. }
            | Error::Immutable { message, .. }
            | Error::Batch { message, .. }
            | Error::Connection { message, .. }
            | Error::Timeout { message, .. }
            | Error::Response { message, .. } => message,
            Error::Api(error) | Error::RateLimit(error) | Error::Conflict(error) | Error::NotConnected(error) => {
                &error.message
            }
        }
    }
}

impl From<Failure> for Error {
    fn from(failure: Failure) -> Self {
        let Failure {
            reason,
            applied,
            message,
        } = failure;
        let server = |message, details| ServerError {
            message,
            applied,
            details: Box::new(details),
        };
        match reason {
            Reason::Config => Error::Config { message },
            Reason::Validation(issues) => Error::Validation { message, issues },
            Reason::Immutable(issues) => Error::Immutable { message, issues },
            Reason::Api(details) => Error::Api(server(message, details)),
            Reason::RateLimit(details) => Error::RateLimit(server(message, details)),
            Reason::Conflict(details) => Error::Conflict(server(message, details)),
            Reason::NotConnected(details) => Error::NotConnected(server(message, details)),
            Reason::Batch(failures) => Error::Batch { message, failures },
            Reason::Connection => Error::Connection { message, applied },
            Reason::Timeout { timeout_ms } => Error::Timeout {
                message,
                applied,
                timeout_ms,
            },
            Reason::Response(problem) => Error::Response {
                message,
                applied,
                problem,
            },
        }
    }
}

impl From<Box<Failure>> for Error {
    fn from(failure: Box<Failure>) -> Self {
        (*failure).into()
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.message())
    }
}

impl core::error::Error for Error {}
