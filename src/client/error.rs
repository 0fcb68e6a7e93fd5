//! The errors of a call.

use core::fmt;

use crate::protocol::{ApiDetails, Applied, BatchFailure, Failure, Reason, ResponseProblem};
use crate::validate::Issue;

/// The reason that a call failed. Its `Display` is for people, and says what to do; no part of it holds a secret.
///
/// [`applied`](Self::applied) says whether the server may have acted: if it is [`Applied::Unknown`], check before
/// repeating the call.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Error {
    /// The options of the client or of the call are invalid. Nothing was sent.
    Config {
        /// All problems with them.
        message: String,
    },
    /// The request has errors. Nothing was sent.
    Validation {
        /// The errors, for people.
        message: String,
        /// All issues, warnings included.
        issues: Vec<Issue>,
    },
    /// The request would change immutable fields of the app that was loaded. Nothing was changed.
    Immutable {
        /// The fields, for people.
        message: String,
        /// An issue for each field.
        issues: Vec<Issue>,
    },
    /// The server returned an error.
    Api(ServerError),
    /// The rate limit of the server or of the client requires a longer wait than the call allows.
    RateLimit(ServerError),
    /// The id or the name is taken.
    Conflict(ServerError),
    /// There is no token for this user or tenant and app.
    NotConnected(ServerError),
    /// The server stored nothing of a batch.
    Batch {
        /// What happened, for people.
        message: String,
        /// The items that it refused, and the reasons.
        failures: Vec<BatchFailure>,
    },
    /// The connection failed.
    Connection {
        /// What happened, for people.
        message: String,
        /// Whether the server may have acted.
        applied: Applied,
    },
    /// No response arrived in time.
    Timeout {
        /// What happened, for people.
        message: String,
        /// Whether the server may have acted.
        applied: Applied,
        /// The timeout of the last attempt, in milliseconds.
        timeout_ms: u32,
    },
    /// The response cannot be used.
    Response {
        /// What happened, for people.
        message: String,
        /// Whether the server may have acted.
        applied: Applied,
        /// The problem with it.
        problem: ResponseProblem,
    },
}

/// An error that the server returned.
#[derive(Clone, Debug, PartialEq)]
pub struct ServerError {
    /// What happened, for people.
    pub message: String,
    /// Whether the server may have acted.
    pub applied: Applied,
    /// The details of the response.
    pub details: Box<ApiDetails>,
}

impl Error {
    /// Returns whether the server may have acted.
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

    /// Returns what happened and what to do about it, for people.
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
