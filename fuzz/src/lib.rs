//! The checks of the fuzz targets, for any input. `tests/fuzzed.rs` runs them without a fuzzer over the stored inputs:
//! those in `seeds/`, which reach most of the code, and those in `regressions/`, which once failed.
//!
//! | target | input |
//! |---|---|
//! | [`request`] | the text of an app to create |
//! | [`response`] | a line `status retry-after`, then the body |
//! | [`url`] | a URL |
//! | [`value`] | the number of nodes, the nodes, and the text, as JavaScript passes them |
//! | [`file`](mod@file) | a file of apps as JSON, with the existing apps |
//! | [`call`] | a script of events for two calls of a client, one a line |
//!
//! `cargo xtask fuzz` runs them all. `cargo fuzz run --sanitizer none <target> fuzz/corpus/<target>
//! fuzz/seeds/<target>` runs one; with a nightly toolchain, `cargo +nightly fuzz run <target>` needs no flag.
//!
//! Inputs other than those of [`value`] are text, not bytes that a library turns into a structure: a find can be read,
//! written by hand, and keeps its meaning when the code changes.

pub mod call;
pub mod file;
pub mod request;
pub mod response;
pub mod url;
pub mod value;

/// A check of any input, which panics on a violation.
pub type Check = fn(&[u8]);

/// Every target, by name.
pub const TARGETS: &[(&str, Check)] = &[
    ("request", request::check),
    ("response", response::check),
    ("url", url::check),
    ("value", value::check),
    ("call", call::check),
    ("file", file::check),
];

/// The management key of the fuzzed clients. No failure may show it.
const KEY: &str = "K-canary";

/// A client secret. If a request has it as its secret, no failure may show it.
const SECRET: &str = "S-canary";

/// Returns the input up to the first byte that is not UTF-8: the core receives only UTF-8.
fn text(input: &[u8]) -> &str {
    match std::str::from_utf8(input) {
        Ok(text) => text,
        Err(error) => std::str::from_utf8(&input[..error.valid_up_to()]).unwrap_or_default(),
    }
}
