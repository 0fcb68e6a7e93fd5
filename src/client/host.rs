//! The interface between the client and the host that it runs on.

use core::future::Future;

use crate::model::Secret;
use crate::protocol::HttpMethod;

/// Where a client runs: it sends requests, waits, and knows the time. `web::Fetch` is one; `examples/native.rs` has another,
/// over reqwest.
pub trait Host {
    /// Sends a request, once, and reads its answer. It follows no redirect. Dropping the future aborts the request.
    fn send(&self, request: HttpRequest<'_>) -> impl Future<Output = Result<HttpResponse, SendError>>;

    /// Waits so long, in milliseconds.
    fn sleep(&self, ms: u32) -> impl Future<Output = ()>;

    /// The time, in milliseconds since 1970.
    fn now_ms(&self) -> u64;

    /// Any number. It spreads retries over time, and need not be secure.
    fn random(&self) -> u32;

    /// Whether a request may be sent twice without anybody being told, as browsers do when a connection breaks that they
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
    /// Its address.
    pub url: &'a str,
    /// Its headers, names in lower case. One of them holds the key.
    pub headers: &'a [(String, Secret)],
    /// Its body, JSON in UTF-8.
    pub body: Option<&'a Secret>,
    /// How much of the answer's body to read, in bytes.
    pub max_response_bytes: u32,
}

/// The part of an answer that is known before its body is read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ResponseHead {
    /// The HTTP status; 0 where the host hides it, as browsers do for a redirect that is not followed.
    pub status: u16,
    /// The header `Retry-After`.
    pub retry_after: Option<String>,
}

/// An answer that came whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HttpResponse {
    /// Its status.
    pub head: ResponseHead,
    /// Its body. What is no UTF-8 stands as U+FFFD.
    pub body: Secret,
}

/// Why an answer is missing or incomplete.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SendError {
    /// The request failed on its way out or back. What the host says of it is for people.
    Unreachable(String),
    /// The answer's body broke off.
    Broken {
        /// What came before it.
        head: ResponseHead,
        /// What the host says of it.
        host_says: String,
    },
    /// The answer's body is longer than it may be.
    TooLarge {
        /// What came before it.
        head: ResponseHead,
    },
}
