//! Manage [Descope](https://docs.descope.com)'s outbound applications: the OAuth and API-key connections through which your
//! users reach third parties. In a console in Leptos or Yew, in a worker, in Node, or natively:
//!
//! ```no_run
//! # #[cfg(all(feature = "web", target_arch = "wasm32"))]
//! # mod example {
//! use descope_outbound::model::CreateRequest;
//! use descope_outbound::web::{Error, Options, OutboundApps};
//!
//! async fn create(name: &str) -> Result<Option<String>, Error> {
//!     let base_url = Some("https://console.example.com/descope".into()); // your proxy, which adds the key
//!     let apps = OutboundApps::new(&Options { base_url, ..Options::default() })?;
//!     let app = CreateRequest { name: Some(name.into()), ..CreateRequest::default() };
//!     let created = apps.create(&app).await?;
//!     Ok(created.app.and_then(|app| app.id))
//! }
//! # }
//! ```
//!
//! An app is checked before it is sent. What may pass by itself is tried again; a create whose answer is lost is looked up
//! before it is sent again; every [`Error`](client::Error) says whether the server did what was asked, and shows no secret.
//! Natively, bring what sends and waits: [`client::Host`], of which `examples/native.rs` has one over reqwest.
//!
//! | feature | what it brings |
//! |---|---|
//! | `std`, by default | [`client`], [`Document::parse`](value::Document::parse) |
//! | `web`, by default | `web`: the client over gloo-net and gloo-timers, on wasm32 |
//! | `tokens`, by default | [`tokens::digest`] |
//! | `provision`, by default | `provision`: apps as code, without I/O: a file, a plan, an export |
//! | `emulator` | `emulator`: the server side of the API, in memory, for tests |
//! | `npm`, `client`, `types` | for this project's npm package alone: exports, an allocator, a panic handler |
//!
//! # Within
//!
//! A functional core, and thin shells around it:
//!
//! ```text
//!                        ┌─ validate ─┐
//!   request ─► value ─►  │  protocol  │ ─► command ─► fetch, wait, resolve, reject: client over web, or js
//!   answer  ─► value ─►  └─── model ──┘
//! ```
//!
//! ```text
//!   1 JS value ─► 2 encode.js ─► 3 value::Document ─► 4 validate ─► 5 protocol::Call ─► 6 js::Core ─► 7 call.js ─► fetch
//!                                                        ▲                 ▲                             │
//!                                                  model::schema ──────────┘◄────── 8 the answer ◄───────┘
//! ```
//!
//! A create from JavaScript, file by file: (1) `pkg/client/client.js` has the method; (2) `pkg/client/encode.js` writes its
//! arguments as nodes and a text; (3) [`value`] makes one document of them; (4) [`validate`] holds it against the rows of
//! rules; (5) the state machine in [`protocol`] commands what to send, and writes the body; (6) `src/js/core.rs` hands the
//! command over; (7) `pkg/client/call.js` does it; (8) an answer is parsed by the host, checked in `pkg/client/conform.js` by
//! the core's table, and comes back as an event.
//!
//! | module | what is in it |
//! |---|---|
//! | [`value`] | the one model of a JSON-like value, which everything walks |
//! | [`model`] | requests and responses: types for people, field tables for the code |
//! | [`validate`] | the checks of a request, as a table of rules |
//! | [`protocol`] | endpoints, the state machine of a call, the interpretation of answers, a client's options |
//! | [`client`] | the client in Rust, over any host |
//! | `web` | that host on wasm32 |
//! | `js` | wasm's half of the shell for JavaScript; `pkg/client` is the other. Neither decides anything |
//! | [`tokens`] | the decisions of the token cache; the cache itself is `pkg/tokens` |
//! | `provision` | apps as code: a file, a plan, an export; `pkg/provision` carries it out |
//! | `emulator` | the server side of the API, for tests |
//!
//! `value` to `protocol` are plain Rust without I/O, clock or JavaScript, work without the standard library, and can be used
//! as such:
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
#[cfg(feature = "provision")]
pub mod provision;
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
