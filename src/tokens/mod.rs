//! The decisions of the cache of `descope-outbound/tokens`. The cache itself, a `Map`, is JavaScript's, in `pkg/tokens`.
//!
//! | file | decides |
//! |---|---|
//! | [`lifetime`] | how long a token is fresh, and how long valid |
//! | [`failure`] | what a failed fetch means for the token that is there, and for who waits for a connection |
//! | [`backoff`] | when to try again |
//! | [`digest`] | what stands for a bearer in a key |
//!
//! A decision is made once for each answer of the server, in numbers: a hit compares them with the clock, and does not call
//! wasm. Durations are milliseconds, as `f64`: that is what JavaScript has, and it converts nothing.

pub mod backoff;
#[cfg(feature = "tokens")]
pub mod digest;
pub mod failure;
pub mod lifetime;

#[cfg(all(feature = "npm", feature = "tokens", target_arch = "wasm32", not(feature = "std")))]
#[allow(clippy::float_cmp, reason = "the code of wasm_bindgen's own for enums")]
mod js;

/// A fetch that has not ended after this long counts as lost, and the next caller starts another. An edge worker ends with
/// a request what that request began, and nobody is told.
pub const LOST_AFTER_MS: f64 = 60_000.0;
