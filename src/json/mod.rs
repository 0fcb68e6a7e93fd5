//! JSON text, and the one small view of it that everything here walks.
//!
//! ```text
//!   text ─► parse ─► Document ─► Value, Text, Items, Members     all of them Copy: a place in the document
//!                                   └─► source ─► write ─► text  what is handed on is copied as it was written
//! ```
//!
//! A derived deserializer is paid for by every type, and a tree of boxes by every value. A [`Document`] is one list of
//! places in the text, made in one pass and freed at once. It also keeps what typed structs lose and this crate needs:
//! fields nobody named, numbers as they were written, and strings that are not well-formed Unicode.

mod document;
mod foreign;
mod parse;
mod write;

use core::fmt;

use document::{Kind, Node, Place};

pub use document::Document;
pub use foreign::Foreign;
pub use parse::{MAX_DEPTH, ParseError, parse};
pub use write::{ArrayWriter, ObjectWriter, without_nulls, write_string};

/// What the text holds, where nothing depends on why it cannot be read: `null` if it is no JSON. In one place, as each that
/// tells the two apart by itself is paid for.
#[must_use]
#[inline(never)]
pub fn read(text: &str) -> Document<'_> {
    parse(text).unwrap_or(Document::NULL)
}

/// A value of a [`Document`].
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Value<'d> {
    /// `null`.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A number, as it was written: no precision is lost between a server and the caller.
    Number(&'d str),
    /// A string.
    String(Text<'d>),
    /// An array.
    Array(Items<'d>),
    /// An object.
    Object(Members<'d>),
}

/// A string of JSON, which may hold half a surrogate pair (`"\ud800"`): JavaScript's strings may, UTF-8 cannot.
#[derive(Clone, Copy, Debug)]
pub struct Text<'d> {
    characters: &'d str,
    node: &'d Node<'d>,
}

/// The items of an array.
#[derive(Clone, Copy)]
pub struct Items<'d>(Place<'d>);

/// The members of an object in the order of the text. Of two members with one name the later counts.
#[derive(Clone, Copy)]
pub struct Members<'d>(Place<'d>);

impl<'d> Text<'d> {
    /// The string, if every surrogate in it is half of a pair.
    #[must_use]
    pub fn well_formed(self) -> Option<&'d str> {
        (!matches!(self.node.kind, Kind::Broken(_))).then_some(self.characters)
    }

    /// The string with U+FFFD in the place of each unpaired surrogate, as UTF-8 encoders write it.
    #[must_use]
    pub fn lossy(self) -> &'d str {
        self.characters
    }

    /// The string as it was written, quotes included.
    #[must_use]
    pub fn source(self) -> &'d str {
        self.node.source
    }
}

/// How a string was escaped makes no difference.
impl PartialEq for Text<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.characters == other.characters && self.well_formed().is_some() == other.well_formed().is_some()
    }
}

impl<'d> Items<'d> {
    /// One after the other.
    pub fn iter(self) -> impl Iterator<Item = Value<'d>> {
        self.0.within().map(Place::value)
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.0.within().is_empty()
    }
}

impl<'d> Members<'d> {
    /// One after the other.
    #[inline]
    pub fn iter(self) -> impl Iterator<Item = (Text<'d>, Value<'d>)> {
        let mut places = self.0.within();
        core::iter::from_fn(move || Some((places.next()?.text()?, places.next()?.value())))
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.0.within().is_empty()
    }

    /// The member of this name.
    #[must_use]
    pub fn get(self, name: &str) -> Option<Value<'d>> {
        let mut places = self.0.within();
        let mut found = None;
        while let (Some(key), Some(value)) = (places.next(), places.next()) {
            if key.text().and_then(Text::well_formed) == Some(name) {
                found = Some(value);
            }
        }
        found.map(Place::value)
    }
}

impl PartialEq for Items<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.iter().eq(other.iter())
    }
}

impl PartialEq for Members<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.iter().eq(other.iter())
    }
}

impl fmt::Debug for Items<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.iter()).finish()
    }
}

impl fmt::Debug for Members<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_map().entries(self.iter()).finish()
    }
}

impl<'d> Value<'d> {
    /// The member of this name, if this is an object that has one.
    #[must_use]
    pub fn get(self, name: &str) -> Option<Value<'d>> {
        match self {
            Value::Object(members) => members.get(name),
            _ => None,
        }
    }

    /// The string, if this is one and it is well formed.
    #[must_use]
    pub fn as_str(self) -> Option<&'d str> {
        match self {
            Value::String(text) => text.well_formed(),
            _ => None,
        }
    }

    /// The value as it was written.
    #[must_use]
    pub fn source(self) -> &'d str {
        match self {
            Value::Null => "null",
            Value::Bool(true) => "true",
            Value::Bool(false) => "false",
            Value::Number(number) => number,
            Value::String(text) => text.source(),
            Value::Array(Items(place)) | Value::Object(Members(place)) => place.source(),
        }
    }

    /// What this is, with its article, as it reads within a sentence.
    #[must_use]
    pub fn kind(self) -> &'static str {
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
