//! Apps as code: from a file under version control to a plan, without I/O.
//!
//! ```text
//!   file ─► YAML parser (JavaScript's) ─► file::references ─► env, files ─► file::read ─► desired apps
//!   loadAll ─► found apps ──────────────────────────────────────────────► plan::make ─► steps ─► ensure, patch, delete
//!        └───► export::write ─► file
//! ```
//!
//! | file | contents |
//! |---|---|
//! | [`secrets`] | references such as `${env:NAME}` |
//! | [`file`](mod@file) | reads a file, and checks it |
//! | [`plan`] | the steps, their order, and the refusals |
//! | [`discovery`] | the published metadata of a server, as an app |
//! | [`export`] | the file that describes existing apps |
//! | [`schema`] | the JSON Schema of the file, for editors |
//!
//! Each function takes values and returns a document: the shell, `pkg/provision`, passes JavaScript's values in, and
//! gets JSON back. The values of secrets are in `wanted`, in what [`file::read`] returns, and nowhere else.

pub mod discovery;
pub mod export;
pub mod file;
pub mod plan;
pub mod schema;
pub mod secrets;

#[cfg(all(feature = "npm", feature = "provision", target_arch = "wasm32", not(feature = "std")))]
#[allow(clippy::float_cmp, reason = "the code of wasm_bindgen's own for enums")]
mod js;
