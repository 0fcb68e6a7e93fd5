//! The model of a JSON-like value, which the whole crate uses.
//!
//! ```text
//!   JavaScript value ─► pkg/client/encode.js ─► nodes and text ─► decode ─┐
//!   JSON text ─► parse (feature `std`) ────────────────────────────────────┼─► Document ─► Value ─► json ─► JSON text
//!   parts of other values ─► Builder ──────────────────────────────────────┘
//! ```
//!
//! A [`Document`] owns one list of nodes and one text, which holds all strings and numbers one after the other. A
//! [`Value`] is a view of a part of it, and `Copy`. Numbers are stored as text, without loss of digits.

mod buffer;
mod build;
mod decode;
#[allow(clippy::float_cmp, reason = "the code of wasm_bindgen's own for enums")]
mod document;
mod json;
#[cfg(feature = "std")]
mod parse;

use core::fmt;

pub use build::Builder;
pub use decode::DecodeError;
pub use document::{Document, Node, NonJson, Tag};
pub use json::{ArrayWriter, Nulls, ObjectWriter, string_to_json, to_json};

#[cfg(feature = "std")]
pub use parse::ParseError;

use document::Cursor;

/// The deepest nesting of arrays and objects. Descope's values have four levels; the bound keeps a hostile value from
/// overflowing the stack, which in wasm ends the whole instance.
pub const MAX_DEPTH: u32 = 64;

/// A part of a [`Document`].
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Value<'d> {
    /// `null`.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A number, as JSON writes it.
    Number(&'d str),
    /// A string.
    String(Text<'d>),
    /// An array.
    Array(Items<'d>),
    /// An object.
    Object(Members<'d>),
    /// A JavaScript value that JSON cannot represent.
    NonJson(NonJson),
}

/// A string. It may represent half a surrogate pair, which JavaScript's strings may hold but UTF-8 cannot.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Text<'d> {
    characters: &'d str,
    is_well_formed: bool,
}

/// The items of an array.
#[derive(Clone, Copy)]
pub struct Items<'d>(Cursor<'d>);

/// The members of an object, in order. If two members have the same name, the later one counts.
#[derive(Clone, Copy)]
pub struct Members<'d>(Cursor<'d>);

/// The value of a member, which is read when it is needed.
#[derive(Clone, Copy)]
pub(crate) struct Member<'d>(Cursor<'d>);

impl<'d> Member<'d> {
    /// Returns the value.
    pub(crate) fn value(mut self) -> Value<'d> {
        self.0.next().unwrap_or(Value::Null)
    }

    /// Returns the value, if it is a string.
    #[inline(always)]
    pub(crate) fn string(self) -> Option<Text<'d>> {
        self.0.string()
    }

    /// Returns the place of the value in its document; never 0, as its name is before it.
    pub(crate) fn place(self) -> u32 {
        self.0.place()
    }
}

impl<'d> Text<'d> {
    /// Returns the string, if every surrogate in it is half of a pair.
    #[must_use]
    pub fn well_formed(self) -> Option<&'d str> {
        self.is_well_formed.then_some(self.characters)
    }

    /// Returns the string with U+FFFD for each unpaired surrogate, as UTF-8 encoders write it.
    #[must_use]
    pub fn lossy(self) -> &'d str {
        self.characters
    }
}

impl<'d> Items<'d> {
    /// Iterates over the items.
    #[inline]
    pub fn iter(self) -> impl Iterator<Item = Value<'d>> {
        let mut cursor = self.0;
        core::iter::from_fn(move || cursor.next())
    }

    /// Whether there are no items.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.0.is_at_end()
    }
}

impl<'d> Members<'d> {
    /// Iterates over the members.
    #[inline]
    pub fn iter(self) -> impl Iterator<Item = (Text<'d>, Value<'d>)> {
        let mut cursor = self.0;
        core::iter::from_fn(move || Some((cursor.name()?, cursor.next()?)))
    }

    /// Returns the next member, and moves past it. Faster than [`iter`](Self::iter), for hot loops.
    #[inline(always)]
    pub(crate) fn next(&mut self) -> Option<(Text<'d>, Member<'d>)> {
        let name = self.0.name()?;
        let member = Member(self.0);
        self.0.skip();
        Some((name, member))
    }

    /// Returns the value at a place among the members: see [`Member::place`].
    pub(crate) fn at(self, place: u32) -> Option<Value<'d>> {
        self.0.at(place)
    }

    /// Whether there are no members.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.0.is_at_end()
    }

    /// Returns the member with this name.
    #[must_use]
    #[inline(never)]
    pub fn get(self, name: &str) -> Option<Value<'d>> {
        let mut cursor = self.0;
        let mut found = None;
        while let Some(is_found) = cursor.is_name(name) {
            if is_found {
                found = Some(cursor);
            }
            cursor.skip();
        }
        found?.next()
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
    /// Returns the member with this name, if this is an object that has one.
    #[must_use]
    pub fn get(self, name: &str) -> Option<Value<'d>> {
        match self {
            Value::Object(members) => members.get(name),
            _ => None,
        }
    }

    /// Returns the string, if this is a well-formed one.
    #[must_use]
    pub fn as_str(self) -> Option<&'d str> {
        match self {
            Value::String(text) => text.well_formed(),
            _ => None,
        }
    }

    /// Returns the members, if this is an object; else no members.
    #[must_use]
    pub fn members(self) -> Members<'d> {
        match self {
            Value::Object(members) => members,
            _ => Members(Cursor::EMPTY),
        }
    }

    /// Returns the items, if this is an array; else no items.
    #[must_use]
    pub fn items(self) -> Items<'d> {
        match self {
            Value::Array(items) => items,
            _ => Items(Cursor::EMPTY),
        }
    }

    /// Returns the kind in words, with its article, for a sentence.
    #[must_use]
    pub fn kind(self) -> &'static str {
        match self {
            Value::Null => "null",
            Value::Bool(_) => "a boolean",
            Value::Number(_) => "a number",
            Value::String(_) => "a string",
            Value::Array(_) => "an array",
            Value::Object(_) => "an object",
            Value::NonJson(value) => value.kind(),
        }
    }
}
