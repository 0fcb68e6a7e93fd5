//! What the fuzz targets check of any input. `tests/fuzzed.rs` runs the same over the inputs that are kept, without a
//! fuzzer: those in `seeds/`, which reach most of the code, and those in `regressions/`, which once failed.
//!
//! | target | input |
//! |---|---|
//! | [`request`] | the text of an app to create |
//! | [`response`] | a line `status retry-after`, then the body |
//! | [`url`] | a URL |
//! | [`value`] | how many nodes, the nodes, and the text, as JavaScript passes them |
//! | [`file`](mod@file) | a file of apps as JSON, with the apps that are there |
//! | [`call`] | a script of what happens to two calls of a client, an event a line |
//!
//! `cargo xtask fuzz` runs them all. `cargo fuzz run --sanitizer none <target> fuzz/corpus/<target> fuzz/seeds/<target>`
//! runs one; with a nightly toolchain, `cargo +nightly fuzz run <target>` does without the flag.
//!
//! Inputs are text rather than bytes that a library makes a structure of: a find can be read, written by hand, and
//! means the same after the code has changed.

pub mod call;
pub mod file;
pub mod request;
pub mod response;
pub mod url;
pub mod value;

/// A check of any input, which panics where something does not hold.
pub type Check = fn(&[u8]);

/// Every target by its name.
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

/// A client secret. Where a request has it as one, no failure may show it.
const SECRET: &str = "S-canary";

/// The input as far as it is UTF-8, as all is that comes to the core.
fn text(input: &[u8]) -> &str {
    match std::str::from_utf8(input) {
        Ok(text) => text,
        Err(error) => std::str::from_utf8(&input[..error.valid_up_to()]).unwrap_or_default(),
    }
}
