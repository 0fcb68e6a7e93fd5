//! The decisions of the cache of `descope-outbound/tokens`. The cache itself is a JavaScript `Map`, in `pkg/tokens`.
//!
//! | file | contents |
//! |---|---|
//! | [`lifetime`] | how long a token is fresh, and how long valid |
//! | [`failure`] | what a failed fetch means for the cached token, and for callers that wait for a connection |
//! | [`backoff`] | the delay before a retry |
//! | [`digest`] | the digest of a bearer, for a cache key |
//!
//! Each response of the server is decided on once, in numbers: a cache hit compares them with the clock, and does not
//! call wasm. Durations are milliseconds, as `f64`: JavaScript's number type needs no conversion.

pub mod backoff;
#[cfg(feature = "tokens")]
pub mod digest;
pub mod failure;
pub mod lifetime;

#[cfg(all(feature = "npm", feature = "tokens", target_arch = "wasm32", not(feature = "std")))]
#[allow(clippy::float_cmp, reason = "the code of wasm_bindgen's own for enums")]
mod js;

/// A fetch that has not ended after this long counts as lost, and the next caller starts another. An edge worker
/// cancels whatever a request began when that request ends, without notice.
pub const LOST_AFTER_MS: f64 = 60_000.0;
