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
//! An app is checked before it is sent. Temporary failures are retried; a create whose response is lost is looked up before it
//! is sent again; every [`Error`](client::Error) says whether the server did what was asked, and shows no secret. Natively,
//! implement [`client::Host`], which sends requests and waits: `examples/native.rs` does so over reqwest.
//!
//! | feature | contents |
//! |---|---|
//! | `std`, by default | [`client`], [`Document::parse`](value::Document::parse) |
//! | `web`, by default | `web`: the client over gloo-net and gloo-timers, on wasm32 |
//! | `tokens`, by default | [`tokens::digest`] |
//! | `provision`, by default | `provision`: apps as code, without I/O: a file, a plan, an export |
//! | `emulator` | `emulator`: the server side of the API, in memory, for tests |
//! | `npm`, `client`, `types` | only for this project's npm package: exports, an allocator, a panic handler |
//!
//! # Within
//!
//! A functional core without I/O, clock or JavaScript, and thin shells that do what it commands. A create from JavaScript:
//!
//! ```text
//!   1 client.js ─► 2 encode.js ─► 3 js::Core ─► 4 value ─► 5 validate ─► 6 protocol::Call
//!                                      ▲                                       │
//!                                      │ event: a response, a timer            │ command: send, wait, finish
//!                                      │                                       ▼
//!                                      └────────────── 7 call.js ◄─────────────┘
//!                                                         ▲ │
//!                                                         │ ▼
//!                                                    8 exchange.js ─► fetch
//! ```
//!
//! | | file | what it does |
//! |---|---|---|
//! | 1 | `pkg/client/client.js` | has the method, and its documentation |
//! | 2 | `pkg/client/encode.js` | reads the arguments once, as nodes and a text; `core.js` writes both into wasm's memory |
//! | 3 | `src/js/core.rs` | `begin` starts a call; `start` and `ended` hand it an event and return its next command |
//! | 4 | [`value`] | decodes nodes and text as one document |
//! | 5 | [`validate`] | checks the request in one walk; `protocol/request.rs` calls it |
//! | 6 | [`protocol`] | the state machine: writes the body (`target.rs`), reads the answer (`interpret.rs`), retries, looks up |
//! | 7 | `pkg/client/call.js` | carries a command out: sends, waits, resolves or rejects |
//! | 8 | `pkg/client/exchange.js` | one round trip of `fetch` with its timeout; `answer.js` reads the body |
//!
//! JavaScript parses an answer and keeps it. It checks the shape by a table that it gets from the core
//! (`protocol/response.rs`), and whether it names the app that the core expects. Such a success crosses as a number. Any
//! other answer goes to the core as a whole. The promise resolves with the object of `JSON.parse`.
//!
//! | module | contents |
//! |---|---|
//! | [`value`] | the one model of a JSON-like value |
//! | [`model`] | requests and responses: types for people, field tables for the code |
//! | [`validate`] | the checks of a request, as a table of rules |
//! | [`protocol`] | endpoints, the state machine of a call, the interpretation of answers, a client's options |
//! | [`client`] | the client in Rust, over any host |
//! | `web` | that host on wasm32 |
//! | `js` | the wasm half of the JavaScript shell; `pkg/client` is the other half |
//! | [`tokens`] | the decisions of the token cache; the cache itself is in `pkg/tokens` |
//! | `provision` | apps as code: a file, a plan, an export; `pkg/provision` executes the plan |
//! | `emulator` | the server side of the API, for tests |
//!
//! `value`, `model`, `validate` and `protocol` need no standard library, and can be used on their own:
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

#[cfg(all(feature = "npm", feature = "client", target_arch = "wasm32", not(feature = "types")))]
pub mod js;

#[cfg(all(feature = "npm", target_arch = "wasm32", not(feature = "std")))]
mod wasm;
