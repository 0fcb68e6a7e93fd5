//! What parsing a text comes to: a list of places in it, in the order of the text.
//!
//! ```text
//!   {"a":["x"],"b":1}     nodes: Object  Name a  Array  String x  Name b  Number 1
//!                       behind:    6       2       4       4        5       6
//! ```
//!
//! A node knows its part of the text, and which node comes behind it and all that is within it. Names are strings, and
//! their values follow them.

use alloc::vec::Vec;

use super::{Items, Members, Text, Value};
use crate::model::Secret;

/// What a node is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Null,
    True,
    False,
    Number,
    /// A string without escapes.
    Plain,
    /// A string with escapes, and which of the copies is what it stands for.
    Escaped(u32),
    /// The same, and it holds half a surrogate pair.
    Broken(u32),
    /// An array, and the node behind all that is within it.
    Array(u32),
    /// An object, likewise.
    Object(u32),
}

/// A part of the text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Node<'t> {
    pub(super) kind: Kind,
    /// As it was written.
    pub(super) source: &'t str,
}

/// A JSON text that was read; it borrows the text.
#[derive(Debug)]
pub struct Document<'t> {
    pub(super) nodes: Vec<Node<'t>>,
    /// The characters of each string that holds escapes. They may be secrets.
    pub(super) copies: Vec<Secret>,
}

impl Document<'_> {
    /// What is wanted where there is no text that could be read.
    pub const NULL: Document<'static> = Document {
        nodes: Vec::new(),
        copies: Vec::new(),
    };

    /// The value that the text is.
    #[must_use]
    pub fn root(&self) -> Value<'_> {
        Place { document: self, at: 0 }.value()
    }

    /// Whether there is a `null` anywhere in it.
    #[must_use]
    pub fn has_null(&self) -> bool {
        self.nodes.iter().any(|node| node.kind == Kind::Null)
    }
}

/// Where a value stands.
#[derive(Clone, Copy)]
pub(super) struct Place<'d> {
    document: &'d Document<'d>,
    at: u32,
}

impl<'d> Place<'d> {
    /// What stands there.
    #[inline(never)]
    pub(super) fn value(self) -> Value<'d> {
        let Some(node) = self.node() else {
            return Value::Null;
        };
        match node.kind {
            Kind::Plain | Kind::Escaped(_) | Kind::Broken(_) => Value::String(self.text_of(node)),
            Kind::Array(_) => Value::Array(Items(self)),
            Kind::Object(_) => Value::Object(Members(self)),
            Kind::Null => Value::Null,
            Kind::True => Value::Bool(true),
            Kind::False => Value::Bool(false),
            Kind::Number => Value::Number(node.source),
        }
    }

    /// The string that stands there.
    pub(super) fn text(self) -> Option<Text<'d>> {
        self.node().map(|node| self.text_of(node))
    }

    #[inline(always)]
    fn text_of(self, node: &'d Node<'d>) -> Text<'d> {
        let characters = match node.kind {
            Kind::Escaped(copy) | Kind::Broken(copy) => self.copy(copy),
            _ => node
                .source
                .get(1..node.source.len().wrapping_sub(1))
                .unwrap_or_default(),
        };
        Text { characters, node }
    }

    /// The places within this one, those of the names of members among them.
    #[inline(always)]
    pub(super) fn within(self) -> Within<'d> {
        Within {
            document: self.document,
            next: self.at.wrapping_add(1),
            end: self.behind(),
        }
    }

    /// As it was written.
    pub(super) fn source(self) -> &'d str {
        self.node().map_or("", |node| node.source)
    }

    #[inline(always)]
    fn behind(self) -> u32 {
        match self.node().map(|node| node.kind) {
            Some(Kind::Array(behind) | Kind::Object(behind)) => behind,
            _ => self.at.wrapping_add(1),
        }
    }

    #[inline(always)]
    fn node(self) -> Option<&'d Node<'d>> {
        self.document.nodes.get(usize::try_from(self.at).ok()?)
    }

    fn copy(self, number: u32) -> &'d str {
        let copy = usize::try_from(number)
            .ok()
            .and_then(|number| self.document.copies.get(number));
        copy.map_or("", Secret::expose)
    }
}

/// One place after the other.
pub(super) struct Within<'d> {
    document: &'d Document<'d>,
    next: u32,
    end: u32,
}

impl Within<'_> {
    pub(super) fn is_empty(&self) -> bool {
        self.next >= self.end
    }
}

impl<'d> Iterator for Within<'d> {
    type Item = Place<'d>;

    #[inline(always)]
    fn next(&mut self) -> Option<Place<'d>> {
        if self.is_empty() {
            return None;
        }
        let place = Place {
            document: self.document,
            at: self.next,
        };
        self.next = place.behind();
        Some(place)
    }
}
