//! One call, from what is to be sent to what came back means: no I/O, no clock, no JavaScript.
//!
//! A driver (the shell, or a test) feeds a [`Call`] with [`Event`]s and does what each [`Command`] says:
//!
//! ```text
//!   Ready ─► InFlight ─► Done   Command::Send     a request goes out: the call's own, or one that looks up what is there
//!               ▲ │             Command::Wait     a timer runs: a back-off, or until the gate opens
//!               │ ▼             Command::Finish   the result
//!             Waiting
//! ```
//!
//! The whole diagram stands in `call`, which is the machine. Around it:
//!
//! | file | what is in it |
//! |---|---|
//! | `event` | events, commands and requests: what a call and its driver exchange |
//! | `answer` | an answer from the network, and the result of a call |
//! | `registry` | the methods of the client and the endpoints, one row each |
//! | `endpoint` | the types of those rows |
//! | `request` | what a call sends, checked |
//! | `target` | the path, query and body of a request |
//! | `response` | the shape that a success must have |
//! | `interpret` | the meaning of an answer |
//! | `failure` | why a call failed, as the error classes show it |
//! | `report` | the words of failures that no answer describes |
//! | `applied` | whether the server may have acted: decided in one place |
//! | `look_up`, `compare` | reconciliation: what is there, and whether it is what was sent |
//! | `retry`, `rate` | which statuses are retried, after what delay; the client's own rate limit |
//! | `redact` | secrets out of text that others wrote |
//! | `options` | the options of a client and of a call, checked |
//! | `workflow` | several calls with one purpose: `patch` and `ensure` |
//! | `in_flight` | a client's state, and its calls and workflows as the shells run them |
//!
//! The [`Gate`] belongs to the client: after a 429 every call of it waits. A request with errors is no call at all:
//! [`Call::new`] refuses it. An abort needs no event: the driver drops the call, in whichever state.

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
pub use failure::{ApiDetails, BatchFailure, Failure, Reason, ResponseProblem};
pub use in_flight::{ClientState, InFlightCall};
pub use options::{CallOptions, ClientOptions, Environment, Rate};
pub use rate::RateLimit;
pub use redact::Redactor;
pub use registry::*;
pub use report::takes_no_access_token;
pub use response::{Proof, Response};
pub use retry::{Gate, RetryPolicy};
pub use workflow::{Step, Workflow};
