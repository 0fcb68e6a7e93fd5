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
//! look_up    settling: what is there                        scrub      secrets out of what others say
//! compare    settling: whether that is what was sent        options    what a client is told, checked
//! retry      which statuses are tried again, and when
//! ```
//!
//! The [`Gate`] belongs to the client: after a 429 every call of it waits. A request with errors is no call at all:
//! [`Call::new`] refuses it. An abort needs no event: the driver drops the call, in whichever state.

mod applied;
mod call;
mod compare;
mod endpoint;
mod event;
mod failure;
mod interpret;
mod look_up;
mod options;
mod report;
mod retry;
mod scrub;

pub use applied::Applied;
pub use call::Call;
pub use endpoint::{CREATE, Effect, Endpoint, LOAD, LOAD_ALL, Method};
pub use event::{Client, Command, Event, Loss, Outgoing};
pub use failure::{ApiDetails, Failure, Reason, ResponseProblem};
pub use interpret::{Answer, Success};
pub use options::{CallOptions, ClientOptions, Environment};
pub use retry::{Gate, Moment, RetryPolicy};
pub use scrub::Scrubber;
