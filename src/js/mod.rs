//! The wasm half of the shell: texts and numbers in, texts and numbers out, and no JavaScript value at all.
//!
//! ```text
//!   pkg/client/client.js   OutboundApps: one method a line, its documentation, what it is called with as JSON text
//!   pkg/client/call.js     does what is commanded: fetch, wait, resolve, reject
//!        │  ▲
//!        │  │   inbox: JavaScript writes a text where `room` says, and calls with its length
//!        ▼  │   said:  the core answers with a number; where that is 0, with a text
//!   core                   one client's calls, each a machine of `protocol`
//! ```
//!
//! | number | means |
//! |---|---|
//! | 0 | what is to be done is said: `send`, `waitMs`, `done` or `failure` |
//! | 1 | the call is over, and its result is the answer as it came |
//! | 2 | the call is over, and there is no more to say |
//! | 3 | the call may start |
//! | from 8 | send the request to the route of that number, which was said before |
//!
//! The wasm calls nothing of JavaScript's: no code of the caller's can run while a call is half done, and JavaScript's own
//! `async` functions cost a fraction of Rust's at this boundary. Nothing is decided in JavaScript.

#[cfg(not(feature = "std"))]
#[allow(clippy::float_cmp, reason = "the code of wasm_bindgen's own for enums")]
mod core;
#[cfg(not(feature = "std"))]
mod in_flight;
#[cfg(not(feature = "std"))]
mod message;
#[cfg(not(feature = "std"))]
#[allow(clippy::float_cmp, reason = "likewise")]
mod method;
#[cfg(not(feature = "std"))]
mod route;
#[cfg(feature = "std")]
mod types;

#[cfg(not(feature = "std"))]
pub use self::core::{Core, Lost};
#[cfg(not(feature = "std"))]
pub use method::Method;
