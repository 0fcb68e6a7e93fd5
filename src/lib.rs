//! Manage Descope outbound applications: a functional core, and one thin shell for JavaScript.
//!
//! ```text
//!   1 JS value ─► 2 encode.js ─► 3 value::Document ─► 4 validate ─► 5 protocol::Call ─► 6 js::Core ─► 7 call.js ─► fetch
//!                                                        ▲                 ▲                             │
//!                                                  model::schema ──────────┘◄────── 8 the answer ◄───────┘
//! ```
//!
//! A create, file by file: (1) `pkg/client/client.js` has the method; (2) `pkg/client/encode.js` writes its arguments as nodes
//! and a text; (3) [`value`] makes one document of them; (4) [`validate`] holds it against the rows of rules; (5) the state
//! machine in [`protocol`] commands what to send, and writes the body; (6) `src/js/core.rs` hands the command over; (7)
//! `pkg/client/call.js` does it; (8) an answer is parsed by the host, checked in `pkg/client/conform.js` by the table of the
//! core's, and comes back as an event.
//!
//! | module | what is in it |
//! |---|---|
//! | [`value`] | the one model of a JSON-like value that everything walks, how it is decoded, and the JSON writer |
//! | [`model`] | what travels: types for people, field tables for the code |
//! | [`validate`] | what is wrong with a request, as a table of rules |
//! | [`protocol`] | endpoints, one call's state machine, what an answer means, a client's options |
//! | `js` | wasm's side of the JavaScript shell, whose other side, `pkg/client`, calls `fetch`; neither decides anything |
//! | [`tokens`] | what the cache of tokens decides; the cache itself is `pkg/tokens` |
//! | `emulator` | the server's side of the API, for tests (feature `emulator`) |
//!
//! All but `js` is plain Rust without I/O, clock or JavaScript, and can be used as such:
//!
//! ```
//! use descope_outbound::{validate::check_app, value::Document};
//!
//! let app = Document::parse(r#"{"name":"GitHub","clientID":"c"}"#)?;
//! let issues = check_app(app.root());
//! assert_eq!(issues[0].message, r#"there is no field "clientID"; did you mean "clientId"?"#);
//! # Ok::<(), descope_outbound::value::ParseError>(())
//! ```
#![forbid(unsafe_code)]
#![cfg_attr(not(feature = "std"), no_std)]

extern crate alloc;

#[cfg(test)]
extern crate self as descope_outbound;

pub mod model;
pub mod protocol;
pub mod tokens;
pub mod validate;
pub mod value;

mod text;

#[cfg(feature = "std")]
pub mod client;
#[cfg(feature = "emulator")]
pub mod emulator;
#[cfg(all(feature = "web", target_arch = "wasm32"))]
pub mod web;

#[cfg(all(feature = "npm", feature = "client", target_arch = "wasm32"))]
pub mod js;

#[cfg(all(feature = "npm", target_arch = "wasm32", not(feature = "std")))]
mod wasm;
