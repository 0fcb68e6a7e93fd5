//! One call, from what is to be sent to what came back means: no I/O, no clock, no JavaScript.
//!
//! A driver (the shell, or a test) feeds a [`Call`] with [`Event`]s and does what each [`Command`] says:
//!
//! ```text
//!   Ready ─► Out ─► Done        Command::Send     a request goes out: the call's own, or one that looks up what is there
//!             ▲ │               Command::Wait     a timer runs: a back-off, or until the gate opens
//!             │ ▼               Command::Finish   the result
//!           Waiting
//! ```
//!
//! The whole diagram stands in `call`, which is the machine. Around it:
//!
//! ```text
//! event      what a call and its driver tell each other     applied    whether the server may have acted: one place
//! endpoint   the table of endpoints                         failure    why a call failed, as the error classes show it
//! interpret  what an answer means                           report     failures that no answer describes, in words
//! request    what a call sends, checked                     target     where it goes
//! response   what a success has to be
//! look_up    settling: what is there                        redact      secrets out of what others say
//! compare    settling: whether that is what was sent        options    what a client is told, checked
//! plan       several calls with one purpose                rate       the client's own rate limit
//! retry      which statuses are tried again, and when      in_flight  calls and plans as the shells carry them out
//! ```
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
pub use retry::{Gate, Moment, RetryPolicy};
pub use workflow::{Step, Workflow};
