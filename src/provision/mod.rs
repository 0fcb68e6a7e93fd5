//! Apps as code: from a file under version control to what has to be done, without I/O.
//!
//! ```text
//!   file ─► YAML parser (JavaScript's) ─► file::references ─► env, files ─► file::read ─► desired apps
//!   loadAll ─► found apps ──────────────────────────────────────────────────► plan::make ─► steps ─► ensure, patch, delete
//!        └───► export::write ─► file
//! ```
//!
//! | file | decides |
//! |---|---|
//! | [`secrets`] | what a reference such as `${env:NAME}` is |
//! | [`file`](mod@file) | what a file says, and what is wrong with it |
//! | [`plan`] | what is done to which app, in which order; what is refused |
//! | [`discovery`] | what a server publishes of itself, as an app |
//! | [`export`] | the file that describes apps which are there |
//! | [`schema`] | the JSON Schema of the file, for editors |
//!
//! Each function takes a value and gives a document: the shell, `pkg/provision`, passes JavaScript's values in, and gets JSON
//! out. The value of a secret is in what [`file::read`] gives under `wanted`, and in nothing else.

pub mod discovery;
pub mod export;
pub mod file;
pub mod plan;
pub mod schema;
pub mod secrets;

#[cfg(all(feature = "npm", feature = "provision", target_arch = "wasm32", not(feature = "std")))]
#[allow(clippy::float_cmp, reason = "the code of wasm_bindgen's own for enums")]
mod js;
