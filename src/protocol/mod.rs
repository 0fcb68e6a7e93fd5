//! One call, from its request to the meaning of its answer: no I/O, no clock, no JavaScript.
//!
//! A driver (the shell, or a test) passes [`Event`]s to a [`Call`] and carries out each [`Command`]:
//!
//! ```text
//!   Ready ─► InFlight ─► Done   Command::Send     sends a request: the call's own, or a look-up
//!               ▲ │             Command::Wait     waits: a back-off, or until the gate opens
//!               │ ▼             Command::Finish   the result
//!             Waiting
//! ```
//!
//! `call` is the state machine, and has the whole diagram. Around it:
//!
//! | file | what is in it |
//! |---|---|
//! | `event` | events, commands and requests, which a call and its driver exchange |
//! | `answer` | an answer from the network, and the result of a call |
//! | `registry` | the methods of the client and the endpoints, one row each |
//! | `endpoint` | the types of those rows |
//! | `request` | the checked request of a call |
//! | `target` | the path, query and body of a request |
//! | `response` | the shape that a success must have, and who checks it: see [`Proof`] |
//! | `interpret` | the meaning of an answer |
//! | `failure` | why a call failed, as the error classes show it |
//! | `report` | the messages of failures that no answer describes |
//! | `applied` | whether the server may have acted: decided in one place |
//! | `look_up`, `compare` | reconciliation: loads the app, and compares it with what was sent |
//! | `retry`, `rate` | which statuses are retried, after what delay; the client's own rate limit |
//! | `redact` | removes secrets from the text of servers and hosts |
//! | `options` | the options of a client and of a call, checked |
//! | `workflow` | several calls with one purpose: `patch` and `ensure` |
//! | `in_flight` | a client's state, and its calls and workflows as the shells run them |
//!
//! The [`Gate`] belongs to the client: after a 429, every call of the client waits. [`Call::new`] refuses a request
//! with errors. An abort needs no event: the driver drops the call, in any state.

mod answer;
mod applied;
mod call;
pub(crate) mod compare;
mod endpoint;
mod event;
mod failure;
mod in_flight;
mod interpret;
mod look_up;
mod options;
mod rate;
mod redact;
#[allow(clippy::float_cmp, reason = "the code of wasm_bindgen's own for enums")]
mod registry;
mod report;
mod request;
mod response;
mod retry;
mod target;
mod workflow;

pub use answer::{Answer, Body, Success};
pub use applied::Applied;
pub use call::Call;
pub use endpoint::*;
pub use event::{Command, Context, Event, Outgoing, TransportError};
pub use failure::{ApiDetails, BatchFailure, Details, Failure, Reason, ResponseProblem};
pub use in_flight::{ClientState, InFlightCall};
pub use options::{CallOptions, ClientOptions, Environment, Rate};
pub use rate::RateLimit;
pub use redact::Redactor;
pub use registry::*;
pub use report::takes_no_access_token;
pub use response::{Proof, Response};
pub use retry::{Gate, RetryPolicy};
pub use workflow::{Step, Workflow};
