//! One call, from what is to be sent to what came back means: no I/O, no clock, no JavaScript.
//!
//! A driver (the shell, or a test) feeds a [`Call`] with [`Event`]s and does what each [`Command`] says:
//!
//! ```text
//!                    Start                   2xx, or an error that is final
//!      Ready ──────────────────► Sending ─────────────────────────────────────► Done
//!        │                        ▲  │ │                                         ▲
//!        │ the gate is closed     │  │ │ lost, or 408, 502 … 530                 │
//!        │         Elapsed        │  │ └──────────────► (a read)  Waiting        │
//!        └────────► Waiting ──────┘  │                      │ Elapsed: Sending   │
//!                     ▲              │                      │                    │
//!                     └──── 429 ─────┘          (a create)  ▼                    │ it is there, and equal: success
//!                      closes the gate                   Waiting                 │ it is there, and another: conflict
//!                                                           │ Elapsed            │ nobody can tell: `applied: "unknown"`
//!                                                           ▼                    │
//!      Sending ◄─────────────────────────────────────── Settling ────────────────┘
//!                         it is not there
//!
//!   Sending, Settling   Command::Send     a request goes out: the call's own, or one that reads what is there
//!   Waiting             Command::Wait     a timer runs: a back-off, or until the gate opens
//!   Done                Command::Finish   the result
//! ```
//!
//! The [`Gate`] belongs to the client: after a 429 every call of it waits. A request with errors is no call at all:
//! [`Call::new`] refuses it. An abort needs no event: the driver drops the call.
//!
//! Whether the server may have done what was asked is computed in one place, [`Applied`], from the endpoint's effect
//! and what was seen.

mod applied;
mod call;
mod endpoint;
mod failure;
mod interpret;
mod options;
mod retry;
mod scrub;
mod settle;

pub use applied::Applied;
pub use call::{Call, Client, Command, Event, Loss, Outgoing};
pub use endpoint::{CREATE, Effect, Endpoint, LOAD, LOAD_ALL, Method};
pub use failure::{ApiDetails, Failure, Reason, ResponseProblem};
pub use interpret::{Answer, Success};
pub use options::{CallOptions, ClientOptions, Environment};
pub use retry::{Gate, Moment, RetryPolicy};
pub use scrub::Scrubber;
