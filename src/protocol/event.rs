//! The messages between a call and its driver.

use alloc::borrow::Cow;
use alloc::boxed::Box;
use alloc::string::String;

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
    /// The call begins.
    Start,
    /// The server answered, and the host has read the body.
    Answered(Answer<'a>),
    /// No complete answer came.
    TransportFailed(TransportError<'a>),
    /// The wait is over.
    TimerFired,
}

/// Why no complete answer came.
#[derive(Clone, Copy, Debug)]
pub enum TransportError<'a> {
    /// The request failed on its way out or back. The text is the host's, for people.
    Unreachable(&'a str),
    /// The attempt took longer than this.
    TimedOut {
        /// The time limit, in milliseconds.
        timeout_ms: u32,
    },
    /// The answer's body is too long; the rest of it was not read.
    TooLarge {
        /// The answer without its body.
        head: Answer<'a>,
        /// The limit.
        max_bytes: u32,
    },
    /// The answer's body broke off.
    Broken {
        /// The answer without its body.
        head: Answer<'a>,
        /// The host's text.
        host_says: &'a str,
    },
    /// The host's `fetch` returned something other than a response. Describes it, for people.
    NotAResponse(&'a str),
}

/// A message from a call to its driver: the next thing to do.
#[derive(Debug, PartialEq)]
pub enum Command {
    /// Send a request, and report how it ended.
    Send(Outgoing),
    /// Wait, then report [`Event::TimerFired`].
    Wait {
        /// How long, in milliseconds.
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
    /// The token that replaces the management key, if any.
    pub bearer: Option<Secret>,
    /// The response of a success, if the driver may check it itself and pass [`Body::Checked`](super::Body::Checked):
    /// see [`Proof`](super::Proof). Otherwise the call reads the body.
    pub response: Option<Response>,
    /// The id that the app in this response must have.
    pub app_id: Option<String>,
}

/// The state that a call shares with the others of its client.
#[derive(Debug)]
pub struct Context<'c> {
    /// The server's address, for people.
    pub server: &'c str,
    /// Knows the client's secrets. A call adds its request's secrets when it has text to redact.
    pub redactor: &'c Redactor,
    /// Closed for every call of the client after a 429.
    pub gate: &'c mut Gate,
    /// Whether the host may silently send a request twice, as browsers do when a reused connection breaks.
    pub host_resends: bool,
    /// The time of the event, in milliseconds since 1970.
    pub now_ms: u64,
    /// A random number, uniform over all values.
    pub random: u32,
}
