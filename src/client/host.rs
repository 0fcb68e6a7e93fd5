//! The interface between the client and the host that it runs on.

use core::future::Future;

use crate::model::Secret;
use crate::protocol::HttpMethod;

/// The environment of a client: it sends requests, waits, and knows the time. `web::Fetch` is one; `examples/native.rs`
/// has another, over reqwest.
pub trait Host {
    /// Sends a request once, and reads its response. It follows no redirect. Dropping the future aborts the request.
    fn send(&self, request: HttpRequest<'_>) -> impl Future<Output = Result<HttpResponse, SendError>>;

    /// Waits for this many milliseconds.
    fn sleep(&self, ms: u32) -> impl Future<Output = ()>;

    /// Returns the time, in milliseconds since 1970.
    fn now_ms(&self) -> u64;

    /// Returns a random number. It spreads retries over time, and need not be secure.
    fn random(&self) -> u32;

    /// Returns whether the host may silently send a request twice, as browsers do when a connection breaks that they
    /// have used before. A create that is refused as a duplicate is then looked up, as it may be this call's own.
    fn resends(&self) -> bool {
        false
    }
}

/// A request to send.
#[derive(Clone, Copy, Debug)]
pub struct HttpRequest<'a> {
    /// Its method.
    pub method: HttpMethod,
    /// Its URL.
    pub url: &'a str,
    /// Its headers, names in lower case. One of them holds the key.
    pub headers: &'a [(String, Secret)],
    /// Its body, JSON in UTF-8.
    pub body: Option<&'a Secret>,
    /// The maximum length of the response's body, in bytes.
    pub max_response_bytes: u32,
}

/// The part of a response that is known before its body is read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ResponseHead {
    /// The HTTP status; 0 if the host hides it, as browsers do for a redirect that is not followed.
    pub status: u16,
    /// The header `Retry-After`.
    pub retry_after: Option<String>,
}

/// A complete response.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HttpResponse {
    /// Its status.
    pub head: ResponseHead,
    /// Its body, with U+FFFD in place of invalid UTF-8.
    pub body: Secret,
}

/// The reason that a response is missing or incomplete.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SendError {
    /// The request failed on its way out or back. The host's description is for people.
    Unreachable(String),
    /// The response's body broke off.
    Broken {
        /// The part before it.
        head: ResponseHead,
        /// The host's description.
        host_says: String,
    },
    /// The response's body is longer than allowed.
    TooLarge {
        /// The part before it.
        head: ResponseHead,
    },
}
