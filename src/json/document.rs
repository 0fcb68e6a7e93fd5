//! What parsing a text comes to: a list of places in it, in the order of the text.
//!
//! ```text
//!   {"a":["x"],"b":1}     nodes: Object  Name a  Array  String x  Name b  Number 1
//!                         next:    6       2       4       4        5       6
//! ```
//!
//! A node knows its own end in the text, and which node comes behind it and all that is within it. Names are strings, and
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
    /// A string with escapes; the node behind it is its place among the copies.
    Escaped,
    /// The same, and it holds half a surrogate pair.
    Broken,
    Array,
    Object,
}

/// A place: in the text, or of a copy.
#[derive(Clone, Copy, Debug)]
pub(super) struct Node {
    pub(super) kind: Kind,
    pub(super) start: u32,
    pub(super) end: u32,
    /// The node behind this one and all that is within it.
    pub(super) next: u32,
}

/// A JSON text that was read; it borrows the text.
#[derive(Debug)]
pub struct Document<'t> {
    pub(super) text: &'t str,
    pub(super) nodes: Vec<Node>,
    /// The characters of the strings that hold escapes, one behind the other. They may be secrets.
    pub(super) copies: Secret,
}

impl Document<'_> {
    /// What is wanted where there is no text that could be read.
    pub const NULL: Document<'static> = Document {
        text: "",
        nodes: Vec::new(),
        copies: Secret::EMPTY,
    };

    /// The value that the text is.
    #[must_use]
    pub fn root(&self) -> Value<'_> {
        Place { document: self, at: 0 }.value()
    }

    fn node(&self, at: u32) -> Option<&Node> {
        self.nodes.get(usize::try_from(at).ok()?)
    }
}

/// Where a value stands.
#[derive(Clone, Copy)]
pub(crate) struct Place<'d> {
    document: &'d Document<'d>,
    at: u32,
}

impl<'d> Place<'d> {
    /// What stands there.
    pub(crate) fn value(self) -> Value<'d> {
        let Some(node) = self.document.node(self.at) else {
            return Value::Null;
        };
        match node.kind {
            Kind::Plain => Value::String(Text {
                characters: slice(
                    self.document.text,
                    node.start.saturating_add(1),
                    node.end.saturating_sub(1),
                ),
                is_well_formed: true,
                string: self,
            }),
            Kind::Array => Value::Array(Items(self)),
            Kind::Object => Value::Object(Members(self)),
            Kind::Null => Value::Null,
            Kind::True => Value::Bool(true),
            Kind::False => Value::Bool(false),
            Kind::Number => Value::Number(self.source()),
            Kind::Escaped | Kind::Broken => Value::String(self.escaped(node.kind == Kind::Escaped)),
        }
    }

    fn escaped(self, is_well_formed: bool) -> Text<'d> {
        let copy = self.document.node(self.at.saturating_add(1));
        Text {
            characters: copy.map_or("", |copy| slice(self.document.copies.expose(), copy.start, copy.end)),
            is_well_formed,
            string: self,
        }
    }

    /// The places of the values within this one, the names of members among them.
    #[inline]
    pub(super) fn within(self) -> impl Iterator<Item = Place<'d>> {
        let document = self.document;
        let end = self.end();
        let mut next = self.at.saturating_add(1);
        core::iter::from_fn(move || {
            if next >= end {
                return None;
            }
            let place = Place { document, at: next };
            next = place.end();
            Some(place)
        })
    }

    pub(super) fn is_empty(self) -> bool {
        self.end() <= self.at.saturating_add(1)
    }

    /// The text from here on to the end of what stands here.
    pub(super) fn source(self) -> &'d str {
        let node = self.document.node(self.at);
        node.map_or("", |node| slice(self.document.text, node.start, node.end))
    }

    /// The place behind this one and all that is within it.
    #[inline]
    fn end(self) -> u32 {
        self.document.node(self.at).map_or(u32::MAX, |node| node.next)
    }
}

impl core::fmt::Debug for Place<'_> {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str(self.source())
    }
}

#[inline]
fn slice(text: &str, start: u32, end: u32) -> &str {
    let place = usize::try_from(start).ok().zip(usize::try_from(end).ok());
    place.and_then(|(start, end)| text.get(start..end)).unwrap_or_default()
}
