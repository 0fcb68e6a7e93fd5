//! An answer, and the result that a call makes of it.

use core::fmt;

use crate::model::Secret;
use crate::value::{Document, Value};

/// An answer as it came off the wire.
#[derive(Clone, Copy)]
pub struct Answer<'a> {
    /// The HTTP status; 0 where the host hides it, as browsers do for a redirect that is not followed.
    pub status: u16,
    /// The value of `Retry-After`, if there was one.
    pub retry_after: Option<&'a str>,
    /// The body.
    pub body: &'a Body,
}

/// The body of an answer.
#[derive(Clone, Debug, PartialEq)]
pub enum Body {
    /// JSON.
    Json(Document),
    /// JSON that the driver keeps, having checked that it is what the [`Response`](super::Response) of the request says. This is the string that
    /// proves it; empty where none has to.
    Checked(Secret),
    /// Nothing, or white space.
    Blank,
    /// The beginning of JSON. Not every host says that a body broke off: WebKit hands out what came of it as if that was
    /// all.
    CutShort,
    /// Something else.
    Other,
}

impl Body {
    /// Reads the text of a body.
    #[cfg(feature = "std")]
    #[must_use]
    pub fn read(text: &str) -> Self {
        let text = text.trim();
        match Document::parse(text) {
            Ok(document) => Body::Json(document),
            Err(_) if text.is_empty() => Body::Blank,
            Err(_) if text.starts_with(['{', '[']) => Body::CutShort,
            Err(_) => Body::Other,
        }
    }

    /// The JSON; `null` where there is none.
    pub(super) fn value(&self) -> Value<'_> {
        match self {
            Body::Json(document) => document.root(),
            _ => Value::Null,
        }
    }
}

/// A body may hold a client secret, and a header be an echo of one.
impl fmt::Debug for Answer<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Answer")
            .field("status", &self.status)
            .finish_non_exhaustive()
    }
}

/// The body of a success, in which nothing is `null` that the field table names.
#[derive(Debug, PartialEq)]
pub enum Success {
    /// The answer's body as it came.
    Unchanged,
    /// This value instead. It may hold the app's client secret.
    Rewritten(Document),
    /// There is nothing to tell but that it worked.
    Nothing,
}
