//! An answer from the server, and the success that a call makes of it.

use core::fmt;

use crate::value::{Document, Value};

/// An answer as the host received it.
#[derive(Clone, Copy)]
pub struct Answer<'a> {
    /// The HTTP status; 0 if the host hides it, as browsers do for a redirect that is not followed.
    pub status: u16,
    /// The value of `Retry-After`, if the answer has one.
    pub retry_after: Option<&'a str>,
    /// The body.
    pub body: &'a Body,
}

/// The body of an answer.
#[derive(Clone, Debug, PartialEq)]
pub enum Body {
    /// JSON.
    Json(Document),
    /// JSON that the driver has checked against the request's [`Response`](super::Response) and keeps: see
    /// [`Proof`](super::Proof).
    Checked,
    /// Nothing, or white space.
    Blank,
    /// The beginning of JSON. Not every host reports a truncated body: WebKit returns the received part as if it were
    /// the whole.
    CutShort,
    /// Any other text.
    Other,
}

impl Body {
    /// Reads the text of a body.
    #[cfg(feature = "std")]
    #[must_use]
    pub fn read(text: &str) -> Self {
        // JSON may have less white space around it than Unicode has (RFC 8259 §2).
        match (Document::parse(text), text.trim_start().chars().next()) {
            (Ok(document), _) => Body::Json(document),
            (Err(_), None) => Body::Blank,
            (Err(_), Some('{' | '[')) => Body::CutShort,
            (Err(_), Some(_)) => Body::Other,
        }
    }

    /// Returns the JSON; `null` if the body is not JSON.
    pub(super) fn value(&self) -> Value<'_> {
        match self {
            Body::Json(document) => document.root(),
            _ => Value::Null,
        }
    }
}

/// Shows the status only: a body may hold a client secret, and a header may repeat one.
impl fmt::Debug for Answer<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Answer")
            .field("status", &self.status)
            .finish_non_exhaustive()
    }
}

/// The body of a success. No field that the table names is `null` in it.
#[derive(Debug, PartialEq)]
pub enum Success {
    /// The answer's body, unchanged.
    Unchanged,
    /// This value instead. It may hold the app's client secret.
    Rewritten(Document),
    /// No value.
    Nothing,
}
