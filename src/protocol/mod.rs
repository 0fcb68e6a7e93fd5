//! One call, from what is to be sent to what came back means: no I/O, no clock, no JavaScript.
//!
//! A driver (the shell, or a test) feeds a [`Call`] with [`Event`]s and does what each [`Command`] says:
//!
//! ```text
//!           Start              Answered(answer)
//!   Ready ─────────► Sending ───────────────────► Done
//!                       │                           ▲
//!                       └───────────────────────────┘
//!                               Lost(loss)
//!
//!   entering Sending   Command::Send     the request goes out, once
//!   entering Done      Command::Finish   the result
//! ```
//!
//! A request with errors is no call at all: [`Call::new`] refuses it. An abort needs no event: the driver drops the
//! call.
//!
//! Whether the server may have done what was asked is computed in one place, [`Applied`], from the endpoint's effect
//! and what was seen.

mod applied;
mod call;
mod endpoint;
mod failure;
mod interpret;
mod options;
mod scrub;

pub use applied::Applied;
pub use call::{Call, Command, Event, Loss};
pub use endpoint::{CREATE, Effect, Endpoint, Method};
pub use failure::{ApiDetails, Failure, Reason, ResponseProblem};
pub use interpret::{Answer, Success};
pub use options::{CallOptions, ClientOptions, Environment};
pub use scrub::Scrubber;
