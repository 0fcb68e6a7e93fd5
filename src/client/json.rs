//! Typed requests and responses, by `serde_json`. All of it may be secret: no copy stays in memory.

use std::io;

use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::model::Secret;
use crate::value::{Builder, Document, Nulls, to_json};

/// Encodes a request for the core. One that does not serialize becomes `null`, which is not a valid request.
pub(super) fn encode(request: &impl Serialize) -> Document {
    let mut json = Secret::default();
    match serde_json::to_writer(Writer(&mut json), request) {
        Ok(()) => Document::parse(json.expose()).unwrap_or_default(),
        Err(_) => Document::NULL,
    }
}

/// `{"id":…}`
pub(super) fn id(id: &str) -> Document {
    let mut request = Builder::default();
    request.object(|request| {
        request.string("id");
        request.string(id);
    });
    request.finish()
}

/// `{}`
pub(super) fn nothing() -> Document {
    let mut request = Builder::default();
    request.object(|_| {});
    request.finish()
}

/// Decodes an answer, or returns `None` if it is of another type. The error of `serde_json` may quote a secret.
pub(super) fn decode<T: DeserializeOwned>(answer: &Document) -> Option<T> {
    let json = to_json(answer.root(), Nulls::Kept);
    serde_json::from_str(json.expose()).ok()
}

struct Writer<'s>(&'s mut Secret);

impl io::Write for Writer<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let text = core::str::from_utf8(bytes).map_err(|_| io::ErrorKind::InvalidData)?;
        self.0.push_str(text);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
