//! The shell: JavaScript's side of the boundary. It converts values, performs the commands of the
//! [`protocol`](crate::protocol) with the host's `fetch` and timers, and throws the error classes. It decides nothing.

mod client;
mod driver;
mod errors;
mod exchange;
mod host;
mod options;
mod text;
mod validation;

pub use client::OutboundApps;
pub use validation::validate;
