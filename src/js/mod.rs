//! The wasm half of the shell.
//!
//! ```text
//!   pkg/client/client.js   OutboundApps: its methods, and their documentation
//!   pkg/client/call.js     runs a call: does what `Next` says until the call is over
//!        │  ▲
//!        │  │   input:  JavaScript encodes the arguments into `Core::input`, as nodes and a text
//!        ▼  │   output: a function returns a `Next`; the output buffer holds its details
//!   core                   one client's calls, each a state machine of `protocol`
//! ```
//!
//! | file | contents |
//! |---|---|
//! | `core` | the functions that JavaScript calls |
//! | `message` | the output, as JSON |
//!
//! The wasm calls nothing of JavaScript's: no code of the caller's can run while a call is half done, and JavaScript's own
//! `async` functions cost a fraction of Rust's at this boundary. JavaScript decides
//! nothing but whether an answer has the shape that the core described to it.

#[allow(clippy::float_cmp, reason = "the code of wasm_bindgen's own for enums")]
mod core;
mod message;

pub use self::core::{Core, Ending, Next};
