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
//! look_up    settling: what is there                        scrub      secrets out of what others say
//! compare    settling: whether that is what was sent        options    what a client is told, checked
//! plan       several calls with one purpose                rate       the client's own rate limit
//! retry      which statuses are tried again, and when      in_flight  calls and plans as the shells carry them out
//! ```
//!
//! The [`Gate`] belongs to the client: after a 429 every call of it waits. A request with errors is no call at all:
//! [`Call::new`] refuses it. An abort needs no event: the driver drops the call, in whichever state.

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
mod plan;
mod rate;
mod report;
mod request;
mod response;
mod retry;
mod scrub;
mod target;

pub use applied::Applied;
pub use call::Call;
pub use endpoint::{
    BATCH_UPLOAD_TENANT_TOKENS, BATCH_UPLOAD_USER_TOKENS, Bearer, CONNECT, CREATE, CREATE_BY_DCR_PRESET,
    CREATE_BY_TEMPLATE, Carrier, DELETE, DELETE_TOKEN, DELETE_USER_TOKENS, Effect, Endpoint, FETCH_TENANT_TOKEN,
    FETCH_USER_TOKEN, LICENSE, LIST_APPS_WITH_USER_TOKEN, LOAD, LOAD_ALL, Method, UPDATE, UPLOAD_TENANT_API_KEY,
    UPLOAD_TENANT_TOKEN, UPLOAD_USER_API_KEY, UPLOAD_USER_TOKEN, Wanted, WhenLost,
};
pub use event::{Client, Command, Event, Loss, Outgoing};
pub use failure::{ApiDetails, BatchFailure, Failure, Reason, ResponseProblem};
pub use in_flight::{ClientState, Handler, InFlightCall};
pub use interpret::{Answer, Body, Success};
pub use options::{CallOptions, ClientOptions, Environment, Rate};
pub use plan::{Plan, Step};
pub use rate::RateLimit;
pub use report::takes_no_access_token;
pub use response::{Proof, Response};
pub use retry::{Gate, Moment, RetryPolicy};
pub use scrub::Scrubber;
