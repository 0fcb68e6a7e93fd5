//! The messages between a call and its driver.

use alloc::borrow::Cow;
use alloc::boxed::Box;

use crate::model::Secret;

use super::answer::{Answer, Success};
use super::endpoint::HttpMethod;
use super::failure::Failure;
use super::redact::Redactor;
use super::response::Response;
use super::retry::Gate;

/// A message from a driver to a call.
#[derive(Clone, Copy, Debug)]
pub enum Event<'a> {
    /// Begin.
    Start,
    /// The request was answered, and the body is read.
    Answered(Answer<'a>),
    /// The request went out, and its answer did not come in.
    TransportFailed(TransportError<'a>),
    /// The wait is over.
    TimerFired,
}

/// How an answer can get lost.
#[derive(Clone, Copy, Debug)]
pub enum TransportError<'a> {
    /// The request failed on its way out or back. What the host says of it is for people.
    Unreachable(&'a str),
    /// The attempt took longer than this.
    TimedOut {
        /// How long was waited, in milliseconds.
        timeout_ms: u32,
    },
    /// The answer's body is longer than this; it was not read to its end.
    TooLarge {
        /// The answer without its body.
        head: Answer<'a>,
        /// How much would have been read.
        max_bytes: u32,
    },
    /// The answer's body broke off.
    Broken {
        /// The answer without its body.
        head: Answer<'a>,
        /// What the host says of it.
        host_says: &'a str,
    },
    /// What the host's `fetch` gave is no response, but this, in words for people.
    NotAResponse(&'a str),
}

/// A message from a call to its driver: the next thing to do.
#[derive(Debug, PartialEq)]
pub enum Command {
    /// Send a request, and tell how it ended.
    Send(Outgoing),
    /// Wait so long, in milliseconds, and tell when it is over.
    Wait {
        /// How long.
        wait_ms: u32,
    },
    /// The call is over.
    Finish(Result<Success, Box<Failure>>),
}

/// A request to send.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outgoing {
    /// Its method.
    pub method: HttpMethod,
    /// Its path below the base URL, and its query.
    pub path: Cow<'static, str>,
    /// Its body, as JSON.
    pub body: Option<Secret>,
    /// What stands in the management key's place, if something does.
    pub bearer: Option<Secret>,
    /// What a success has to be, where a driver may check that itself and hand over [`Body::Checked`](super::Body::Checked). Else
    /// the call reads the body.
    pub response: Option<Response>,
}

/// The state that a call shares with the others of its client.
#[derive(Debug)]
pub struct Context<'c> {
    /// The server's address, for people.
    pub server: &'c str,
    /// Knows the client's secrets; those of the request are learned from its body when there is something to redact.
    pub redactor: &'c Redactor,
    /// What a 429 closes for all.
    pub gate: &'c mut Gate,
    /// Whether the host may send a request twice without telling anybody, as browsers do when a connection breaks that
    /// they have used before.
    pub host_resends: bool,
    /// When the event happened, in milliseconds since 1970.
    pub now_ms: u64,
    /// A random number, evenly spread over all values.
    pub random: u32,
}
