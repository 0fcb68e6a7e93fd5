//! JSON text, and the one small tree that everything here walks.
//!
//! A tree of borrowed strings, walked by tables, is paid for once; a derived deserializer is paid for by every type.
//! It also keeps what typed structs lose and this crate needs: fields nobody named, numbers as they were written, and
//! strings that are not well-formed Unicode.

mod foreign;
mod parse;
mod write;

use std::borrow::Cow;

use crate::model::Secret;

pub use foreign::Foreign;
pub use parse::{MAX_DEPTH, ParseError, parse};
pub use write::write;

/// A JSON value that borrows from the text it was parsed from.
#[derive(Clone, Debug, PartialEq)]
pub enum Value<'t> {
    /// `null`.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A number, as it was written: no precision is lost between a server and the caller.
    Number(&'t str),
    /// A string.
    String(Text<'t>),
    /// An array.
    Array(Vec<Value<'t>>),
    /// An object's members in the order of the text. Of two members with one name the later counts.
    Object(Vec<(Text<'t>, Value<'t>)>),
}

/// A string of JSON, which may hold half a surrogate pair (`"\ud800"`): JavaScript's strings may, UTF-8 cannot.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Text<'t> {
    value: Cow<'t, str>,
    well_formed: bool,
}

/// What was escaped was copied, and may be a secret.
impl Drop for Text<'_> {
    fn drop(&mut self) {
        if let Cow::Owned(value) = &mut self.value {
            drop(Secret::new(std::mem::take(value)));
        }
    }
}

impl<'t> Text<'t> {
    /// The string as a part of the text it was parsed from, if nothing in it was escaped.
    #[must_use]
    pub fn as_written(&self) -> Option<&'t str> {
        match &self.value {
            Cow::Borrowed(value) => Some(value),
            Cow::Owned(_) => None,
        }
    }

    /// The string, if every surrogate in it is half of a pair.
    #[must_use]
    pub fn well_formed(&self) -> Option<&str> {
        self.well_formed.then_some(&*self.value)
    }

    /// The string with U+FFFD in the place of each unpaired surrogate, as UTF-8 encoders write it.
    #[must_use]
    pub fn lossy(&self) -> &str {
        &self.value
    }
}

impl<'t> From<&'t str> for Text<'t> {
    fn from(value: &'t str) -> Self {
        Self {
            value: Cow::Borrowed(value),
            well_formed: true,
        }
    }
}

impl<'t> Value<'t> {
    /// The member of this name, if this is an object that has one.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&Value<'t>> {
        let Value::Object(members) = self else {
            return None;
        };
        members
            .iter()
            .rfind(|(key, _)| key.well_formed() == Some(name))
            .map(|(_, value)| value)
    }

    /// The string, if this is one and it is well formed.
    #[must_use]
    pub fn as_str(&self) -> Option<&str> {
        match self {
            Value::String(text) => text.well_formed(),
            _ => None,
        }
    }

    /// What this is, with its article, as it reads within a sentence.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self {
            Value::Null => "null",
            Value::Bool(_) => "a boolean",
            Value::Number(_) => "a number",
            Value::String(text) => match Foreign::of(text) {
                Some(foreign) => foreign.kind(),
                None => "a string",
            },
            Value::Array(_) => "an array",
            Value::Object(_) => "an object",
        }
    }
}
