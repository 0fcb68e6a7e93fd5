//! Manage Descope outbound applications: a functional core, and one thin shell for JavaScript.
//!
//! ```text
//!   JS value ─► JSON text ─► js ─► json ─► validate ─► protocol ─► js ─► fetch
//!                                    ▲        ▲            │
//!                                    └─ model::schema ─────┤
//!   JS value ◄─ js ◄── protocol ◄── json ◄─────────────────┴──────────── answer
//! ```
//!
//! | room | what is in it |
//! |---|---|
//! | [`json`] | text to a list of places in it, and back; what JavaScript holds and JSON cannot |
//! | [`model`] | what travels: types for people, field tables for the code |
//! | [`validate`] | what is wrong with a request, as a table of rules |
//! | [`protocol`] | endpoints, one call's state machine, what an answer means, a client's options |
//! | `js` | wasm's side of the shell: texts and numbers. JavaScript's side, which calls `fetch`, is `pkg/client`; neither decides anything |
//! | [`tokens`] | what the cache of tokens decides; the cache itself is `pkg/tokens` |
//! | `emulator` | the server's side of the API, for tests (feature `emulator`) |
//!
//! All but `js` is plain Rust without I/O, clock or JavaScript, and can be used as such:
//!
//! ```
//! use descope_outbound::{json, validate::check_app};
//!
//! let app = json::parse(r#"{"name":"GitHub","clientID":"c"}"#)?;
//! let issues = check_app(app.root());
//! assert_eq!(issues[0].message, r#"there is no field "clientID"; did you mean "clientId"?"#);
//! # Ok::<(), json::ParseError>(())
//! ```
#![forbid(unsafe_code)]
#![cfg_attr(not(feature = "std"), no_std)]

extern crate alloc;

#[cfg(test)]
extern crate self as descope_outbound;

pub mod json;
pub mod model;
pub mod protocol;
pub mod tokens;
pub mod validate;

mod text;

#[cfg(feature = "emulator")]
pub mod emulator;

#[cfg(all(feature = "client", target_arch = "wasm32"))]
pub mod js;

#[cfg(all(target_arch = "wasm32", not(feature = "std")))]
mod wasm;
